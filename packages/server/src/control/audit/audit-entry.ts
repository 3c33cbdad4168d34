import { hash } from 'node:crypto'
import type { AuditEntry } from '@rightful/contract'
import { canonicalText } from './canonical-json.ts'

/** An entry of the audit log at its place in the chain: all that its hash is made over. */
export type ChainedEntry = Readonly<Omit<AuditEntry, 'hash'>>

/** What stands for the hash before the first entry. */
export const genesis = '0'.repeat(64)

/** SHA-256 over the entry as canonical JSON (RFC 8785), in hexadecimal digits. */
export function hashEntry(entry: ChainedEntry): string {
  const { workspace_id, seq, previous, entry_id, at, actor, action, subject, details } = entry
  const text = canonicalText({ workspace_id, seq, previous, entry_id, at, actor, action, subject, details })
  return hash('sha256', text, 'hex')
}

/** The action of entries that seal decisions. */
export const decisionsSealed = 'decisions.sealed'
/** The action of entries that tell which decisions were removed because they had been kept long enough. */
export const decisionsRemoved = 'decisions.removed'

/** The decisions of one version of the desk: how many there are, and a SHA-256 over all that is stored of them. */
export type VersionDigest = { readonly version: number; readonly count: number; readonly digest: string }
