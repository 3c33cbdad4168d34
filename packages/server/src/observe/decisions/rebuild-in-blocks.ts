import { setImmediate } from 'node:timers/promises'
import type { AccountOf } from '../../pipeline/decide/read.ts'
import { readStateChanges, type StateChanges } from '../../pipeline/desk/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import type { FollowedState } from './follow-state.ts'
import { openMatched, type ReadMatched } from './matched-accounts.ts'
import type { PastVersions } from './past-versions.ts'
import { findBlock, findDecisionsOfBlock, type VersionBlock } from './queries.ts'
import { type ReadRow, readRow, rebuildRows, type RebuiltDecision } from './rebuild-version.ts'

/** Which decisions to make again: those of a version and of all after it. */
export type BlocksAsk = {
  readonly workspaceId: string
  readonly fromVersion: number
  readonly past: PastVersions
  /** The state that they are made on; whoever finds that something came out differently makes it forget. */
  readonly following: FollowedState
  /** Decisions read at once, 2,000 unless told: these, and the next as many, are in memory. */
  readonly decisionsABlock?: number
}

const DECISIONS_A_BLOCK = 2000
const VERSIONS_A_BLOCK = 4000
/** What the database answers is taken in between. */
const DECISIONS_WITHOUT_PAUSE = 100

/**
 * Makes decisions again in brief, version after version in their order, each on the state as it was committed by the version
 * before. What they need is read for many versions together, and ahead. Reads only.
 */
export async function* rebuildInBlocks(
  db: Queryable,
  ask: BlocksAsk,
): AsyncGenerator<readonly RebuiltDecision[], void, undefined> {
  const source = { db, ask, readMatched: openMatched(db, ask.workspaceId) }
  let reading = readAhead(source, ask.fromVersion - 1)
  try {
    for (let block = await reading; block !== null; block = await reading) {
      reading = readAhead(source, block.last)
      yield* rebuildBlock(block, ask)
    }
  } finally {
    // Nobody may go on with the connection while it still answers.
    await reading.catch(() => null)
  }
}

type Source = { readonly db: Queryable; readonly ask: BlocksAsk; readonly readMatched: ReadMatched }

type Block = VersionBlock & {
  readonly versions: readonly (readonly ReadRow[])[]
  readonly changes: StateChanges
  readonly accountOf: AccountOf
}

/** Begins to read a block; what fails is told to whoever waits for it. */
function readAhead(source: Source, afterVersion: number): Promise<Block | null> {
  const reading = readBlock(source, afterVersion)
  reading.catch(() => undefined)
  return reading
}

async function readBlock({ db, ask, readMatched }: Source, afterVersion: number): Promise<Block | null> {
  const { workspaceId, past, decisionsABlock = DECISIONS_A_BLOCK } = ask
  const bounds = { afterVersion, decisionsMax: decisionsABlock, versionsMax: VERSIONS_A_BLOCK }
  const block = await findBlock(db, workspaceId, bounds)
  if (block === null) return null
  const rows = (await findDecisionsOfBlock(db, workspaceId, block)).map(readRow)
  const versions = [...Map.groupBy(rows, ({ row }) => row.version).values()]
  const [first] = rows
  if (first === undefined) return { ...block, versions, changes: noChanges, accountOf: noAccount }
  const roster = await past.roster(first.row.rosterVersion)
  // The state stands before the last decision of the block before, mostly at the version right before this block.
  const span = { afterVersion: Math.max(afterVersion - 1, block.first - VERSIONS_A_BLOCK), untilVersion: block.last }
  const [changes, accountOf] = await Promise.all([
    readStateChanges(db, { workspaceId, roster, ...span }),
    readMatched(rows.map(({ record }) => record)),
  ])
  return { ...block, versions, changes, accountOf }
}

const noChanges: StateChanges = { between: () => null }
const noAccount: AccountOf = (accountId) => {
  throw new Error(`Account ${accountId} was not read.`)
}

async function* rebuildBlock(
  { versions, changes, accountOf }: Block,
  { past, following }: BlocksAsk,
): AsyncGenerator<readonly RebuiltDecision[], void, undefined> {
  let withoutPause = 0
  for (const rows of versions) {
    const { version, policyVersion, rosterVersion } = rows[0].row
    const policy = await past.policy(policyVersion)
    const roster = await past.roster(rosterVersion)
    const state = await following.until(roster, version - 1, changes)
    yield rebuildRows(rows, { decidedBy: policy, policy, roster, state, accountOf, isBrief: true })
    withoutPause += rows.length
    if (withoutPause < DECISIONS_WITHOUT_PAUSE) continue
    await setImmediate()
    withoutPause = 0
  }
}
