import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import type { PolicySummary } from '@rightful/contract/api-paths'
import { type FormEvent, type ReactNode, useState } from 'react'
import { FormEnd } from '../../client/form-end.tsx'
import { $api } from '../../client/api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { useTell } from '../../ui/notices.tsx'

type GoBackProps = { readonly to: PolicySummary; readonly onClose: () => void }

/** Makes what an earlier version said active again, after asking. */
export function GoBack({ to, onClose }: GoBackProps): ReactNode {
  const { t } = useLingui()
  const tell = useTell()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const { version } = to
  const goBack = $api.useMutation('post', '/v1/policies/rollback', {
    onSuccess: () => {
      tell(t`What version ${version} said decides again.`)
      void queries.invalidateQueries()
      onClose()
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    goBack.mutate({ body: { version, reason: reason.trim() } })
  }
  return (
    <Dialog title={<Trans>Go back to version {version}</Trans>} isOpen onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <p>
          <Trans>It decides at once, for every lead from now on. What it says becomes a new version.</Trans>
        </p>
        <TextField label={t`Reason`} isRequired value={reason} onChange={setReason} />
        <FormEnd error={goBack.error} isDisabled={reason.trim() === ''} isPending={goBack.isPending}>
          <Trans>Go back</Trans>
        </FormEnd>
      </form>
    </Dialog>
  )
}
