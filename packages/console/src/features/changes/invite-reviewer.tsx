import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, type ReactNode, useState } from 'react'
import { FormEnd } from '../../client/form-end.tsx'
import { $api } from '../../client/api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { StepUp, isStepUpNeeded } from '../../client/step-up.tsx'

/** Invites somebody who may approve; the link is shown once, to be given to them. */
export function InviteReviewer(): ReactNode {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onPress={() => setOpen(true)}>
        <Trans>Invite a reviewer …</Trans>
      </Button>
      {isOpen ? <InviteDialog onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function InviteDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useLingui()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const invite = $api.useMutation('post', '/v1/users')
  const send = (): void => invite.mutate({ body: { name, email, roles: ['sales_ops'] } })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    send()
  }
  if (isStepUpNeeded(invite.error)) return <StepUp onClose={() => invite.reset()} onDone={send} />
  if (invite.data !== undefined) {
    return (
      <Dialog title={<Trans>Give them this link</Trans>} isOpen onClose={onClose}>
        <p>
          <Trans>It lets {name} in, once. It is shown only now.</Trans>
        </p>
        <code className="rounded bg-sunken p-2 font-mono text-xs break-all select-all">
          {`${location.origin}/accept#${invite.data.token}`}
        </code>
      </Dialog>
    )
  }
  return (
    <Dialog title={<Trans>Invite a reviewer</Trans>} isOpen onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextField label={t`Name`} isRequired value={name} onChange={setName} />
        <TextField label={t`Email`} type="email" isRequired value={email} onChange={setEmail} />
        <p className="text-ink-2">
          <Trans>They join as sales operations, who keep people and policy.</Trans>
        </p>
        <FormEnd error={invite.error} isPending={invite.isPending}>
          <Trans>Make the link</Trans>
        </FormEnd>
      </form>
    </Dialog>
  )
}
