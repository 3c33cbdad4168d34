import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { $api } from '../../client/api.ts'
import { NewPassword } from './new-password.tsx'
import { TokenForm } from './token-form.tsx'
import { useEnter } from './use-enter.ts'

/** Where somebody who was invited chooses a password. */
export function AcceptPage(): ReactNode {
  const { t } = useLingui()
  const enter = useEnter()
  const [password, setPassword] = useState('')
  const accept = $api.useMutation('post', '/v1/invitations/accept', { onSuccess: (session) => enter(session) })
  return (
    <TokenForm
      title={t`You are invited`}
      lead={<Trans>Choose a password, and you are in.</Trans>}
      button={<Trans>Join</Trans>}
      isPending={accept.isPending}
      error={accept.error}
      onSubmit={(token) => accept.mutate({ body: { token, password } })}
    >
      <NewPassword value={password} onChange={setPassword} />
    </TokenForm>
  )
}
