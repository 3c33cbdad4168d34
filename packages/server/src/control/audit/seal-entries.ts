import type { AuditEntry } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { type ChainedEntry, decisionsSealed, hashEntry } from './audit-entry.ts'
import { canonicalJson } from './canonical-json.ts'
import {
  type ChainHead,
  digestVersions,
  type EntryRow,
  findPending,
  insertLinks,
  insertOwnEntry,
  lockChain,
} from './chain-queries.ts'

/** Entries that one step adds at most. */
const ENTRIES_A_STEP = 500
/** Versions whose decisions one step seals at most. */
const VERSIONS_A_STEP = 200

/**
 * Adds what was told and decided since to the chain of a workspace, as much as one step takes. Whoever does it holds the head of the
 * chain in one transaction, so that of any number of nodes one goes on where the last one stopped, and the chain has one end. True: there may be
 * more to add. False also while another node is at it.
 */
export function sealWorkspace(db: Database, workspaceId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const head = await lockChain(tx, workspaceId)
    if (head === null) return false
    const pending = await findPending(tx, workspaceId, ENTRIES_A_STEP)
    const decided = await sealDecisions(tx, workspaceId, head)
    const rows = decided === null ? pending : [...pending, decided.row]
    const sealedVersion = decided?.toVersion ?? head.sealedVersion
    await insertLinks(tx, workspaceId, { links: chain(workspaceId, head, rows), sealedVersion })
    return pending.length === ENTRIES_A_STEP || decided?.isFull === true
  })
}

type SealedDecisions = { readonly row: EntryRow; readonly toVersion: number; readonly isFull: boolean }

/** An entry that names the digests of the versions that are not in the chain yet. `null`: nothing was decided. */
async function sealDecisions(
  tx: Queryable,
  workspaceId: string,
  { sealedVersion }: ChainHead,
): Promise<SealedDecisions | null> {
  const span = { afterVersion: sealedVersion, toVersion: Number.MAX_SAFE_INTEGER, limit: VERSIONS_A_STEP }
  const digests = await digestVersions(tx, workspaceId, span)
  const last = digests.at(-1)
  if (last === undefined) return null
  const details = canonicalJson({
    from_version: sealedVersion + 1,
    to_version: last.version,
    versions: digests.map(({ version, count, digest }) => [version, count, digest]),
  })
  const row = await insertOwnEntry(tx, { workspaceId, entryId: newId(), action: decisionsSealed, details })
  return { row, toVersion: last.version, isFull: digests.length === VERSIONS_A_STEP }
}

function chain(workspaceId: string, head: ChainHead, rows: readonly EntryRow[]): readonly AuditEntry[] {
  const links: AuditEntry[] = []
  let { seq, hash } = head
  for (const row of rows) {
    seq += 1
    const entry = chainedEntry(row, { workspaceId, seq, previous: hash })
    hash = hashEntry(entry)
    links.push({ ...entry, hash })
  }
  return links
}

/** A stored entry at its place in the chain. */
export function chainedEntry(
  row: EntryRow,
  place: { readonly workspaceId: string; readonly seq: number; readonly previous: string },
): ChainedEntry {
  const { entryId, at, actor, action, subjectKind, subjectId, details } = row
  return {
    workspace_id: place.workspaceId,
    seq: place.seq,
    previous: place.previous,
    entry_id: entryId,
    at,
    actor,
    action,
    subject: { kind: subjectKind, id: subjectId },
    details: JSON.parse(details),
  }
}
