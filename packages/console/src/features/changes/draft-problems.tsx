import { Plural, Trans } from '@lingui/react/macro'
import type { PolicyCheck } from '@rightful/contract/api-paths'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { Section } from '../../ui/page.tsx'
import { ProblemList } from './problem-list.tsx'

const SETTLE_MS = 400

type DraftProblemsProps = {
  readonly document: string
  readonly tables: Readonly<Record<string, string>>
  readonly onGoTo: (line: number) => void
}

/** What the checks and the golden tests make of a text, asked again when the typing pauses. */
export function DraftProblems({ document, tables, onGoTo }: DraftProblemsProps): ReactNode {
  const settled = useSettledText(document)
  const query = useQuery({
    queryKey: ['policy-check', settled, tables],
    enabled: settled.trim() !== '',
    gcTime: 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const body = { document: settled, tables: { ...tables } }
      const { data } = await api.POST('/v1/policies/check', { body, signal })
      if (data === undefined) throw new Error('The server answered nothing.')
      return data
    },
  })
  return (
    <Section title={<Trans>Checks</Trans>}>
      <Faces query={query}>{(check) => <CheckView check={check} onGoTo={onGoTo} />}</Faces>
    </Section>
  )
}

type CheckViewProps = { readonly check: PolicyCheck; readonly onGoTo: (line: number) => void }

function CheckView({ check, onGoTo }: CheckViewProps): ReactNode {
  const { findings, tests, is_sound: isSound } = check
  const failed = tests.filter(({ passed }) => !passed)
  return (
    <div className="flex flex-col gap-3">
      <p className={isSound ? 'text-good' : 'text-bad'}>
        {isSound ? <Trans>It could become active as it is.</Trans> : <Trans>It cannot become active yet.</Trans>}
      </p>
      <ProblemList problems={findings} onGoTo={onGoTo} />
      <p className="text-ink-2">
        {failed.length === 0 ? (
          <Plural value={tests.length} one="# golden test passes." other="All # golden tests pass." />
        ) : (
          <Trans>
            {failed.length} of {tests.length} golden tests fail:
          </Trans>
        )}
      </p>
      <ProblemList
        problems={failed.map(({ name, where, mismatches }) => ({
          severity: 'error',
          where,
          what: [name, ...mismatches.map(({ what, expected, found }) => `${what}: ${expected} ≠ ${found}`)].join('; '),
          mend: null,
        }))}
        onGoTo={onGoTo}
      />
    </div>
  )
}

function useSettledText(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
