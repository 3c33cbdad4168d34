import type { Queryable } from '../../platform/db/database.ts'
import type { DeskAdvance } from './desk-queries.ts'

/** A workspace and its desk, before anything was decided. */
export async function insertWorkspace(
  tx: Queryable,
  workspace: { readonly workspaceId: string; readonly name: string },
): Promise<void> {
  await tx.execute(
    `
    with made as (
      insert into workspace (workspace_id, name, created_at)
      values ($1, $2, clock_timestamp())
    ), active as (
      insert into active_policy (workspace_id, policy_version) values ($1, 0)
    )
    insert into desk (workspace_id, version, at, roster_version, policy_version, accounts_version, destinations_version)
    values ($1, 0, clock_timestamp(), 0, 0, 0, 0)`,
    [workspace.workspaceId, workspace.name],
  )
}

/** Until the transaction ends nobody else makes a workspace: of nodes that find a database empty at once, one fills it. */
export async function lockWorkspaces(tx: Queryable): Promise<void> {
  await tx.execute(`lock table workspace in share row exclusive mode`)
}

/** Every workspace, oldest first. */
export async function findWorkspaces(db: Queryable): Promise<readonly { workspaceId: string; name: string }[]> {
  return db.query(
    `select workspace.workspace_id as "workspaceId", workspace.name from workspace order by workspace.created_at, workspace.workspace_id`,
  )
}

/** Versions by which the desk decides from now on. */
export type DeskVersions = {
  readonly rosterVersion?: number
  readonly policyVersion?: number
  readonly accountsVersion?: number
  readonly destinationsVersion?: number
}

/**
 * Sets the versions by which the desk decides; those left out stay, and that of the policy follows the active one in any case. The
 * caller holds the desk, or nobody knows of it yet.
 */
export async function moveDeskTo(tx: Queryable, workspaceId: string, versions: DeskVersions): Promise<void> {
  await tx.execute(
    `
    update desk
       set roster_version = coalesce($2, desk.roster_version), policy_version = coalesce($3, desk.policy_version),
           accounts_version = coalesce($4, desk.accounts_version),
           destinations_version = coalesce($5, desk.destinations_version)
     where desk.workspace_id = $1`,
    [
      workspaceId,
      versions.rosterVersion ?? null,
      versions.policyVersion ?? null,
      versions.accountsVersion ?? null,
      versions.destinationsVersion ?? null,
    ],
  )
}

/** An event of the control plane, at its place within its version. */
export type ControlEvent = {
  readonly position: number
  readonly kind: string
  readonly ownerId: string | null
  readonly body: string
}

/** Stores an event of a version, with an entry in the outbox of each destination. */
export async function insertControlEvent(
  tx: Queryable,
  { workspaceId, version, nowMs }: DeskAdvance,
  of: { readonly event: ControlEvent; readonly destinationIds: readonly string[] },
): Promise<void> {
  await tx.execute(
    `
    with told as (
      insert into event (workspace_id, version, position, kind, owner_id, at, body)
      values ($1, $2, $8, $4, $5, to_timestamp($3::float8 / 1000), $6)
    )
    insert into outbox (workspace_id, destination_id, version, position, state, attempts, next_at, generation)
    select $1, destination.destination_id, $2, $8, 'waiting', 0, to_timestamp($3::float8 / 1000), 0
      from unnest($7::uuid[]) as destination (destination_id)`,
    [workspaceId, version, nowMs, of.event.kind, of.event.ownerId, of.event.body, of.destinationIds, of.event.position],
  )
}
