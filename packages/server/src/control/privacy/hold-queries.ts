import type { Queryable } from '../../platform/db/queryable.ts'

/** A legal hold, and the leads that it keeps; the reason is sealed. */
export type HoldRow = {
  readonly holdId: string
  readonly reason: string
  readonly setBy: string
  readonly setAtMs: number
  readonly leadIds: readonly string[]
}

/** Stores a hold on leads. */
export async function insertHold(
  tx: Queryable,
  hold: Pick<HoldRow, 'holdId' | 'reason' | 'setBy' | 'leadIds'> & { readonly workspaceId: string },
): Promise<void> {
  await tx.execute(
    `
    insert into legal_hold (workspace_id, hold_id, lead_id, reason, set_by, set_at)
    select $1, $2, held.lead_id, $3, $4, clock_timestamp() from unnest($5::uuid[]) as held (lead_id)`,
    [hold.workspaceId, hold.holdId, hold.reason, hold.setBy, hold.leadIds],
  )
}

/** Lifts a hold. Returns how many leads it kept; 0: there is none with this id. */
export function deleteHold(tx: Queryable, workspaceId: string, holdId: string): Promise<number> {
  return tx.execute(`delete from legal_hold where legal_hold.workspace_id = $1 and legal_hold.hold_id = $2`, [
    workspaceId,
    holdId,
  ])
}

/** All holds, the oldest first. */
export async function findHolds(db: Queryable, workspaceId: string): Promise<readonly HoldRow[]> {
  return db.query<HoldRow>(
    `
    select legal_hold.hold_id as "holdId", min(legal_hold.reason) as reason, min(legal_hold.set_by) as "setBy",
           min(legal_hold.set_at) as "setAtMs", array_agg(legal_hold.lead_id::text order by legal_hold.lead_id) as "leadIds"
      from legal_hold
     where legal_hold.workspace_id = $1
     group by legal_hold.hold_id
     order by legal_hold.hold_id`,
    [workspaceId],
  )
}
