import { Trans } from '@lingui/react/macro'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

/** Stands where something will be in a moment: grey lines of about its height. */
export function Loading({ lines = 4 }: { readonly lines?: number }): ReactNode {
  return (
    <div role="status" className="flex flex-col gap-3 py-2">
      <span className="sr-only">
        <Trans>Loading</Trans>
      </span>
      {Array.from({ length: lines }, (_, line) => (
        <div
          key={line}
          aria-hidden
          className="h-4 animate-pulse rounded bg-hovered"
          style={{ width: `${92 - ((line * 17) % 40)}%` }}
        />
      ))}
    </div>
  )
}

/** A failure that can be shown: what happened, how to mend it, and by which id it stands in the log. */
export type Failure = {
  readonly message: string
  readonly mend: string
  readonly requestId: string | null
  readonly items: readonly { readonly where: string; readonly what: string }[]
}

/** Says what could not be read or done, and offers to try again. */
export function Failed({ failure, onRetry }: { readonly failure: Failure; readonly onRetry?: () => void }): ReactNode {
  const { message, mend, requestId, items } = failure
  return (
    <div role="alert" className="flex items-start gap-3 rounded-lg bg-bad-ground px-3 py-2.5">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="font-medium">{message}</p>
        {items.length === 0 ? null : (
          <ul className="list-disc pl-4">
            {items.slice(0, 8).map(({ where, what }) => (
              <li key={`${where} ${what}`}>
                <span className="font-mono text-xs">{where}</span> {what}
              </li>
            ))}
          </ul>
        )}
        {mend === '' ? null : <p className="text-ink-2">{mend}</p>}
        {requestId === null ? null : (
          <p className="text-2xs text-ink-2">
            <Trans>Request {requestId}</Trans>
          </p>
        )}
      </div>
      {onRetry === undefined ? null : (
        <Button size="small" onPress={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </div>
  )
}

type EmptyProps = { readonly title: ReactNode; readonly children?: ReactNode; readonly action?: ReactNode }

/** Says that there is nothing, why that may be, and what to do. */
export function Empty({ title, children, action }: EmptyProps): ReactNode {
  return (
    <div className="flex flex-col items-start gap-2 py-8">
      <p className="text-sm font-medium">{title}</p>
      {children === undefined ? null : <p className="max-w-prose text-ink-2">{children}</p>}
      {action}
    </div>
  )
}
