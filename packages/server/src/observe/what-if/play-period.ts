import { type Decision, type LedgerRow, MAIN_ROLE, type Roster } from '@rightful/engine'
import { readStoredRoster } from '../../control/people/read.ts'
import type { ReadyPolicy } from '../../control/policies/read.ts'
import {
  type AccountOf,
  countsSegments,
  decisionOf,
  type DecisionRecord,
  recordFrom,
} from '../../pipeline/decide/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { readWorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import { openMatched } from '../decisions/read.ts'
import { createGiveWay } from './give-way.ts'
import type { ReadBy } from './past-lead.ts'
import type { Period } from './period.ts'
import {
  type CausedRow,
  type EndedAssignment,
  findStretchEnd,
  type PastDecision,
  readCausedRows,
  readEndedAssignments,
  readPastDecisions,
  type Stretch,
} from './period-queries.ts'

/** What happened in a period, one after the other: what a player is told. */
export type Player = {
  /** The roster is another from now on. */
  readonly useRoster: (roster: Roster) => void
  /** A decision was made; the account that it matched is known. */
  readonly decided: (row: PastDecision, by: ReadBy) => void
  /** Somebody had a lead no longer. */
  readonly ended: (ended: EndedAssignment) => void
  /** A person caused a row in a pool's ledger. */
  readonly entered: (row: CausedRow) => void
}

/** Where a period is read from, and whom to tell how far it is. */
export type PeriodSource = {
  readonly db: Queryable
  readonly policyOf: (version: number) => Promise<ReadyPolicy>
  readonly roster: Roster
  readonly rosterVersion: number
  readonly signal: AbortSignal | undefined
  readonly onProgress: (done: number) => void
}

const DECISIONS_A_STRETCH = 1000

/**
 * Tells a player all that changed who has how many leads in the versions of a period, in the order in which it happened. It is read
 * in stretches, so that it costs the same memory however long it is, and it makes way for requests. Ends early when it is told to.
 */
export async function playPeriod(period: Period, source: PeriodSource, player: Player): Promise<void> {
  const { workspaceId, untilVersion } = period
  const { db, policyOf, onProgress } = source
  let { roster, rosterVersion } = source
  const keys = await readWorkspaceKeys(db, workspaceId)
  let afterVersion = period.fromVersion - 1
  let done = 0
  const giveWay = createGiveWay()
  while (afterVersion < untilVersion && !isCut(source)) {
    const rest = { workspaceId, afterVersion, untilVersion }
    const stretch = { ...rest, untilVersion: await findStretchEnd(db, rest, DECISIONS_A_STRETCH - 1) }
    const read = await readStretch(db, stretch, roster)
    for (const row of read.decisions) {
      if (row.rosterVersion !== rosterVersion) {
        rosterVersion = row.rosterVersion
        roster = await readStoredRoster(db, workspaceId, rosterVersion)
        player.useRoster(roster)
      }
      read.tellBefore(row.version, player)
      player.decided(row, { decidedBy: await policyOf(row.policyVersion), accountOf: read.accountOf, keys })
      if (giveWay.isDue()) await giveWay.turn()
    }
    read.tellBefore(Infinity, player)
    done += read.decisions.length
    onProgress(done)
    afterVersion = stretch.untilVersion
  }
}

/** Whether nobody waits for the rest any more. */
function isCut({ signal }: PeriodSource): boolean {
  return signal?.aborted === true
}

type StretchRead = {
  readonly decisions: readonly PastDecision[]
  readonly accountOf: AccountOf
  /** Tells what else happened up to a version, that one included: what ends in it ends before it is decided. */
  readonly tellBefore: (version: number, player: Player) => void
}

async function readStretch(db: Queryable, stretch: Stretch, roster: Roster): Promise<StretchRead> {
  const decisions = await readPastDecisions(db, stretch)
  const ended = await readEndedAssignments(db, stretch, countsSegments(roster))
  const entered = await readCausedRows(
    db,
    stretch,
    roster.pools.map(({ id }) => id),
  )
  const accountOf = await openMatched(db, stretch.workspaceId)(decisions.map(recordFrom))
  let nextEnded = 0
  let nextEntered = 0
  return {
    decisions,
    accountOf,
    tellBefore: (version, player) => {
      for (; nextEnded < ended.length && ended[nextEnded].version <= version; nextEnded += 1)
        player.ended(ended[nextEnded])
      for (; nextEntered < entered.length && entered[nextEntered].version <= version; nextEntered += 1)
        player.entered(entered[nextEntered])
    },
  }
}

/** A stored decision as a state takes it up: with what its lead was counted by, and without what it read otherwise. */
export function storedDecision(row: PastDecision): {
  readonly decision: Decision
  readonly values: (name: string) => ValueOf
} {
  const record = recordFrom(row)
  const decision = decisionOf(row, record)
  const { history, byHand } = record
  // A hand-over is about the main role alone, and its rows in the ledger are its own.
  const isHandOver = byHand !== undefined && history?.currentOwnerId !== undefined
  const own = isHandOver
    ? { ...decision, roles: decision.roles.filter(({ role }) => role === MAIN_ROLE), ledger: noRows }
    : decision
  return { decision: own, values: countedBy(record) }
}

const noRows: readonly LedgerRow[] = []

/** The values by which a lead was counted, from the record of its decision. */
export function countedBy({ values, derived }: DecisionRecord): (name: string) => ValueOf {
  return (name) => values[name] ?? derived?.[name]
}

type ValueOf = DecisionRecord['values'][string] | undefined
