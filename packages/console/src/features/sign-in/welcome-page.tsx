import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { $api } from '../../client/api.ts'
import { TextField } from '../../ui/field.tsx'
import { NewPassword } from './new-password.tsx'
import { TokenForm } from './token-form.tsx'
import { useEnter } from './use-enter.ts'

/** Makes the first user of a workspace, who owns the installation. */
export function WelcomePage(): ReactNode {
  const { t } = useLingui()
  const enter = useEnter()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const setUp = $api.useMutation('post', '/v1/setup', { onSuccess: (session) => enter(session) })
  return (
    <TokenForm
      title={t`Welcome`}
      lead={
        <Trans>
          You will be the first user of this workspace, and own the installation. Nothing leaves this machine.
        </Trans>
      }
      button={<Trans>Begin</Trans>}
      isPending={setUp.isPending}
      error={setUp.error}
      onSubmit={(token) => setUp.mutate({ body: { token, name, email, password } })}
    >
      <TextField
        label={t`Your name`}
        name="name"
        autoComplete="name"
        isRequired
        autoFocus
        value={name}
        onChange={setName}
      />
      <TextField
        label={t`E-mail`}
        type="email"
        name="email"
        autoComplete="username"
        isRequired
        value={email}
        onChange={setEmail}
      />
      <NewPassword value={password} onChange={setPassword} />
    </TokenForm>
  )
}
