import type { Queryable } from '../../platform/db/database.ts'

/** A decision as stored. `record` and `input` are JSON of `StoredDecision` and `DecisionReading`. */
export type DecisionRow = {
  readonly decisionId: string
  readonly leadId: string
  readonly version: number
  readonly position: number
  readonly cause: string
  readonly policyVersion: number
  readonly rosterVersion: number
  readonly atMs: number
  readonly record: string
  readonly input: string
  /** JSON of what was given for the lead, as it is kept now; `null`: erased. */
  readonly given: string | null
}

const columns = `decision.decision_id as "decisionId", decision.lead_id as "leadId", decision.version, decision.position,
           decision.cause, decision.policy_version as "policyVersion", decision.roster_version as "rosterVersion",
           decision.at as "atMs", decision.record, decision.input, lead_person.given`

const withPerson = `decision
      left join lead_person
        on lead_person.workspace_id = decision.workspace_id and lead_person.lead_id = decision.lead_id`

/** One decision by its id; `null`: there is none. */
export async function findDecision(
  db: Queryable,
  workspaceId: string,
  decisionId: string,
): Promise<DecisionRow | null> {
  const rows = await db.query<DecisionRow>(
    `
    select ${columns}
      from ${withPerson}
     where decision.workspace_id = $1 and decision.decision_id = $2`,
    [workspaceId, decisionId],
  )
  return rows[0] ?? null
}

/** The decisions of one version, in their order. */
export async function findDecisionsOfVersion(
  db: Queryable,
  workspaceId: string,
  version: number,
): Promise<readonly DecisionRow[]> {
  return db.query<DecisionRow>(
    `
    select ${columns}
      from ${withPerson}
     where decision.workspace_id = $1 and decision.version = $2
     order by decision.position`,
    [workspaceId, version],
  )
}

/** The versions after one that have decisions, in order. */
export async function findDecidedVersions(
  db: Queryable,
  workspaceId: string,
  of: { readonly afterVersion: number; readonly limit: number },
): Promise<readonly number[]> {
  const rows = await db.query<{ version: number }>(
    `
    select distinct decision.version
      from decision
     where decision.workspace_id = $1 and decision.version > $2
     order by decision.version
     limit $3`,
    [workspaceId, of.afterVersion, of.limit],
  )
  return rows.map(({ version }) => version)
}

/** How many decisions were made from a version on. */
export async function countDecisions(db: Queryable, workspaceId: string, fromVersion: number): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `select count(*) as count from decision where decision.workspace_id = $1 and decision.version >= $2`,
    [workspaceId, fromVersion],
  )
  return rows[0]?.count ?? 0
}
