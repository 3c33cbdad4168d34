import { Trans } from '@lingui/react/macro'
import { useLocation } from '@tanstack/react-router'
import type { FormEvent, ReactNode } from 'react'
import { shownFailure } from '../../client/faces.tsx'
import { Button } from '../../ui/button.tsx'
import { Failed } from '../../ui/states.tsx'
import { Entrance } from './entrance.tsx'
import { tokenOf } from './token-of.ts'

type TokenFormProps = {
  readonly title: string
  readonly lead: ReactNode
  readonly button: ReactNode
  readonly isPending: boolean
  readonly error: unknown
  readonly onSubmit: (token: string) => void
  readonly children: ReactNode
}

/** A form that somebody reaches by a link with a token, which works once. */
export function TokenForm({ title, lead, button, isPending, error, onSubmit, children }: TokenFormProps): ReactNode {
  const token = tokenOf(useLocation().hash)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit(token)
  }
  return (
    <Entrance title={title} lead={lead}>
      {token === '' ? (
        <p role="alert" className="rounded-lg bg-warn-ground px-3 py-2 text-warn">
          <Trans>This link is not whole: its last part is missing. Copy all of it, up to the end of the line.</Trans>
        </p>
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-3">
          {children}
          {error === null ? null : <Failed failure={shownFailure(error)} />}
          <Button type="submit" kind="primary" isPending={isPending}>
            {button}
          </Button>
        </form>
      )}
    </Entrance>
  )
}
