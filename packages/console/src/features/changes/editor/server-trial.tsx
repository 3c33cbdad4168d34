import { Trans } from '@lingui/react/macro'
import type { TrialResult } from '@rightful/contract/api-paths'
import { useMutation } from '@tanstack/react-query'
import { UserSearch } from 'lucide-react'
import type { ReactNode } from 'react'
import { api } from '../../../client/api.ts'
import { shownFailure } from '../../../client/faces.tsx'
import { Button } from '../../../ui/button.tsx'
import { Failed } from '../../../ui/states.tsx'
import type { AskedLead } from './engine-messages.ts'
import type { PolicyTexts } from './use-policy-texts.ts'

type ServerTrialProps = {
  readonly texts: PolicyTexts
  readonly lead: AskedLead | null
  /** Whether the draft can be read at all. */
  readonly isRead: boolean
}

/** Asks the server who would get the lead if it came now: it knows the accounts, who is at work, and whose turn it is. */
export function ServerTrial({ texts: { document, tables }, lead, isRead }: ServerTrialProps): ReactNode {
  const ask = useMutation({
    mutationFn: async (asked: AskedLead) => {
      const leads = [{ attributes: { ...asked.attributes } }]
      const { data } = await api.POST('/v1/policies/try', { body: { document, tables: { ...tables }, leads } })
      return { of: { document, tables, lead: asked }, result: data?.results[0] ?? null }
    },
  })
  const { data } = ask
  // What was said of another draft or another lead says nothing of these.
  const isCurrent = data?.of.document === document && data.of.tables === tables && data.of.lead === lead
  return (
    <>
      <Button
        size="small"
        isDisabled={lead === null || !isRead}
        isPending={ask.isPending}
        onPress={() => lead !== null && ask.mutate(lead)}
      >
        <UserSearch aria-hidden className="size-3.5" />
        <Trans>Who would get it now?</Trans>
      </Button>
      <div className="basis-full empty:hidden">
        {ask.error === null ? null : <Failed failure={shownFailure(ask.error)} />}
        {data?.result && isCurrent ? <TrialAnswer result={data.result} /> : null}
      </div>
    </>
  )
}

function TrialAnswer({ result: { headline, lines, runner_up: next } }: { readonly result: TrialResult }): ReactNode {
  return (
    <div role="status" className="flex w-full flex-col gap-1">
      <p className="font-medium">{headline}</p>
      <dl className="grid grid-cols-[5rem_1fr] gap-x-3 gap-y-0.5 text-xs">
        {lines.map(({ label, text }) => (
          <div key={`${label} ${text}`} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd className="min-w-0 break-words text-ink-2">{text}</dd>
          </div>
        ))}
      </dl>
      {next === null ? null : <p className="text-xs text-ink-2">{next}</p>}
    </div>
  )
}
