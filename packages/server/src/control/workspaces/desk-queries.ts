import type { Queryable } from '../../platform/db/database.ts'

// The desk: the one row under whose lock everything of a workspace changes, by leads and by people who set it up alike.

/** A desk as it stands. Versions are those of what its decisions are made by. */
export type HeldDesk = {
  readonly version: number
  readonly rosterVersion: number
  readonly policyVersion: number
  readonly accountsVersion: number
  readonly destinationsVersion: number
  /** For whom held leads are being woken, as a JSON text; empty: for nobody. */
  readonly waking: string
  /** The database's clock, never before the desk's last instant. Epoch milliseconds. */
  readonly nowMs: number
}

const columns = `
    select desk.version, desk.roster_version as "rosterVersion", desk.policy_version as "policyVersion",
           desk.accounts_version as "accountsVersion", desk.destinations_version as "destinationsVersion",
           desk.waking,
           floor(extract(epoch from greatest(clock_timestamp(), desk.at)) * 1000)::float8 as "nowMs"
      from desk
     where desk.workspace_id = $1`

// Where the row was changed while this waited for it, the server evaluates the clock again after the wait.
/** Takes the desk until the transaction ends: nothing else of this workspace changes anywhere meanwhile. `null`: no such workspace. */
export async function lockDesk(tx: Queryable, workspaceId: string): Promise<HeldDesk | null> {
  const rows = await tx.query<HeldDesk>({ name: 'lock_desk', text: `${columns}\n       for update` }, [workspaceId])
  return rows[0] ?? null
}

/** The desk as it stands, without taking it; it may have moved on when the answer arrives. `null`: no such workspace. */
export async function findDesk(db: Queryable, workspaceId: string): Promise<HeldDesk | null> {
  const rows = await db.query<HeldDesk>({ name: 'find_desk', text: columns }, [workspaceId])
  return rows[0] ?? null
}

/** What the desk becomes when a change is through. */
export type DeskAdvance = {
  readonly workspaceId: string
  /** The version that the change makes. */
  readonly version: number
  readonly nowMs: number
  readonly batchId: string
  /** Who made it: a node, or `control`. */
  readonly node: string
}

/** Moves the desk on by one version and leaves the change's name, so that an unknown outcome can be looked up. */
export async function advanceDesk(tx: Queryable, advance: DeskAdvance): Promise<void> {
  await tx.execute(
    {
      name: 'advance_desk',
      text: `
    with batch as (
      insert into desk_batch (workspace_id, version, batch_id, node, at)
      values ($1, $2, $4, $5, to_timestamp($3::float8 / 1000))
    )
    update desk
       set version = $2, at = to_timestamp($3::float8 / 1000)
     where desk.workspace_id = $1`,
    },
    [advance.workspaceId, advance.version, advance.nowMs, advance.batchId, advance.node],
  )
}

/** Whether a change was committed. Only certain while the asker holds the desk. */
export async function wasCommitted(tx: Queryable, workspaceId: string, batchId: string): Promise<boolean> {
  const rows = await tx.query(
    {
      name: 'was_committed',
      text: `select 1 as found from desk_batch where desk_batch.workspace_id = $1 and desk_batch.batch_id = $2`,
    },
    [workspaceId, batchId],
  )
  return rows.length > 0
}

/** What leads are decided by has changed, so that anybody may be free for a lead that waits: every held lead is due at once. */
export async function wakeAllHolds(
  tx: Queryable,
  { workspaceId, nowMs }: Pick<DeskAdvance, 'workspaceId' | 'nowMs'>,
): Promise<void> {
  await tx.execute(
    {
      name: 'wake_all_holds',
      text: `
    update hold
       set retry_at = to_timestamp($2::float8 / 1000)
     where hold.workspace_id = $1 and hold.reason <> 'error'
       and (hold.retry_at is null or hold.retry_at > to_timestamp($2::float8 / 1000))`,
    },
    [workspaceId, nowMs],
  )
}

/** Notes for whom held leads are to be woken further; an empty text: for nobody. */
export async function storeWaking(tx: Queryable, workspaceId: string, waking: string): Promise<void> {
  await tx.execute({ name: 'store_waking', text: `update desk set waking = $2 where desk.workspace_id = $1` }, [
    workspaceId,
    waking,
  ])
}
