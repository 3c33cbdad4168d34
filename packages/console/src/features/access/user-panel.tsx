import { Trans, useLingui } from '@lingui/react/macro'
import type { ChangeUserRequest, User } from '@rightful/contract/api-paths'
import { isRoleName, type RoleName } from '@rightful/contract/grants'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { $api } from '../../client/api.ts'
import { shownFailure } from '../../client/faces.tsx'
import { FormEnd } from '../../client/form-end.tsx'
import { useCan, useSession } from '../../client/session.ts'
import { isStepUpNeeded, StepUp } from '../../client/step-up.tsx'
import { Button } from '../../ui/button.tsx'
import { SidePanel } from '../../ui/dialog.tsx'
import { useTell } from '../../ui/notices.tsx'
import { Section } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { OneTimeLink } from './one-time-link.tsx'
import { OwnerPicker, RolePicker } from './user-fields.tsx'
import { UserSessions } from './user-sessions.tsx'

type UserPanelProps = { readonly user: User; readonly onClose: () => void }

/** One user: their roles, whether they may sign in, a new link for them, and where they are signed in. */
export function UserPanel({ user, onClose }: UserPanelProps): ReactNode {
  const mayChange = useCan()('access:write')
  return (
    <SidePanel title={user.name} isOpen onClose={onClose}>
      <div className="flex flex-col gap-6">
        <p className="text-ink-2">{user.email}</p>
        {mayChange ? (
          <ChangeUser user={user} />
        ) : (
          <p className="text-ink-2">
            <Trans>
              To change this you need <code className="font-mono text-xs">access:write</code>.
            </Trans>
          </p>
        )}
        <UserSessions userId={user.user_id} mayEnd={mayChange} />
      </div>
    </SidePanel>
  )
}

function ChangeUser({ user }: { readonly user: User }): ReactNode {
  const [roles, setRoles] = useState<readonly RoleName[]>(user.roles.filter(isRoleName))
  const [ownerId, setOwnerId] = useState(user.owner_id)
  const change = useChange(user)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.send({ roles: [...roles], owner_id: ownerId })
  }
  if (isStepUpNeeded(change.error)) return <StepUp onClose={change.reset} onDone={change.again} />
  return (
    <>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <RolePicker chosen={roles} onChange={setRoles} />
        <OwnerPicker value={ownerId} onChange={setOwnerId} />
        <FormEnd error={change.error} isPending={change.isPending} isDisabled={roles.length === 0}>
          <Trans>Save</Trans>
        </FormEnd>
      </form>
      <SignIn user={user} onStatus={(status) => change.send({ status })} />
    </>
  )
}

function useChange(user: User) {
  const { t } = useLingui()
  const tell = useTell()
  const queries = useQueryClient()
  const change = $api.useMutation('patch', '/v1/users/{user_id}', {
    onSuccess: ({ name }) => {
      tell(t`${name} is changed.`)
      void queries.invalidateQueries()
    },
  })
  const send = (body: ChangeUserRequest): void => change.mutate({ params: { path: { user_id: user.user_id } }, body })
  const again = (): void => (change.variables === undefined ? undefined : change.mutate(change.variables))
  return { send, again, reset: change.reset, error: change.error, isPending: change.isPending }
}

type SignInProps = { readonly user: User; readonly onStatus: (status: 'active' | 'disabled') => void }

function SignIn({ user, onStatus }: SignInProps): ReactNode {
  const isSelf = useSession().user.user_id === user.user_id
  const link = $api.useMutation('post', '/v1/users/{user_id}/token')
  const make = (): void => link.mutate({ params: { path: { user_id: user.user_id } } })
  if (isStepUpNeeded(link.error)) return <StepUp onClose={() => link.reset()} onDone={make} />
  return (
    <Section title={<Trans>Signing in</Trans>}>
      <div className="flex flex-wrap gap-2">
        <Button onPress={make} isPending={link.isPending}>
          {user.status === 'invited' ? <Trans>New invitation link</Trans> : <Trans>Link for a new password</Trans>}
        </Button>
        {isSelf ? null : user.status === 'disabled' ? (
          <Button onPress={() => onStatus('active')}>
            <Trans>Let them sign in again</Trans>
          </Button>
        ) : (
          <Button kind="danger" onPress={() => onStatus('disabled')}>
            <Trans>Deactivate</Trans>
          </Button>
        )}
      </div>
      {link.error === null ? null : <Failed failure={shownFailure(link.error)} />}
      {link.data === undefined ? null : (
        <OneTimeLink
          path={user.status === 'invited' ? '/accept' : '/reset'}
          token={link.data.token}
          until={link.data.token_expires_at}
        />
      )}
    </Section>
  )
}
