import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Failed } from '../ui/states.tsx'
import { shownFailure } from './faces.tsx'

type FormEndProps = {
  /** What went wrong when it was sent; `null`: nothing. */
  readonly error?: unknown
  readonly isPending: boolean
  readonly isDisabled?: boolean
  readonly isDanger?: boolean
  /** What the button says. */
  readonly children: ReactNode
}

/** The end of a form in a dialog: what went wrong, and the button that sends it. */
export function FormEnd({
  error = null,
  isPending,
  isDisabled = false,
  isDanger = false,
  children,
}: FormEndProps): ReactNode {
  return (
    <>
      {error === null ? null : <Failed failure={shownFailure(error)} />}
      <div className="flex justify-end">
        <Button type="submit" kind={isDanger ? 'danger' : 'primary'} isDisabled={isDisabled} isPending={isPending}>
          {children}
        </Button>
      </div>
    </>
  )
}
