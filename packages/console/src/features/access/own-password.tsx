import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { $api } from '../../client/api.ts'
import { FormEnd } from '../../client/form-end.tsx'
import { useSession } from '../../client/session.ts'
import { TextField } from '../../ui/field.tsx'
import { useTell } from '../../ui/notices.tsx'

const empty = { current: '', next: '' }

/** Changes one’s own password, which ends one’s other sessions. */
export function OwnPassword(): ReactNode {
  const { t } = useLingui()
  const tell = useTell()
  const queries = useQueryClient()
  const { user } = useSession()
  const [given, setGiven] = useState(empty)
  const change = $api.useMutation('put', '/v1/session/password', {
    onSuccess: () => {
      tell(t`Your password is changed; your other sessions are ended.`)
      setGiven(empty)
      void queries.invalidateQueries()
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate({ body: { current_password: given.current, new_password: given.next } })
  }
  if (!user.has_password) {
    return (
      <p className="text-ink-2">
        <Trans>You sign in by your company’s sign-in and have no password here.</Trans>
      </p>
    )
  }
  return (
    <form onSubmit={submit} className="flex max-w-sm flex-col gap-3">
      <TextField
        label={t`Password now`}
        type="password"
        autoComplete="current-password"
        isRequired
        value={given.current}
        onChange={(current) => setGiven({ ...given, current })}
      />
      <TextField
        label={t`New password`}
        type="password"
        autoComplete="new-password"
        hint={t`12 to 128 characters.`}
        isRequired
        value={given.next}
        onChange={(next) => setGiven({ ...given, next })}
      />
      <FormEnd error={change.error} isPending={change.isPending}>
        <Trans>Change the password</Trans>
      </FormEnd>
    </form>
  )
}
