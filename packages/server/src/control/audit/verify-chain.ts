import type { Queryable } from '../../platform/db/queryable.ts'
import { decisionsRemoved, decisionsSealed, genesis, hashEntry } from './audit-entry.ts'
import { canonicalJson } from './canonical-json.ts'
import { findHead, findLinks, findPending, findStrayEntries, type LinkRow } from './chain-queries.ts'
import { verifyCheckpoints } from './verify-checkpoints.ts'
import { chainedEntry } from './seal-entries.ts'
import { type ChainViolation, checkDecisions, type DecisionCheck } from './verify-decisions.ts'

/** What a look at the chain of a workspace came to. */
export type ChainReport = {
  readonly violations: readonly ChainViolation[]
  readonly entryCount: number
  /** What is wrong with the decisions under it. */
  readonly decisionViolations: readonly ChainViolation[]
  readonly decisionCount: number
}

type ChainEnd = { readonly seq: number; readonly hash: string }

const LINKS_A_READ = 500
/** More than a second tells. */
const PENDING_MAX = 10_000

/**
 * Holds the chain of a workspace, its checkpoints and the decisions that it seals against what is stored, on the snapshot of a
 * transaction. What was told or decided within the last second may not be in the chain yet. Names at most `violationsMax` of each kind.
 */
export async function verifyChain(
  tx: Queryable,
  workspaceId: string,
  { violationsMax, signal }: { readonly violationsMax: number; readonly signal?: AbortSignal | undefined },
): Promise<ChainReport> {
  const violations: ChainViolation[] = []
  const decisions = checkDecisions(tx, workspaceId, violationsMax)
  let end: ChainEnd = { seq: 0, hash: genesis }
  const isCut = (): boolean => signal?.aborted === true
  while (!isCut()) {
    const rows = await findLinks(tx, workspaceId, { afterSeq: end.seq, limit: LINKS_A_READ })
    for (const row of rows) {
      const { faults, details } = examine(row, workspaceId, end)
      violations.push(...faults)
      await passOn(decisions, row, details)
      end = { seq: row.seq, hash: row.hash }
    }
    if (rows.length < LINKS_A_READ) break
  }
  // A removal of the last second may not be in the chain yet.
  for (const { action, details } of await findPending(tx, workspaceId, PENDING_MAX)) {
    if (action === decisionsRemoved) decisions.takeRemoved(end.seq + 1, JSON.parse(details))
  }
  const checked = await decisions.finish()
  if (!isCut()) {
    violations.push(...(await verifyEnd(tx, workspaceId, end)))
    violations.push(...(await verifyCheckpoints(tx, workspaceId)))
    for (const { entryId } of await findStrayEntries(tx, workspaceId, violationsMax)) {
      violations.push({ of: `entry ${entryId}`, what: 'was inserted: it is not in the chain and is not about to be' })
    }
  }
  return {
    violations: violations.slice(0, violationsMax),
    entryCount: end.seq,
    decisionViolations: checked.violations,
    decisionCount: checked.checkedCount,
  }
}

type Examined = {
  readonly faults: readonly ChainViolation[]
  /** What the entry tells; `null`: it is gone or not what was sealed. */
  readonly details: unknown
}

function examine(row: LinkRow, workspaceId: string, before: ChainEnd): Examined {
  const of = `entry ${row.seq}`
  const faults = placeFaults(row, before)
  if (row.at === null) return { faults: [...faults, { of, what: 'was removed' }], details: null }
  const details = readDetails(row.details)
  const place = { workspaceId, seq: row.seq, previous: row.previous }
  const isIntact = details !== null && hashEntry(chainedEntry({ ...row, at: row.at }, place)) === row.hash
  return isIntact ? { faults, details } : { faults: [...faults, { of, what: 'was edited' }], details: null }
}

function placeFaults({ seq, previous }: LinkRow, before: ChainEnd): readonly ChainViolation[] {
  const next = before.seq + 1
  if (seq === next) {
    const what = `does not follow entry ${before.seq}: one of them was edited or put in another’s place`
    return previous === before.hash ? [] : [{ of: `entry ${seq}`, what }]
  }
  return [{ of: seq - 1 === next ? `entry ${next}` : `entries ${next} to ${seq - 1}`, what: 'was removed' }]
}

/** What is stored as it was sealed is canonical: a second member of the same name, say, would be read by nobody and hashed by nobody. */
function readDetails(details: string): unknown {
  try {
    const read: unknown = JSON.parse(details)
    return canonicalJson(read) === details ? read : null
  } catch {
    return null
  }
}

async function passOn(decisions: DecisionCheck, { seq, action }: LinkRow, details: unknown): Promise<void> {
  if (details === null) return
  if (action === decisionsSealed) await decisions.takeSealed(seq, details)
  else if (action === decisionsRemoved) decisions.takeRemoved(seq, details)
}

async function verifyEnd(tx: Queryable, workspaceId: string, end: ChainEnd): Promise<readonly ChainViolation[]> {
  const head = await findHead(tx, workspaceId)
  const { seq, hash } = head ?? { seq: 0, hash: genesis }
  if (seq > end.seq) return [{ of: `entries after ${end.seq}`, what: `were truncated: there were ${seq}` }]
  if (seq < end.seq) return [{ of: `entries after ${seq}`, what: 'were appended past the head of the chain' }]
  return hash === end.hash ? [] : [{ of: `entry ${seq}`, what: 'is not the one that the chain ended with' }]
}
