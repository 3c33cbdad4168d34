import { Trans, useLingui } from '@lingui/react/macro'
import type { RoleName } from '@rightful/contract/grants'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { $api } from '../../client/api.ts'
import { FormEnd } from '../../client/form-end.tsx'
import { isStepUpNeeded, StepUp } from '../../client/step-up.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { OneTimeLink } from './one-time-link.tsx'
import { OwnerPicker, RolePicker } from './user-fields.tsx'

/** Invites somebody by a link that is shown once. */
export function InviteUser(): ReactNode {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind="primary" onPress={() => setOpen(true)}>
        <Trans>Invite somebody …</Trans>
      </Button>
      {isOpen ? <InviteDialog onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function InviteDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [person, setPerson] = useState({ name: '', email: '' })
  const [roles, setRoles] = useState<readonly RoleName[]>(['viewer'])
  const [ownerId, setOwnerId] = useState<string | null>(null)
  const invite = $api.useMutation('post', '/v1/users', { onSuccess: () => void queries.invalidateQueries() })
  const send = (): void => invite.mutate({ body: { ...person, roles: [...roles], owner_id: ownerId } })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    send()
  }
  if (isStepUpNeeded(invite.error)) return <StepUp onClose={() => invite.reset()} onDone={send} />
  if (invite.data !== undefined) {
    const { name, token, token_expires_at: until } = invite.data
    return (
      <Dialog title={<Trans>{name} is invited</Trans>} isOpen onClose={onClose}>
        <OneTimeLink path="/accept" token={token} until={until} />
      </Dialog>
    )
  }
  return (
    <Dialog title={<Trans>Invite somebody</Trans>} isOpen onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextField label={t`Name`} isRequired value={person.name} onChange={(name) => setPerson({ ...person, name })} />
        <TextField
          label={t`Email`}
          type="email"
          isRequired
          value={person.email}
          onChange={(email) => setPerson({ ...person, email })}
        />
        <RolePicker chosen={roles} onChange={setRoles} />
        <OwnerPicker value={ownerId} onChange={setOwnerId} />
        <FormEnd error={invite.error} isPending={invite.isPending} isDisabled={roles.length === 0}>
          <Trans>Make the link</Trans>
        </FormEnd>
      </form>
    </Dialog>
  )
}
