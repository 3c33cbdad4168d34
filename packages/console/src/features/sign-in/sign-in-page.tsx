import { Trans, useLingui } from '@lingui/react/macro'
import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { $api } from '../../client/api.ts'
import { shownFailure } from '../../client/faces.tsx'
import { Button, buttonClasses } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Failed } from '../../ui/states.tsx'
import { Entrance } from './entrance.tsx'
import { useEnter } from './use-enter.ts'

const route = getRouteApi('/sign-in')

/** Signs somebody in by password, or sends them to their identity provider. */
export function SignInPage(): ReactNode {
  const { t } = useLingui()
  const { then } = route.useSearch()
  const enter = useEnter()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = $api.useMutation('post', '/v1/session', { onSuccess: (session) => enter(session, then) })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    signIn.mutate({ body: { email, password } })
  }
  return (
    <Entrance title={t`Sign in`}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextField
          label={t`E-mail`}
          type="email"
          name="email"
          autoComplete="username"
          isRequired
          autoFocus
          value={email}
          onChange={setEmail}
        />
        <TextField
          label={t`Password`}
          type="password"
          name="password"
          autoComplete="current-password"
          isRequired
          value={password}
          onChange={setPassword}
        />
        {signIn.error === null ? null : <Failed failure={shownFailure(signIn.error)} />}
        <Button type="submit" kind="primary" isPending={signIn.isPending}>
          <Trans>Sign in</Trans>
        </Button>
      </form>
      <Providers />
      <SetUpHint />
    </Entrance>
  )
}

function Providers(): ReactNode {
  const { data } = $api.useQuery('get', '/v1/sign-in', {})
  if (data === undefined || data.data.length === 0) return null
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-4">
      {data.data.map(({ provider_id: id, name, url }) => (
        <a key={id} href={url} className={buttonClasses('secondary')}>
          <Trans>Sign in with {name}</Trans>
        </a>
      ))}
    </div>
  )
}

function SetUpHint(): ReactNode {
  const { data } = $api.useQuery('get', '/v1/setup', {})
  if (data?.is_needed !== true) return null
  return (
    <p className="rounded-lg bg-warn-ground px-3 py-2 text-warn">
      <Trans>
        Nobody can sign in yet. Open the link that the server printed when it started: it makes the first user.
      </Trans>
    </p>
  )
}
