import type { ReactNode } from 'react'
import { Badge, type Tone } from '../../../ui/badge.tsx'
import type { Finding } from './engine-messages.ts'

const tones: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'warn', notice: 'neutral' }

/** What was found at a place, right where it is. */
export function FindingNotes({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  if (findings.length === 0) return null
  return (
    <ul className="flex flex-col gap-1 md:pl-10">
      {findings.map(({ severity, what, mend }) => (
        <li key={what} className="flex items-baseline gap-2 text-xs">
          <Badge tone={tones[severity]}>{severity}</Badge>
          <span className="min-w-0 break-words">
            {what} {mend === null ? null : <span className="text-ink-2">{mend}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
