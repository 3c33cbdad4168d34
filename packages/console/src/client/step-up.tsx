import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, type ReactNode, useState } from 'react'
import { FormEnd } from './form-end.tsx'
import { $api } from './api.ts'
import { failureOf } from './failure-of.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/field.tsx'

/** Whether something failed only because whoever asks has to show again that it is them. */
export function isStepUpNeeded(error: unknown): boolean {
  return error !== null && error !== undefined && failureOf(error).code === 'step_up_required'
}

type StepUpProps = { readonly onClose: () => void; readonly onDone: () => void }

/** Asks for the password again; `onDone` repeats what was asked for. */
export function StepUp({ onClose, onDone }: StepUpProps): ReactNode {
  const { t } = useLingui()
  const [password, setPassword] = useState('')
  const stepUp = $api.useMutation('post', '/v1/session/step-up', { onSuccess: onDone })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    stepUp.mutate({ body: { password } })
  }
  return (
    <Dialog title={<Trans>Your password, once more</Trans>} isOpen onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextField
          label={t`Password`}
          type="password"
          autoComplete="current-password"
          autoFocus
          isRequired
          value={password}
          onChange={setPassword}
        />
        <FormEnd error={stepUp.error} isPending={stepUp.isPending}>
          <Trans>Go on</Trans>
        </FormEnd>
      </form>
    </Dialog>
  )
}
