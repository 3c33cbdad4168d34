import { Trans, useLingui } from '@lingui/react/macro'
import type { Session } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { useZone } from '../../client/zone.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Ago } from '../../ui/instant.tsx'

type SessionTableProps = {
  readonly sessions: readonly Session[]
  /** Ends one; left out where whoever looks may not. */
  readonly onEnd?: (session: Session) => void
}

/** Where somebody is signed in, one line each. */
export function SessionTable({ sessions, onEnd }: SessionTableProps): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  if (sessions.length === 0) {
    return (
      <p className="text-ink-2">
        <Trans>Nowhere.</Trans>
      </p>
    )
  }
  return (
    <ul className="flex flex-col divide-y divide-line">
      {sessions.map((session) => {
        const browser = browserOf(session.user_agent)
        return (
          <li key={session.session_id} className="flex min-h-9 items-center justify-between gap-3 py-1">
            <span className="min-w-0 truncate" title={session.user_agent}>
              {browser} · <span className="tabular">{session.ip}</span>{' '}
              <span className="text-ink-2">
                <Trans>
                  since <Ago at={session.created_at} zone={zone} />, used <Ago at={session.last_seen_at} zone={zone} />
                </Trans>
              </span>
            </span>
            {session.is_current ? (
              <Badge tone="accent">
                <Trans>this one</Trans>
              </Badge>
            ) : onEnd === undefined ? null : (
              <Button
                size="small"
                kind="danger"
                aria-label={t`End ${browser} at ${session.ip}`}
                onPress={() => onEnd(session)}
              >
                <Trans>End</Trans>
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** Browser and system out of what a browser says of itself; what is neither is shown as it is. */
function browserOf(userAgent: string): string {
  const browser = /Edg(?=\/)|OPR(?=\/)|Firefox(?=\/)|Chrome(?=\/)|Safari(?=\/)/.exec(userAgent)?.[0]
  const system = /Windows|Android|iPhone|iPad|Mac OS X|Linux/.exec(userAgent)?.[0]
  if (browser === undefined) return userAgent.slice(0, 40)
  return system === undefined ? browser : `${browser}, ${system}`
}
