import { Trans, useLingui } from '@lingui/react/macro'
import type { LeadDetail } from '@rightful/contract/api-paths'
import { type FormEvent, type ReactNode, useState } from 'react'
import { FormEnd } from '../../client/form-end.tsx'
import { $api } from '../../client/api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useSettled } from './use-settled.ts'

type LeadDialogProps = { readonly lead: LeadDetail; readonly isOpen: boolean; readonly onClose: () => void }

const OWNERS_MAX = 200

/** Gives a lead to somebody by hand, with the reason that stands in its history. */
export function AssignLead({ lead, isOpen, onClose }: LeadDialogProps): ReactNode {
  const { t } = useLingui()
  const [owner, setOwner] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const owners = $api.useQuery('get', '/v1/owners', { params: { query: { limit: OWNERS_MAX } } }, { enabled: isOpen })
  const assign = $api.useMutation('post', '/v1/leads/{lead_id}/assign', useSettled(onClose))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (owner === null) return
    const params = { path: { lead_id: lead.lead_id }, header: { 'If-Match': `"${lead.version}"` } }
    assign.mutate({ params, body: { owner_id: owner, reason } })
  }
  const choices = (owners.data?.data ?? [])
    .filter(({ id }) => id !== lead.owner_id)
    .map(({ id }) => ({ id, label: id }))
  return (
    <Dialog title={<Trans>Who shall have this lead?</Trans>} isOpen={isOpen} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Select label={t`Owner`} choices={choices} value={owner} onChange={setOwner} placeholder={t`Choose somebody`} />
        <TextField
          label={t`Reason`}
          isRequired
          value={reason}
          onChange={setReason}
          hint={<Trans>Stands in the history of the lead.</Trans>}
        />
        <FormEnd isDisabled={owner === null || reason.trim() === ''} isPending={assign.isPending}>
          <Trans>Assign</Trans>
        </FormEnd>
      </form>
    </Dialog>
  )
}
