import type { DecisionParts } from '../../pipeline/decide/read.ts'
import { type Given, type JoinedGiven, openJoined } from '../../control/privacy/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { readWorkspaceKeys, type WorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'

/** A decision as stored. */
export type DecisionRow = DecisionParts & {
  readonly version: number
  readonly position: number
  readonly cause: string
  readonly rosterVersion: number
  /** Opens what was given for the lead, as it is kept now; `null`: erased. Throws `SealBroken`. */
  readonly openGiven: () => Given | null
}

const columns = `decision.decision_id as "decisionId", decision.lead_id as "leadId", decision.version, decision.position,
           decision.cause, decision.policy_version as "policyVersion", decision.roster_version as "rosterVersion",
           decision.outcome, decision.reason, decision.owner_id as "ownerId", decision.pool_id as "poolId",
           decision.route_id as "routeId", decision.at as "atMs", decision.record, policy_content.name as "policyName",
           policy_content.hash as "policyHash", roster_version.hash as "rosterHash", lead_person.seed,
           lead_person.given, lead_person.sensitive`

const withVersions = `decision
      join policy_version
        on policy_version.workspace_id = decision.workspace_id and policy_version.policy_version = decision.policy_version
      join policy_content
        on policy_content.workspace_id = decision.workspace_id and policy_content.content_hash = policy_version.content_hash
      join roster_version
        on roster_version.workspace_id = decision.workspace_id and roster_version.roster_version = decision.roster_version
      left join lateral (
        select lead_person.seed, lead_person.given, lead_person.sensitive
          from lead_person
         where lead_person.workspace_id = decision.workspace_id and lead_person.lead_id = decision.lead_id
        offset 0) as lead_person on true`

/** One decision by its id; `null`: there is none. */
export async function findDecision(
  db: Queryable,
  workspaceId: string,
  decisionId: string,
): Promise<DecisionRow | null> {
  const [row] = await readRows(db, workspaceId, {
    where: 'decision.decision_id = $2',
    value: decisionId,
  })
  return row ?? null
}

/** The decisions of one version, in their order. */
export async function findDecisionsOfVersion(
  db: Queryable,
  workspaceId: string,
  version: number,
): Promise<readonly DecisionRow[]> {
  return readRows(db, workspaceId, { where: 'decision.version = $2', value: version })
}

/** The decisions of the versions of a block, in their order. */
export async function findDecisionsOfBlock(
  db: Queryable,
  workspaceId: string,
  { first, last }: VersionBlock,
): Promise<readonly DecisionRow[]> {
  const keys = await readWorkspaceKeys(db, workspaceId)
  const rows = await db.query<JoinedRow>(
    {
      name: 'find_decisions_of_block',
      text: `
    select ${columns}
      from ${withVersions}
     where decision.workspace_id = $1 and decision.version between $2 and $3
     order by decision.version, decision.position`,
    },
    [workspaceId, first, last],
  )
  return rows.map((row) => opened(keys, row))
}

type JoinedRow = DecisionParts & Omit<DecisionRow, keyof DecisionParts | 'openGiven'> & JoinedGiven

async function readRows(
  db: Queryable,
  workspaceId: string,
  { where, value }: { readonly where: string; readonly value: unknown },
): Promise<readonly DecisionRow[]> {
  const keys = await readWorkspaceKeys(db, workspaceId)
  const rows = await db.query<JoinedRow>(
    `
    select ${columns}
      from ${withVersions}
     where decision.workspace_id = $1 and ${where}
     order by decision.position`,
    [workspaceId, value],
  )
  return rows.map((row) => opened(keys, row))
}

function opened(keys: WorkspaceKeys, row: JoinedRow): DecisionRow {
  return Object.assign(row, { openGiven: () => openJoined(keys, row.leadId, row) })
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

/** Versions that are looked at together: the first and the last of them; versions in between need have no decisions. */
export type VersionBlock = { readonly first: number; readonly last: number }

/** The versions after one that hold about so many decisions, and are at most so many; `null`: there are none with decisions. */
export async function findBlock(
  db: Queryable,
  workspaceId: string,
  of: { readonly afterVersion: number; readonly decisionsMax: number; readonly versionsMax: number },
): Promise<VersionBlock | null> {
  const rows = await db.query<{ first: number | null; last: number | null }>(
    {
      name: 'find_decided_block',
      text: `
    select min(decided.version) as first, least(max(decided.version), min(decided.version) + $4 - 1) as last
      from (
        select decision.version
          from decision
         where decision.workspace_id = $1 and decision.version > $2
         order by decision.version, decision.position
         limit $3) as decided`,
    },
    [workspaceId, of.afterVersion, of.decisionsMax, of.versionsMax],
  )
  const { first, last } = rows[0] ?? { first: null, last: null }
  return first === null || last === null ? null : { first, last }
}

/** How many decisions were made from a version on. */
export async function countDecisions(db: Queryable, workspaceId: string, fromVersion: number): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `select count(*) as count from decision where decision.workspace_id = $1 and decision.version >= $2`,
    [workspaceId, fromVersion],
  )
  return rows[0]?.count ?? 0
}

/** Whether something came in for a decision's lead after it. */
export async function hasLaterSubmission(
  db: Queryable,
  workspaceId: string,
  { leadId, version }: Pick<DecisionRow, 'leadId' | 'version'>,
): Promise<boolean> {
  const rows = await db.query(
    `
    select 1
      from submission
     where submission.workspace_id = $1 and submission.lead_id = $2 and submission.version > $3
     limit 1`,
    [workspaceId, leadId, version],
  )
  return rows.length > 0
}
