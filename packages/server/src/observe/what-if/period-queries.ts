import type { JoinedGiven } from '../../control/privacy/read.ts'
import type { DecisionParts } from '../../pipeline/decide/read.ts'
import type { Queryable } from '../../platform/db/database.ts'

/** A decision as it was stored, with what was given for its lead, as it is kept now and still sealed. */
export type PastDecision = DecisionParts &
  JoinedGiven & {
    readonly version: number
    readonly position: number
    readonly cause: string
    readonly rosterVersion: number
  }

/** The versions after one up to another. */
export type Stretch = { readonly workspaceId: string; readonly afterVersion: number; readonly untilVersion: number }

/** Versions of a workspace, both included. */
export type VersionsBetween = {
  readonly workspaceId: string
  readonly fromVersion: number
  readonly untilVersion: number
}

/** The first and the last version with decisions; `null`: there are none. */
export async function findDecidedRange(
  db: Queryable,
  workspaceId: string,
): Promise<{ readonly first: number; readonly last: number } | null> {
  const rows = await db.query<{ first: number | null; last: number | null }>(
    `select min(decision.version) as first, max(decision.version) as last from decision where decision.workspace_id = $1`,
    [workspaceId],
  )
  const { first, last } = rows[0] ?? { first: null, last: null }
  return first === null || last === null ? null : { first, last }
}

/** The first version with decisions at or after one, and when it was made, in epoch milliseconds; `null`: there is none. */
export async function findDecidedFrom(
  db: Queryable,
  workspaceId: string,
  version: number,
): Promise<{ readonly version: number; readonly atMs: number } | null> {
  const rows = await db.query<{ version: number; atMs: number }>(
    {
      name: 'find_decided_from',
      text: `
    select decision.version, decision.at as "atMs"
      from decision
     where decision.workspace_id = $1 and decision.version >= $2
     order by decision.version
     limit 1`,
    },
    [workspaceId, version],
  )
  return rows[0] ?? null
}

/** The roster by which the first decision at or after a version was made; `null`: there is none. */
export async function findFirstRoster(db: Queryable, workspaceId: string, fromVersion: number): Promise<number | null> {
  const rows = await db.query<{ rosterVersion: number }>(
    {
      name: 'find_first_roster',
      text: `
    select decision.roster_version as "rosterVersion"
      from decision
     where decision.workspace_id = $1 and decision.version >= $2
     order by decision.version, decision.position
     limit 1`,
    },
    [workspaceId, fromVersion],
  )
  return rows[0]?.rosterVersion ?? null
}

/** How many decisions there are in the versions of a period, and how many of them were about leads that were new. */
export async function countPeriod(
  db: Queryable,
  { workspaceId, fromVersion, untilVersion }: VersionsBetween,
): Promise<{
  readonly decisionCount: number
  readonly leadCount: number
  readonly fromMs: number | null
  readonly untilMs: number | null
}> {
  const rows = await db.query<{
    decisionCount: number
    leadCount: number
    fromMs: number | null
    untilMs: number | null
  }>(
    `
    select count(*) as "decisionCount", count(*) filter (where decision.cause = 'new') as "leadCount",
           min(decision.at) filter (where decision.cause = 'new') as "fromMs",
           max(decision.at) filter (where decision.cause = 'new') as "untilMs"
      from decision
     where decision.workspace_id = $1 and decision.version between $2 and $3`,
    [workspaceId, fromVersion, untilVersion],
  )
  return rows[0] ?? { decisionCount: 0, leadCount: 0, fromMs: null, untilMs: null }
}

/** Where a stretch ends that has about so many decisions: at the end of a version. */
export async function findStretchEnd(db: Queryable, of: Stretch, decisionCount: number): Promise<number> {
  const rows = await db.query<{ version: number }>(
    {
      name: 'find_stretch_end',
      text: `
    select decision.version
      from decision
     where decision.workspace_id = $1 and decision.version > $2 and decision.version <= $3
     order by decision.version, decision.position
    offset $4
     limit 1`,
    },
    [of.workspaceId, of.afterVersion, of.untilVersion, decisionCount],
  )
  return rows[0]?.version ?? of.untilVersion
}

const columns = `decision.decision_id as "decisionId", decision.lead_id as "leadId", decision.version, decision.position,
           decision.cause, decision.policy_version as "policyVersion", decision.roster_version as "rosterVersion",
           decision.outcome, decision.reason, decision.owner_id as "ownerId", decision.pool_id as "poolId",
           decision.route_id as "routeId", decision.at as "atMs", decision.record,
           '' as "policyName", '' as "policyHash", null as "rosterHash"`

/** The decisions of a stretch, in their order. */
export async function readPastDecisions(db: Queryable, of: Stretch): Promise<readonly PastDecision[]> {
  return db.query<PastDecision>(
    {
      name: 'read_past_decisions',
      text: `
    select ${columns}, person.seed, person.given, person.sensitive
      from decision
      left join lateral (
        select lead_person.seed, lead_person.given, lead_person.sensitive
          from lead_person
         where lead_person.workspace_id = $1 and lead_person.lead_id = decision.lead_id
        offset 0) as person on true
     where decision.workspace_id = $1 and decision.version > $2 and decision.version <= $3
     order by decision.version, decision.position`,
    },
    [of.workspaceId, of.afterVersion, of.untilVersion],
  )
}

/** An assignment that ended: by whom it was held and why it ended. */
export type EndedAssignment = {
  readonly leadId: string
  readonly role: string
  readonly version: number
  readonly ownerId: string
  readonly poolId: string | null
  readonly reason: string
  readonly atMs: number
  /** JSON: of the decision that began it; `null` where it was not asked for. */
  readonly record: string | null
}

/** The assignments that ended in a stretch, in order. `withRecords`: with what their leads were counted by. */
export async function readEndedAssignments(
  db: Queryable,
  of: Stretch,
  withRecords: boolean,
): Promise<readonly EndedAssignment[]> {
  return db.query<EndedAssignment>(
    {
      name: 'read_ended_assignments',
      text: `
    select assignment.lead_id as "leadId", assignment.role, assignment.to_version as version,
           assignment.owner_id as "ownerId", assignment.pool_id as "poolId", assignment.end_reason as reason,
           assignment.to_at as "atMs", begun.record
      from assignment
      left join lateral (
        select decision.record
          from decision
         where $4 and decision.workspace_id = $1 and decision.decision_id = assignment.decision_id
        offset 0) as begun on true
     where assignment.workspace_id = $1 and assignment.to_version > $2 and assignment.to_version <= $3
     order by assignment.to_version, assignment.lead_id, assignment.role`,
    },
    [of.workspaceId, of.afterVersion, of.untilVersion, withRecords],
  )
}

/** A row of a ledger that somebody caused: a hand-over, or a lead that was none. */
export type CausedRow = {
  readonly poolId: string
  readonly ownerId: string
  readonly leadId: string | null
  readonly version: number
  readonly atMs: number
  readonly amount: number
  readonly kind: 'hand_over' | 'rejected'
  readonly reason: string | null
}

/** The rows that people caused in the ledgers of pools in a stretch, in order. */
export async function readCausedRows(
  db: Queryable,
  of: Stretch,
  poolIds: readonly string[],
): Promise<readonly CausedRow[]> {
  return db.query<CausedRow>(
    {
      name: 'read_caused_rows',
      text: `
    select asked.id as "poolId", entered.*
      from unnest($4::text[]) as asked (id)
     cross join lateral (
       select ledger.owner_id as "ownerId", ledger.lead_id as "leadId", ledger.version, ledger.position, ledger.at as "atMs",
              ledger.amount, ledger.kind, ledger.reason
         from ledger
        where ledger.workspace_id = $1 and ledger.pool_id = asked.id and ledger.version > $2 and ledger.version <= $3
          and ledger.kind in ('hand_over', 'rejected')
       offset 0) as entered
     order by entered.version, entered.position`,
    },
    [of.workspaceId, of.afterVersion, of.untilVersion, poolIds],
  )
}

/** The database's instant, and since when decisions are kept where older ones were removed; epoch milliseconds. */
export async function readHorizon(
  db: Queryable,
  workspaceId: string,
): Promise<{ readonly nowMs: number; readonly gone: { readonly untilMs: number } | null }> {
  const rows = await db.query<{ nowMs: number; untilMs: number | null }>(
    `
    select clock_timestamp() as "nowMs",
           (select decision.at
              from retention
              join decision
                on decision.workspace_id = retention.workspace_id and decision.version >= retention.before_version
             where retention.workspace_id = $1 and retention.kind = 'decisions' and retention.before_version > 1
             order by decision.version
             limit 1) as "untilMs"`,
    [workspaceId],
  )
  const { nowMs, untilMs } = rows[0] ?? { nowMs: 0, untilMs: null }
  return { nowMs, gone: untilMs === null ? null : { untilMs } }
}
