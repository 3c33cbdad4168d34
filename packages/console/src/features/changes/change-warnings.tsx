import { Trans } from '@lingui/react/macro'
import type { ChangeDetail } from '@rightful/contract/api-paths'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ChangeState } from './change-state.tsx'

/** Other open changes that touch the same parts: whichever becomes active later has to be put on the other. */
export function ChangeWarnings({ warnings }: Pick<ChangeDetail, 'warnings'>): ReactNode {
  if (warnings.length === 0) return null
  return (
    <div className="flex flex-col gap-1 rounded-lg bg-warn-ground px-3 py-2.5">
      <p className="font-medium">
        <Trans>Other open changes touch the same parts. The later one has to be put on the earlier.</Trans>
      </p>
      <ul className="flex flex-col gap-1">
        {warnings.map(({ change_id: changeId, title, state, parts }) => (
          <li key={changeId} className="flex flex-wrap items-baseline gap-2">
            <ChangeState state={state} />
            <Link to="/changes/$changeId" params={{ changeId }} className="font-medium underline">
              {title}
            </Link>
            <span className="font-mono text-xs text-ink-2">{parts.join(', ')}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
