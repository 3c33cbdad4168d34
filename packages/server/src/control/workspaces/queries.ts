import type { Queryable } from '../../platform/db/database.ts'

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
    )
    insert into desk (workspace_id, version, at, roster_version, policy_version, accounts_version, destinations_version)
    values ($1, 0, clock_timestamp(), 0, 0, 0, 0)`,
    [workspace.workspaceId, workspace.name],
  )
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

/** Sets the versions by which the desk decides; those left out stay. The caller holds the desk, or nobody knows of it yet. */
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

/** A desk under its lock, as far as the control plane needs it. Instants are epoch milliseconds of the database's clock. */
export type HeldDesk = {
  readonly version: number
  readonly rosterVersion: number
  readonly policyVersion: number
  readonly accountsVersion: number
  readonly destinationsVersion: number
  /** Never before the desk's last instant. */
  readonly nowMs: number
}

const deskColumns = `
    select desk.version, desk.roster_version as "rosterVersion", desk.policy_version as "policyVersion",
           desk.accounts_version as "accountsVersion", desk.destinations_version as "destinationsVersion",
           floor(extract(epoch from greatest(clock_timestamp(), desk.at)) * 1000)::float8 as "nowMs"
      from desk
     where desk.workspace_id = $1`

/** Takes the desk until the transaction ends: nothing else of this workspace changes meanwhile. `null`: no such workspace. */
export async function holdDesk(tx: Queryable, workspaceId: string): Promise<HeldDesk | null> {
  const rows = await tx.query<HeldDesk>({ name: 'hold_desk', text: `${deskColumns} for update` }, [workspaceId])
  return rows[0] ?? null
}

/** The desk as it stands, without taking it; it may have moved on when the answer arrives. `null`: no such workspace. */
export async function findDesk(db: Queryable, workspaceId: string): Promise<HeldDesk | null> {
  const rows = await db.query<HeldDesk>({ name: 'find_desk', text: deskColumns }, [workspaceId])
  return rows[0] ?? null
}

/** What a change of the control plane does to the desk. */
export type DeskStep = {
  readonly workspaceId: string
  /** The version that the step makes. */
  readonly version: number
  readonly nowMs: number
  readonly batchId: string
  readonly by: string
}

/** Moves the desk on by one version and leaves the change's name, so that an unknown outcome can be looked up. */
export async function stepDesk(tx: Queryable, step: DeskStep): Promise<void> {
  await tx.execute(
    `
    with batch as (
      insert into desk_batch (workspace_id, version, batch_id, node, at)
      values ($1, $2, $4, $5, to_timestamp($3::float8 / 1000))
    )
    update desk
       set version = $2, at = to_timestamp($3::float8 / 1000)
     where desk.workspace_id = $1`,
    [step.workspaceId, step.version, step.nowMs, step.batchId, step.by],
  )
}

/** Whether a change was committed. Only certain while the asker holds the desk. */
export async function hasBatch(tx: Queryable, workspaceId: string, batchId: string): Promise<boolean> {
  const rows = await tx.query(
    `select 1 as found from desk_batch where desk_batch.workspace_id = $1 and desk_batch.batch_id = $2`,
    [workspaceId, batchId],
  )
  return rows.length > 0
}

/** An event of the control plane, the first and only one of its version. */
export type ControlEvent = { readonly kind: string; readonly ownerId: string | null; readonly body: string }

/** Stores the event of a version, with an entry in the outbox of each destination. */
export async function insertControlEvent(
  tx: Queryable,
  { workspaceId, version, nowMs }: DeskStep,
  of: { readonly event: ControlEvent; readonly destinationIds: readonly string[] },
): Promise<void> {
  await tx.execute(
    `
    with told as (
      insert into event (workspace_id, version, position, kind, owner_id, at, body)
      values ($1, $2, 1, $4, $5, to_timestamp($3::float8 / 1000), $6)
    )
    insert into outbox (workspace_id, destination_id, version, position, state, attempts, next_at, generation)
    select $1, destination.destination_id, $2, 1, 'waiting', 0, to_timestamp($3::float8 / 1000), 0
      from unnest($7::uuid[]) as destination (destination_id)`,
    [workspaceId, version, nowMs, of.event.kind, of.event.ownerId, of.event.body, of.destinationIds],
  )
}

/** Every held lead is due at once: whatever changed may give it an owner. Those whose decision failed keep their own time. */
export async function wakeAllHolds(tx: Queryable, { workspaceId, nowMs }: DeskStep): Promise<number> {
  return tx.execute(
    `
    update hold
       set retry_at = to_timestamp($2::float8 / 1000)
     where hold.workspace_id = $1 and hold.reason <> 'error'
       and (hold.retry_at is null or hold.retry_at > to_timestamp($2::float8 / 1000))`,
    [workspaceId, nowMs],
  )
}
