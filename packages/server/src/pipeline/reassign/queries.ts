import type { Queryable } from '../../platform/db/database.ts'

/** Whether a task of these kinds is to be done by now that nobody has claimed. */
export async function hasDueTasks(db: Queryable, workspaceId: string, kinds: readonly string[]): Promise<boolean> {
  const rows = await db.query(
    {
      name: 'has_due_tasks',
      text: `
    select 1 as due
      from task
     where task.workspace_id = $1 and task.run_at <= statement_timestamp() and task.kind = any($2::text[])
       and (task.claimed_until is null or task.claimed_until <= clock_timestamp())
     limit 1`,
    },
    [workspaceId, kinds],
  )
  return rows.length > 0
}

/** A task as claimed; `generation` tells this claim from any later one. */
export type ClaimedTask = {
  readonly taskId: string
  readonly kind: string
  readonly key: string
  readonly leadId: string | null
  /** JSON, as documented for the kind. */
  readonly body: string
  /** This one included. */
  readonly attempts: number
  readonly generation: number
}

/** What to claim: tasks of these kinds, so many at most, for so long. */
export type ClaimAsk = { readonly kinds: readonly string[]; readonly limit: number; readonly claimMs: number }

/** Claims due tasks, the longest due first; those of a node that died meanwhile are due again after that. */
export async function claimTasks(
  db: Queryable,
  workspaceId: string,
  { kinds, limit, claimMs }: ClaimAsk,
): Promise<readonly ClaimedTask[]> {
  return db.query<ClaimedTask>(
    {
      name: 'claim_tasks',
      text: `
      with due as (
        select task.task_id
          from task
         where task.workspace_id = $1 and task.run_at <= statement_timestamp() and task.kind = any($4::text[])
           and (task.claimed_until is null or task.claimed_until <= clock_timestamp())
         order by task.run_at, task.task_id
         limit $2
           for update skip locked)
    update task
       set claimed_until = clock_timestamp() + $3::float8 * interval '1 millisecond', generation = task.generation + 1,
           attempts = task.attempts + 1
      from due
     where task.workspace_id = $1 and task.task_id = due.task_id
    returning task.task_id as "taskId", task.kind, task.key, task.lead_id as "leadId", task.body, task.attempts, task.generation`,
    },
    [workspaceId, limit, claimMs, kinds],
  )
}

/** A task is done; one that was claimed or renewed by others meanwhile stays. */
export async function finishTask(db: Queryable, workspaceId: string, task: ClaimedTask): Promise<void> {
  await db.execute(
    {
      name: 'finish_task',
      text: `delete from task where task.workspace_id = $1 and task.task_id = $2 and task.generation = $3`,
    },
    [workspaceId, task.taskId, task.generation],
  )
}

/** When a task is to be tried again, and what came of this try. */
export type TaskDelay = {
  /** Epoch milliseconds of the desk's clock, or so many milliseconds from now; `null`: never by itself. */
  readonly until: { readonly atMs: number } | { readonly inMs: number } | null
  readonly error: string | null
  /** The tries so far that count against its bound. */
  readonly attempts: number
}

/** Puts a task off and gives it back. */
export async function postponeTask(
  db: Queryable,
  { workspaceId, task }: { readonly workspaceId: string; readonly task: ClaimedTask },
  { until, error, attempts }: TaskDelay,
): Promise<void> {
  await db.execute(
    {
      name: 'postpone_task',
      text: `
    update task
       set run_at = case when $4::float8 is not null then to_timestamp($4::float8 / 1000)
                         when $5::float8 is not null then clock_timestamp() + $5::float8 * interval '1 millisecond'
                         else 'infinity' end,
           claimed_until = null, error = $6, attempts = $7
     where task.workspace_id = $1 and task.task_id = $2 and task.generation = $3`,
    },
    [
      workspaceId,
      task.taskId,
      task.generation,
      until !== null && 'atMs' in until ? until.atMs : null,
      until !== null && 'inMs' in until ? until.inMs : null,
      error,
      attempts,
    ],
  )
}

/** A lead that somebody owns, by the assignment that gave it to them. */
export type OwnedLeadRow = { readonly leadId: string; readonly ownerId: string; readonly fromVersion: number }

/** Which leads to find: of these owners, also those that were followed up, so many at most. */
export type OwnedLeadsAsk = {
  readonly workspaceId: string
  readonly ownerIds: readonly string[]
  readonly withTouched: boolean
  readonly limit: number
}

/** The open leads of these owners. */
export async function findOwnedLeads(tx: Queryable, ask: OwnedLeadsAsk): Promise<readonly OwnedLeadRow[]> {
  return tx.query<OwnedLeadRow>(
    {
      name: 'find_owned_leads',
      text: `
    select lead.lead_id as "leadId", assignment.owner_id as "ownerId", assignment.from_version as "fromVersion"
      from lead
      join assignment
        on assignment.workspace_id = lead.workspace_id and assignment.lead_id = lead.lead_id and assignment.role = 'owner'
           and assignment.to_version is null
     where lead.workspace_id = $1 and lead.owner_id = any($2::text[]) and lead.state = 'assigned'
       and (lead.touched_at is null or $3::boolean)
     order by lead.lead_id
     limit $4`,
    },
    [ask.workspaceId, ask.ownerIds, ask.withTouched, ask.limit],
  )
}

/** Somebody who cannot follow up, as noticed. */
export type NoticedAbsence = { readonly ownerId: string; readonly kind: string }

/** Whose absence was noticed and, as far as was noticed, lasts. */
export async function findNoticedAbsences(tx: Queryable, workspaceId: string): Promise<readonly NoticedAbsence[]> {
  return tx.query<NoticedAbsence>(
    {
      name: 'find_noticed_absences',
      text: `
    select owner_absence.owner_id as "ownerId", owner_absence.kind
      from owner_absence
     where owner_absence.workspace_id = $1`,
    },
    [workspaceId],
  )
}

/** Notes absences as noticed, at a version and instant of the desk. */
export async function noticeAbsences(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly version: number; readonly nowMs: number },
  absences: readonly NoticedAbsence[],
): Promise<void> {
  await tx.execute(
    {
      name: 'notice_absences',
      text: `
    insert into owner_absence (workspace_id, owner_id, kind, version, noticed_at)
    select $1, made.owner_id, made.kind, $2, to_timestamp($3::float8 / 1000)
      from unnest($4::text[], $5::text[]) as made (owner_id, kind)
        on conflict (workspace_id, owner_id) do update
       set kind = excluded.kind, version = excluded.version, noticed_at = excluded.noticed_at`,
    },
    [of.workspaceId, of.version, of.nowMs, absences.map(({ ownerId }) => ownerId), absences.map(({ kind }) => kind)],
  )
}

/** Absences that are over. */
export async function forgetAbsences(tx: Queryable, workspaceId: string, ownerIds: readonly string[]): Promise<void> {
  await tx.execute(
    {
      name: 'forget_absences',
      text: `
    delete from owner_absence
     where owner_absence.workspace_id = $1 and owner_absence.owner_id = any($2::text[])`,
    },
    [workspaceId, ownerIds],
  )
}

/** Owners who have leads though the roster does not know them any more. */
export async function findUnknownOwners(
  tx: Queryable,
  workspaceId: string,
  knownIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx.query<{ ownerId: string }>(
    {
      name: 'find_unknown_owners',
      text: `
      with recursive had (owner_id) as (
        (select min(lead.owner_id) from lead where lead.workspace_id = $1 and lead.owner_id is not null)
        union all
        select (select min(lead.owner_id)
                  from lead
                 where lead.workspace_id = $1 and lead.owner_id is not null and lead.owner_id > had.owner_id)
          from had
         where had.owner_id is not null)
    select had.owner_id as "ownerId" from had where had.owner_id <> all($2::text[])`,
    },
    [workspaceId, knownIds],
  )
  return rows.map(({ ownerId }) => ownerId)
}
