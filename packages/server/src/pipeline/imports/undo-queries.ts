import type { Queryable } from '../../platform/db/database.ts'
import type { ImportName } from './upload-queries.ts'

/** Begins to undo an import that has ended. `false`: it is in another state. */
export async function beginUndoing(db: Queryable, of: ImportName & { readonly by: string }): Promise<boolean> {
  const count = await db.execute(
    `
    update import_job
       set state = 'undoing', undo_by = $3, undo_after = '00000000-0000-0000-0000-000000000000'
     where import_job.workspace_id = $1 and import_job.import_id = $2 and import_job.state = 'done' and not import_job.dry_run`,
    [of.workspaceId, of.importId, of.by],
  )
  return count > 0
}

/** An import that is being undone, as claimed: all leads up to `afterId` are through. */
export type ClaimedUndo = { readonly importId: string; readonly by: string; readonly afterId: string }

/** Claims the first import to be undone that nobody works on for so many seconds; `null`: there is none. */
export async function claimUndo(
  db: Queryable,
  { workspaceId, seconds }: { readonly workspaceId: string; readonly seconds: number },
): Promise<ClaimedUndo | null> {
  const rows = await db.query<ClaimedUndo>(
    {
      name: 'claim_undo',
      text: `
    update import_job
       set undo_claimed_until = clock_timestamp() + make_interval(secs => $2)
      from (
        select import_job.import_id
          from import_job
         where import_job.workspace_id = $1 and import_job.state = 'undoing'
           and (import_job.undo_claimed_until is null or import_job.undo_claimed_until < clock_timestamp())
         order by import_job.import_id
         limit 1
           for update skip locked) as next
     where import_job.workspace_id = $1 and import_job.import_id = next.import_id
    returning import_job.import_id as "importId", import_job.undo_by as by, import_job.undo_after as "afterId"`,
    },
    [workspaceId, seconds],
  )
  return rows[0] ?? null
}

/** Whether an import is to be undone that nobody works on. */
export async function hasOpenUndo(db: Queryable, workspaceId: string): Promise<boolean> {
  const rows = await db.query(
    {
      name: 'has_open_undo',
      text: `
    select 1
      from import_job
     where import_job.workspace_id = $1 and import_job.state = 'undoing'
       and (import_job.undo_claimed_until is null or import_job.undo_claimed_until < clock_timestamp())
     limit 1`,
    },
    [workspaceId],
  )
  return rows.length > 0
}

/** The leads that an import brought, after a lead, by id; `isUntouched`: it can be taken back, `isWithdrawn`: it was. */
export async function findLeadsOfImport(
  db: Queryable,
  of: ImportName & { readonly afterId: string; readonly limit: number },
): Promise<readonly { leadId: string; isUntouched: boolean; isWithdrawn: boolean }[]> {
  return db.query(
    {
      name: 'find_leads_of_import',
      text: `
    select lead.lead_id as "leadId",
           lead.touched_at is null and lead.state in ('assigned', 'held', 'parked', 'refused') as "isUntouched",
           lead.state = 'withdrawn' as "isWithdrawn"
      from lead
     where lead.workspace_id = $1 and lead.import_id = $2 and lead.lead_id > $3
     order by lead.lead_id
     limit $4`,
    },
    [of.workspaceId, of.importId, of.afterId, of.limit],
  )
}

/** Leads that are through: the last one, and how many were taken back and how many were not. */
export type UndoStep = {
  readonly lastId: string
  readonly withdrawnCount: number
  readonly keptCount: number
  readonly seconds: number
}

/** Notes leads as through and keeps the claim. `false`: somebody else has gone on from there meanwhile. */
export async function advanceUndo(
  db: Queryable,
  { workspaceId, importId, afterId }: ClaimedUndo & { readonly workspaceId: string },
  step: UndoStep,
): Promise<boolean> {
  const count = await db.execute(
    {
      name: 'advance_undo',
      text: `
    update import_job
       set undo_after = $4, withdrawn_count = import_job.withdrawn_count + $5, kept_count = import_job.kept_count + $6,
           undo_claimed_until = clock_timestamp() + make_interval(secs => $7)
     where import_job.workspace_id = $1 and import_job.import_id = $2 and import_job.state = 'undoing'
       and import_job.undo_after = $3`,
    },
    [workspaceId, importId, afterId, step.lastId, step.withdrawnCount, step.keptCount, step.seconds],
  )
  return count > 0
}

/** Gives an import back that is not undone yet, for whoever comes next. */
export async function releaseUndo(
  db: Queryable,
  workspaceId: string,
  { importId, afterId }: ClaimedUndo,
): Promise<void> {
  await db.execute(
    `
    update import_job
       set undo_claimed_until = null
     where import_job.workspace_id = $1 and import_job.import_id = $2 and import_job.state = 'undoing'
       and import_job.undo_after = $3`,
    [workspaceId, importId, afterId],
  )
}

/** An import is undone, all of its leads being through, and what came of it; `null`: it was before. */
export async function endUndoing(
  db: Queryable,
  { workspaceId, importId }: ImportName,
): Promise<{ readonly withdrawnCount: number; readonly keptCount: number } | null> {
  const rows = await db.query<{ withdrawnCount: number; keptCount: number }>(
    `
    update import_job
       set state = 'undone', undone_at = clock_timestamp(), undo_claimed_until = null
     where import_job.workspace_id = $1 and import_job.import_id = $2 and import_job.state = 'undoing'
    returning import_job.withdrawn_count as "withdrawnCount", import_job.kept_count as "keptCount"`,
    [workspaceId, importId],
  )
  return rows[0] ?? null
}
