import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { $api, api } from '../../../client/api.ts'
import { leadName } from '../../../client/lead-name.ts'
import { useTell } from '../../../ui/notices.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextField } from '../../../ui/field.tsx'
import { writeLead } from './golden-lead.ts'

const LEADS_OFFERED = 20

type LeadBoxProps = {
  readonly text: string
  readonly isReadable: boolean
  readonly onText: (text: string) => void
}

/** The lead to try a draft with: typed, pasted, or one that came in lately. */
export function LeadBox({ text, isReadable, onText }: LeadBoxProps): ReactNode {
  const { t } = useLingui()
  return (
    <div className="flex flex-col gap-2">
      <RecentLeads onText={onText} />
      <TextField
        label={<Trans>Lead to try</Trans>}
        rows={6}
        value={text}
        onChange={onText}
        hint={
          <Trans>One attribute a line, or JSON. With “lead:” and “account:” it is taken to be of that account.</Trans>
        }
        {...(isReadable ? {} : { error: t`It cannot be read: write one “name: value” a line, or paste JSON.` })}
      />
    </div>
  )
}

function RecentLeads({ onText }: Pick<LeadBoxProps, 'onText'>): ReactNode {
  const { t } = useLingui()
  const tell = useTell()
  const params = { query: { include: 'given', limit: LEADS_OFFERED } }
  const { data } = $api.useQuery('get', '/v1/leads', { params })
  const leads = data?.data ?? []
  if (leads.length === 0) return null
  const take = async (leadId: string): Promise<void> => {
    try {
      onText(await leadText(leadId))
    } catch {
      tell(t`The lead could not be read.`, 'bad')
    }
  }
  return (
    <Select
      label={<Trans>Take a recent lead</Trans>}
      placeholder={t`Choose one`}
      value={null}
      choices={leads.map(({ lead_id: id, given }) => ({ id, label: leadName(given) ?? id }))}
      onChange={(id) => void take(id)}
    />
  )
}

/** What was given of a lead, and of the account it was matched with. */
async function leadText(leadId: string): Promise<string> {
  const { data: lead } = await api.GET('/v1/leads/{lead_id}', { params: { path: { lead_id: leadId } } })
  const accountId = lead?.account_id ?? null
  const path = { account_id: accountId ?? '' }
  const { data: account } = accountId === null ? {} : await api.GET('/v1/accounts/{account_id}', { params: { path } })
  return writeLead({
    attributes: lead?.given ?? lead?.attributes ?? {},
    account: account === undefined ? null : { id: account.id, ...account.body },
  })
}
