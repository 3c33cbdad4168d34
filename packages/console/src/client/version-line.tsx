import { Trans } from '@lingui/react/macro'
import type { PolicySummary } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { Ago } from '../ui/instant.tsx'
import { ActorName } from './actor-name.tsx'
import { useZone } from './zone.ts'

const HASH_LETTERS = 7

type VersionLineProps = Pick<PolicySummary, 'name' | 'version' | 'hash' | 'created_by' | 'created_at'>

/** A version of the policy in a line: its name and number, the beginning of its hash, who made it and when. */
export function VersionLine({ name, version, hash, created_by: by, created_at: at }: VersionLineProps): ReactNode {
  const zone = useZone()
  return (
    <p>
      <strong>
        {name} v{version}
      </strong>{' '}
      <span className="font-mono text-xs text-ink-3" title={hash}>
        {hash.slice(0, HASH_LETTERS)}
      </span>{' '}
      <span className="text-ink-2">
        <Trans>
          by <ActorName actor={by} />, <Ago at={at} zone={zone} />
        </Trans>
      </span>
    </p>
  )
}
