import type { RecordVersion } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { Instant } from '../ui/instant.tsx'
import { shownIn } from './record-body.ts'
import { useZone } from './zone.ts'

/** What was set of a record, one line each. */
export function RecordFacts({ record }: { readonly record: RecordVersion }): ReactNode {
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-1">
      {Object.keys(record.body).map((name) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name.replaceAll('_', ' ')}</dt>
          <dd className="min-w-0 break-words">{shownIn(record, name) ?? '—'}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Who changed a record when, the versions as the API lists them. */
export function RecordHistory({ versions }: { readonly versions: readonly RecordVersion[] }): ReactNode {
  const zone = useZone()
  return (
    <ol className="flex flex-col gap-1">
      {versions.map(({ version, valid_from: at, changed_by: by }) => (
        <li key={version} className="flex gap-2">
          <Instant at={at} zone={zone} /> <span className="text-ink-2">{by}</span>
        </li>
      ))}
    </ol>
  )
}
