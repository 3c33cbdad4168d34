import type { Roster } from '@rightful/engine'
import { verifyChain } from '../../control/audit/read.ts'
import { readStoredRoster } from '../../control/people/read.ts'
import { readDesk, restoreState } from '../../pipeline/desk/read.ts'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { openPastVersions } from '../decisions/read.ts'
import type { LawReport, VerifyAsk } from './law-report.ts'
import {
  countOpenAssignments,
  countOpenAtAssignment,
  exportSnapshot,
  findDeadKeys,
  findFalseClocks,
  findInactivePolicy,
  findLostPeople,
  findOrphanClocks,
  findOverdueWork,
  findOverlaps,
  findReorderedDeliveries,
  findRightlessVersions,
  findRootlessDecisions,
  findStatesAtOdds,
  findStrayDeliveries,
  findUndecidedAssignments,
  findUnmadeDecisions,
  findVersionGaps,
  type FindViolations,
  sumLedger,
  type Violation,
} from './queries.ts'
import { verifyReplay } from './verify-replay.ts'

/** A workspace of millions of decisions takes as long as it takes. */
const VERIFY_WITHIN_MS = 24 * 3_600_000

const lawsInSql: readonly (readonly [string, string, FindViolations])[] = [
  ['I1', 'every lead has one outcome, and state, hold and assignment say the same', findStatesAtOdds],
  ['I1', 'every held lead is stored', findLostPeople],
  ['I2', 'nobody shares a role of a lead with somebody else at one time', findOverlaps],
  ['I3', 'every assignment has its decision', findUndecidedAssignments],
  ['I3', 'every decision that assigned has its assignment', findUnmadeDecisions],
  ['I3', 'every decision has its lead and its policy version', findRootlessDecisions],
  ['I7', 'every delivery has its event', findStrayDeliveries],
  ['I7', 'no destination hears of an older owner after a newer one', findReorderedDeliveries],
  ['I8', 'no clock is early, and none ends twice', findFalseClocks],
  ['I8', 'no clock runs for a lead that ended, or for somebody who has not got it', findOrphanClocks],
  ['I10', 'every version became active by right', findRightlessVersions],
  ['I10', 'the version that became active last decides', findInactivePolicy],
  ['I12', 'every key leads to its lead', findDeadKeys],
  ['order', 'the versions of the desk follow one another', findVersionGaps],
]

/**
 * Checks the invariants of a workspace on one snapshot of its database; reads only. Where there are connections for it, decisions are
 * made again while the other laws are checked. Whatever fails on the way is thrown: there is no report of half a check.
 */
export function verifyWorkspace(db: Database, ask: VerifyAsk): Promise<readonly LawReport[]> {
  return onSnapshot(db, null, async (tx) => {
    if (db.connectionsMax < 2) return [...(await verifyLaws(tx, ask)), await replayWithin(tx, ask)]
    const failing = new AbortController()
    const signal = AbortSignal.any([failing.signal, ...(ask.signal === undefined ? [] : [ask.signal])])
    const snapshot = await exportSnapshot(tx)
    const [laws, replay] = await Promise.allSettled([
      verifyLaws(tx, { ...ask, signal }).catch((error: unknown) => {
        failing.abort()
        throw error
      }),
      onSnapshot(db, snapshot, (beside) => replayWithin(beside, { ...ask, signal })).catch((error: unknown) => {
        failing.abort()
        throw error
      }),
    ])
    if (laws.status === 'rejected') throw laws.reason
    if (replay.status === 'rejected') throw replay.reason
    return [...laws.value, replay.value]
  })
}

/** Lends a connection with a transaction on one snapshot: that of another transaction, or `null` for a new one. */
function onSnapshot<Result>(
  db: Database,
  snapshot: string | null,
  work: (tx: Queryable) => Promise<Result>,
): Promise<Result> {
  return db.withConnection(
    (session) =>
      session.transaction(async (tx) => {
        await tx.execute('set transaction isolation level repeatable read, read only')
        if (snapshot !== null) await tx.execute(`set transaction snapshot '${snapshot}'`)
        return work(tx)
      }),
    { statementTimeoutMs: VERIFY_WITHIN_MS, idleInTransactionTimeoutMs: VERIFY_WITHIN_MS },
  )
}

async function replayWithin(tx: Queryable, ask: VerifyAsk): Promise<LawReport> {
  return atMost(await verifyReplay(tx, ask), ask)
}

function atMost(report: LawReport, { violationsMax = 20 }: VerifyAsk): LawReport {
  return { ...report, violations: report.violations.slice(0, violationsMax) }
}

async function verifyLaws(tx: Queryable, ask: VerifyAsk): Promise<readonly LawReport[]> {
  const { workspaceId, violationsMax = 20 } = ask
  const reports: LawReport[] = []
  for (const [law, statement, find] of lawsInSql) {
    reports.push({ law, statement, violations: await find(tx, workspaceId, violationsMax), checkedCount: null })
  }
  if (ask.isDrained === true) {
    const violations = await findOverdueWork(tx, workspaceId, violationsMax)
    reports.push({ law: 'I13', statement: 'work that is due is done', violations, checkedCount: null })
  }
  reports.push(await verifyCounters(tx, workspaceId), await verifyCapacity(tx, workspaceId))
  reports.push(...(await verifyAudit(tx, ask)))
  return reports.map((report) => atMost(report, ask))
}

/** I5: what is kept as a counter equals what its rows add up to. */
async function verifyCounters(tx: Queryable, workspaceId: string): Promise<LawReport> {
  const desk = await readDesk(tx, workspaceId)
  const roster = await readStoredRoster(tx, workspaceId, desk.rosterVersion)
  const of = { roster, accountsById: new Map<string, never>(), untilVersion: desk.version }
  const { state } = await restoreState({ db: tx, workspaceId }, of)
  const saved = state.save()
  const sums = new Map((await sumLedger(tx, workspaceId)).map((row) => [`${row.poolId} ${row.ownerId}`, row.amount]))
  const open = new Map((await countOpenAssignments(tx, workspaceId)).map((row) => [row.ownerId, row.count]))
  const violations: Violation[] = []
  for (const { standing } of saved.pools) {
    for (const { ownerId, received } of standing.members) {
      const sum = sums.get(`${standing.poolId} ${ownerId}`) ?? 0
      if (sum !== received) {
        violations.push({
          of: `${standing.poolId} ${ownerId}`,
          what: `has received ${received}, and its ledger adds up to ${sum}`,
        })
      }
    }
  }
  const opening = new Map(roster.owners.map(({ id, openLeads }) => [id, openLeads]))
  for (const { ownerId, openLeads } of saved.people) {
    const count = (open.get(ownerId) ?? 0) + (opening.get(ownerId) ?? 0)
    if (count !== openLeads) violations.push({ of: ownerId, what: `counts ${openLeads} open leads, and has ${count}` })
  }
  const statement = 'counters equal a recount of ledger and assignments'
  return { law: 'I5', statement, violations, checkedCount: saved.people.length + saved.pools.length }
}

/** I4: nobody was ever given a lead beyond their capacity, counted from the assignments alone. */
async function verifyCapacity(tx: Queryable, workspaceId: string): Promise<LawReport> {
  const rows = await countOpenAtAssignment(tx, workspaceId)
  const past = openPastVersions(tx, workspaceId)
  const violations: Violation[] = []
  for (const { ownerId, rosterVersion, openMax } of rows) {
    const roster: Roster = await past.roster(rosterVersion)
    const owner = roster.owners.find(({ id }) => id === ownerId)
    const limit = owner?.capacity ?? null
    if (owner === undefined || limit === null) continue
    const count = openMax + owner.openLeads
    if (count > limit) violations.push({ of: ownerId, what: `was given lead ${count} of ${limit}` })
  }
  return { law: 'I4', statement: 'no capacity was exceeded', violations, checkedCount: rows.length }
}

/** I11: the audit log, and every decision under it, is as it was sealed. */
async function verifyAudit(
  tx: Queryable,
  { workspaceId, violationsMax = 20, signal }: VerifyAsk,
): Promise<readonly LawReport[]> {
  const chain = await verifyChain(tx, workspaceId, { violationsMax, signal })
  const entries = {
    statement: 'the audit log is as it was sealed',
    violations: chain.violations,
    checkedCount: chain.entryCount,
  }
  const decisions = {
    statement: 'every decision is as the audit log sealed it',
    violations: chain.decisionViolations,
    checkedCount: chain.decisionCount,
  }
  return [entries, decisions].map((report) => ({ law: 'I11', ...report }))
}
