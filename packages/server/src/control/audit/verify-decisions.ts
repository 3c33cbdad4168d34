import type { Queryable } from '../../platform/db/queryable.ts'
import type { VersionDigest } from './audit-entry.ts'
import { digestVersions } from './chain-queries.ts'
import { removedDetails, sealedDetails } from './sealed-details.ts'
import { outsideOf, type Spans, spansOf, spanText } from './version-spans.ts'

/** Something of the chain, or under it, that is not as it was sealed. */
export type ChainViolation = { readonly of: string; readonly what: string }

/** Versions whose decisions are looked at together. */
const VERSIONS_A_READ = 2000

/** Where stored decisions are held against what the chain says of them, entry by entry. */
export type DecisionCheck = {
  /** Takes the details of the next entry that seals decisions. */
  readonly takeSealed: (seq: number, details: unknown) => Promise<void>
  /** Takes the details of an entry that tells of removed ones. */
  readonly takeRemoved: (seq: number, details: unknown) => void
  /** Ends the check: what is wrong, and how many decisions were looked at. */
  readonly finish: () => Promise<{ readonly violations: readonly ChainViolation[]; readonly checkedCount: number }>
}

/** Begins a check of a workspace's decisions on the snapshot of a transaction. */
export function checkDecisions(tx: Queryable, workspaceId: string, violationsMax: number): DecisionCheck {
  const violations: ChainViolation[] = []
  const gone: number[] = []
  const removed: (readonly [number, number])[] = []
  let waiting: VersionDigest[] = []
  let checkedCount = 0
  let checkedVersion = 0
  let toVersion = 0

  const tell = (of: string, what: string): void => {
    if (violations.length < violationsMax) violations.push({ of, what })
  }

  const compare = async (): Promise<void> => {
    const expected = new Map(waiting.map((digest) => [digest.version, digest]))
    const span = { afterVersion: checkedVersion, toVersion, limit: Number.MAX_SAFE_INTEGER }
    for (const { version, count, digest } of await digestVersions(tx, workspaceId, span)) {
      checkedCount += count
      const sealed = expected.get(version)
      expected.delete(version)
      if (sealed === undefined) tell(`version ${version}`, `has ${count} decisions that the chain knows nothing of`)
      else if (sealed.digest !== digest) tell(`version ${version}`, differenceOf(sealed.count, count))
    }
    gone.push(...expected.keys())
    waiting = []
    checkedVersion = toVersion
  }

  return {
    takeSealed: async (seq, details) => {
      const read = sealedDetails.safeParse(details)
      if (!read.success) return tell(`entry ${seq}`, 'says nothing that can be read of the decisions that it seals')
      const { from_version: from, to_version: to, versions } = read.data
      if (from !== toVersion + 1)
        tell(`entry ${seq}`, `seals decisions from version ${from} on, and not from ${toVersion + 1}`)
      toVersion = to
      for (const [version, count, digest] of versions) waiting.push({ version, count, digest })
      if (waiting.length >= VERSIONS_A_READ) await compare()
    },
    takeRemoved: (seq, details) => {
      const read = removedDetails.safeParse(details)
      if (read.success) removed.push(...read.data.versions)
      else tell(`entry ${seq}`, 'says nothing that can be read of the decisions that were removed')
    },
    finish: async () => {
      await compare()
      for (const span of unexplained(gone, removed)) {
        tell(`version ${spanText(span)}`, 'had decisions, and they are gone without having been removed by their age')
      }
      return { violations, checkedCount }
    },
  }
}

function unexplained(gone: readonly number[], removed: Spans): Spans {
  return spansOf(outsideOf(gone, removed))
}

function differenceOf(sealedCount: number, count: number): string {
  if (sealedCount === count) return 'has decisions that were edited or swapped after they were sealed'
  const more = count > sealedCount ? 'inserted' : 'removed'
  return `has ${count} decisions and was sealed with ${sealedCount}: some were ${more}`
}
