import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { $api } from '../../client/api.ts'
import { NewPassword } from './new-password.tsx'
import { TokenForm } from './token-form.tsx'
import { useEnter } from './use-enter.ts'

/** Where somebody who forgot their password chooses a new one. */
export function ResetPage(): ReactNode {
  const { t } = useLingui()
  const enter = useEnter()
  const [password, setPassword] = useState('')
  const reset = $api.useMutation('post', '/v1/password/reset', { onSuccess: (session) => enter(session) })
  return (
    <TokenForm
      title={t`A new password`}
      lead={<Trans>Everywhere else you are signed out.</Trans>}
      button={<Trans>Set it and sign in</Trans>}
      isPending={reset.isPending}
      error={reset.error}
      onSubmit={(token) => reset.mutate({ body: { token, password } })}
    >
      <NewPassword value={password} onChange={setPassword} />
    </TokenForm>
  )
}
