import { compilePolicy, type Decision, outcomeSentence, parsePolicy, prepareFields } from '@rightful/engine'
import { RoutingError, type ReplayReport } from '@rightful/contract'
import type { ReadyPolicy } from '../../control/policies/read.ts'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { countDecisions, findDecidedVersions, openPastVersions } from '../decisions/read.ts'
import { hasErasedPerson, rebuildDecision, rebuildVersion, type RebuiltDecision } from '../decisions/read.ts'

/** A policy in place of the one that decided: its document, and the text of its tables by file name. */
export type OtherPolicy = { readonly document: string; readonly tables: Readonly<Record<string, string>> }

/** Which decisions to make again. */
export type ReplayAsk = {
  readonly workspaceId: string
  readonly which:
    | { readonly kind: 'decision'; readonly decisionId: string }
    | { readonly kind: 'from'; readonly version: number }
  /** `null`: the policy that decided. */
  readonly policy: OtherPolicy | null
  /** Differences to name; all are counted. */
  readonly differencesMax: number
  readonly onProgress?: (done: number, total: number) => void
  /** Ends the work early; what was found until then is answered. */
  readonly signal?: AbortSignal
}

/** What decisions come to when they are made again. */
export type ReplaySummary = Pick<ReplayReport, 'is_other_policy' | 'decided_count' | 'different_count' | 'differences'>

const VERSIONS_A_READ = 500
const REPLAY_WITHIN_MS = 3_600_000

/**
 * Makes decisions again from what is stored, each on the state that it was made on, and says what comes out differently. With
 * another policy each is decided as if that one had been in force for this one decision. Reads only. Throws `policy_invalid`
 * and `decision_not_found`.
 */
export async function replayDecisions(db: Database, ask: ReplayAsk): Promise<ReplaySummary> {
  const under = ask.policy === null ? null : readyPolicy(ask.policy)
  if (ask.which.kind === 'decision') {
    const { decisionId } = ask.which
    const rebuilt = await rebuildDecision(db, { workspaceId: ask.workspaceId, decisionId, under })
    return summaryOf([rebuilt], ask)
  }
  const { version } = ask.which
  return db.withConnection(
    (session) =>
      session.transaction(async (tx) => {
        await tx.execute('set transaction isolation level repeatable read, read only')
        return replayFrom(tx, { ...ask, under, fromVersion: version })
      }),
    { statementTimeoutMs: REPLAY_WITHIN_MS, idleInTransactionTimeoutMs: REPLAY_WITHIN_MS },
  )
}

type From = ReplayAsk & { readonly under: ReadyPolicy | null; readonly fromVersion: number }

async function replayFrom(tx: Queryable, ask: From): Promise<ReplaySummary> {
  const { workspaceId, under } = ask
  const past = openPastVersions(tx, workspaceId)
  const total = await countDecisions(tx, workspaceId, ask.fromVersion)
  let summary = summaryOf([], ask)
  let afterVersion = ask.fromVersion - 1
  while (!isCut(ask)) {
    const versions = await findDecidedVersions(tx, workspaceId, { afterVersion, limit: VERSIONS_A_READ })
    const last = versions.at(-1)
    if (last === undefined) break
    for (const version of versions) {
      if (isCut(ask)) break
      summary = joined(summary, summaryOf(await rebuildVersion(tx, { workspaceId, version, past, under }), ask), ask)
      ask.onProgress?.(summary.decided_count, total)
    }
    afterVersion = last
  }
  return summary
}

/** Whether nobody waits for the rest any more. */
function isCut({ signal }: ReplayAsk): boolean {
  return signal?.aborted === true
}

function joined(one: ReplaySummary, more: ReplaySummary, { differencesMax }: ReplayAsk): ReplaySummary {
  const room = differencesMax - one.differences.length
  return {
    is_other_policy: one.is_other_policy,
    decided_count: one.decided_count + more.decided_count,
    different_count: one.different_count + more.different_count,
    differences: room > 0 ? [...one.differences, ...more.differences.slice(0, room)] : one.differences,
  }
}

function summaryOf(rebuilt: readonly RebuiltDecision[], { policy, differencesMax }: ReplayAsk): ReplaySummary {
  const isOther = policy !== null
  const differences = rebuilt.flatMap((one) => differenceOf(one, isOther))
  return {
    is_other_policy: isOther,
    decided_count: rebuilt.length,
    different_count: differences.length,
    differences: differences.slice(0, differencesMax),
  }
}

type Difference = ReplayReport['differences'][number]

/** What comes out differently; the hash of the policy only matters where it should be the same. */
function differenceOf({ row, stored, full }: RebuiltDecision, isOtherPolicy: boolean): readonly Difference[] {
  const before = partsOf(stored)
  const after = partsOf(full)
  const differsIn = Object.keys(before).filter(
    (name) => !(isOtherPolicy && name === 'policy') && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  if (differsIn.length === 0) return []
  return [
    {
      decision_id: row.decisionId,
      lead_id: row.leadId,
      version: row.version,
      at: isoTime(row.atMs),
      // What was erased is read as something that nobody named: what comes of it says nothing of the policy.
      differs_in: hasErasedPerson(row) ? [...differsIn, 'person'] : differsIn,
      before: outcomeOf(stored),
      after: outcomeOf(full),
    },
  ]
}

function partsOf({ outcome, routeId, ruleId, plan, clocks, ledger, roles, policy, rosterHash }: Decision) {
  const parts: Record<string, unknown> = {
    state: outcome.kind,
    owner: outcome.kind === 'assigned' ? outcome.ownerId : null,
    pool: outcome.kind === 'assigned' ? outcome.poolId : null,
    reason: outcome.kind === 'assigned' ? outcome.by : outcome,
    route: routeId,
    rule: ruleId,
    plan,
    roles: roles.slice(1).map((role) => [role.role, role.outcome]),
    clocks,
    ledger,
    policy: policy.hash,
    roster: rosterHash,
  }
  return parts
}

function outcomeOf({ outcome, routeId }: Decision): Difference['before'] {
  const isAssigned = outcome.kind === 'assigned'
  return {
    state: outcome.kind,
    owner_id: isAssigned ? outcome.ownerId : null,
    pool_id: isAssigned ? outcome.poolId : null,
    route_id: routeId,
    reason: outcomeSentence(outcome),
  }
}

function readyPolicy({ document, tables }: OtherPolicy): ReadyPolicy {
  const { policy, problems } = parsePolicy(document, { tables })
  if (policy === null) {
    const items = problems.map(({ place, message, hint }) => ({
      where: `${place.file}:${place.line}:${place.column}`,
      what: message,
      mend: hint ?? null,
    }))
    throw new RoutingError('policy_invalid', {}, { items })
  }
  return { version: 0, policy: compilePolicy(policy), schema: prepareFields(policy.fields) }
}
