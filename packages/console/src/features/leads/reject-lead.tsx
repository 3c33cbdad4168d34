import { Trans, useLingui } from '@lingui/react/macro'
import type { LeadDetail } from '@rightful/contract/api-paths'
import { type FormEvent, type ReactNode, useState } from 'react'
import { FormEnd } from '../../client/form-end.tsx'
import { $api } from '../../client/api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox, TextField } from '../../ui/field.tsx'
import { useSettled } from './use-settled.ts'

type LeadDialogProps = { readonly lead: LeadDetail; readonly isOpen: boolean; readonly onClose: () => void }

/** Gives a lead back as none, with a reason; the owner is credited in the rotation. */
export function RejectLead({ lead, isOpen, onClose }: LeadDialogProps): ReactNode {
  const { t } = useLingui()
  const [reason, setReason] = useState('')
  const [isReassigned, setReassigned] = useState(false)
  const reject = $api.useMutation('post', '/v1/leads/{lead_id}/reject', useSettled(onClose))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    reject.mutate({ params: { path: { lead_id: lead.lead_id } }, body: { reason, reassign: isReassigned } })
  }
  return (
    <Dialog title={<Trans>Reject this lead</Trans>} isOpen={isOpen} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextField
          label={t`Reason`}
          placeholder={t`such as spam, or a student`}
          isRequired
          value={reason}
          onChange={setReason}
        />
        <Checkbox isSelected={isReassigned} onChange={setReassigned}>
          <Trans>It is a lead, but not for this owner: let somebody else have it</Trans>
        </Checkbox>
        <p className="text-ink-2">
          <Trans>The owner gets their turn in the rotation back.</Trans>
        </p>
        <FormEnd isDisabled={reason.trim() === ''} isPending={reject.isPending}>
          <Trans>Reject</Trans>
        </FormEnd>
      </form>
    </Dialog>
  )
}
