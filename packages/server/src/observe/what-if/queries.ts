import type { Queryable } from '../../platform/db/database.ts'

/** Which what-if. */
export type WhatIfName = { readonly workspaceId: string; readonly whatIfId: string }

/** A what-if as it is stored. Instants are epoch milliseconds. */
export type WhatIfRow = {
  readonly whatIfId: string
  readonly state: 'waiting' | 'done' | 'failed'
  /** JSON of a `WhatIfAsk`. */
  readonly ask: string
  readonly doneCount: number
  readonly totalCount: number
  readonly createdMs: number
  readonly createdBy: string
  readonly finishedMs: number | null
  readonly error: string | null
  /** JSON of the figures; `null`: there are none yet, or they were not asked for. */
  readonly result: string | null
}

const listed = `what_if.what_if_id as "whatIfId", what_if.state, what_if.ask, what_if.done_count as "doneCount",
           what_if.total_count as "totalCount", what_if.created_at as "createdMs", what_if.created_by as "createdBy",
           what_if.finished_at as "finishedMs", what_if.error`

/** A what-if; `null`: it was never asked. */
export async function findWhatIf(db: Queryable, { workspaceId, whatIfId }: WhatIfName): Promise<WhatIfRow | null> {
  const rows = await db.query<WhatIfRow>(
    `
    select ${listed}, what_if.result
      from what_if
     where what_if.workspace_id = $1 and what_if.what_if_id = $2`,
    [workspaceId, whatIfId],
  )
  return rows[0] ?? null
}

/** The what-ifs before an instant and id, the newest first. */
export async function listWhatIfs(
  db: Queryable,
  of: { readonly workspaceId: string; readonly beforeMs: number; readonly beforeId: string; readonly limit: number },
): Promise<readonly WhatIfRow[]> {
  return db.query<WhatIfRow>(
    `
    select ${listed}, null as result
      from what_if
     where what_if.workspace_id = $1
       and (what_if.created_at, what_if.what_if_id) < (to_timestamp($2::float8 / 1000), $3)
     order by what_if.created_at desc, what_if.what_if_id desc
     limit $4`,
    [of.workspaceId, of.beforeMs, of.beforeId, of.limit],
  )
}

/** Stores what is asked, to be worked off. One that is known stays as it is, unless it failed. */
export async function insertWhatIf(
  db: Queryable,
  { workspaceId, whatIfId }: WhatIfName,
  of: { readonly ask: string; readonly totalCount: number; readonly by: string },
): Promise<void> {
  await db.execute(
    `
    insert into what_if (workspace_id, what_if_id, state, ask, done_count, total_count, created_at, created_by)
    values ($1, $2, 'waiting', $3, 0, $4, date_trunc('milliseconds', clock_timestamp()), $5)
        on conflict (workspace_id, what_if_id) do update
       set state = 'waiting', done_count = 0, finished_at = null, error = null
     where what_if.state = 'failed'`,
    [workspaceId, whatIfId, of.ask, of.totalCount, of.by],
  )
}

/** Workspaces in which something is to be worked off. */
export async function findWorkspacesWithWhatIfs(db: Queryable): Promise<readonly string[]> {
  const rows = await db.query<{ workspaceId: string }>(
    {
      name: 'find_workspaces_with_what_ifs',
      text: `select distinct what_if.workspace_id as "workspaceId" from what_if where what_if.state = 'waiting'`,
    },
    [],
  )
  return rows.map(({ workspaceId }) => workspaceId)
}

/** The one that waits longest; `null`: none does. */
export async function findWaitingWhatIf(db: Queryable, workspaceId: string): Promise<WhatIfRow | null> {
  const rows = await db.query<WhatIfRow>(
    {
      name: 'find_waiting_what_if',
      text: `
    select ${listed}, null as result
      from what_if
     where what_if.workspace_id = $1 and what_if.state = 'waiting'
     order by what_if.created_at
     limit 1`,
    },
    [workspaceId],
  )
  return rows[0] ?? null
}

/** Notes how far one is. */
export async function noteProgress(db: Queryable, { workspaceId, whatIfId }: WhatIfName, done: number): Promise<void> {
  await db.execute(
    {
      name: 'note_what_if_progress',
      text: `
    update what_if set done_count = $3
     where what_if.workspace_id = $1 and what_if.what_if_id = $2 and what_if.state = 'waiting'`,
    },
    [workspaceId, whatIfId, done],
  )
}

/** How one ended. */
export type WhatIfEnd = { readonly doneCount: number } & (
  | { readonly state: 'done'; readonly result: string }
  | { readonly state: 'failed'; readonly error: string }
)

/** Ends one that waits. False: it had ended before, with the same figures. */
export async function endWhatIf(
  tx: Queryable,
  { workspaceId, whatIfId }: WhatIfName,
  end: WhatIfEnd,
): Promise<boolean> {
  const result = end.state === 'done' ? end.result : null
  const error = end.state === 'failed' ? end.error : null
  const count = await tx.execute(
    `
    update what_if
       set state = $3, done_count = $4, result = $5, error = $6, finished_at = clock_timestamp()
     where what_if.workspace_id = $1 and what_if.what_if_id = $2 and what_if.state = 'waiting'`,
    [workspaceId, whatIfId, end.state, end.doneCount, result, error],
  )
  return count === 1
}

/** A lead that goes elsewhere, as it is stored. */
export type WhatIfLeadRow = {
  readonly leadId: string
  readonly baseOwnerId: string | null
  readonly candidateOwnerId: string | null
  /** JSON, as it is answered. */
  readonly body: string
}

/** Stores leads from a position on. */
export async function insertWhatIfLeads(
  tx: Queryable,
  { workspaceId, whatIfId }: WhatIfName,
  { position, rows }: { readonly position: number; readonly rows: readonly WhatIfLeadRow[] },
): Promise<void> {
  await tx.execute(
    {
      name: 'insert_what_if_leads',
      text: `
    insert into what_if_lead (workspace_id, what_if_id, position, lead_id, base_owner_id, candidate_owner_id, body)
    select $1, $2, $3 + moved.place, moved.lead_id, moved.base_owner_id, moved.candidate_owner_id, moved.body
      from unnest($4::uuid[], $5::text[], $6::text[], $7::text[]) with ordinality
             as moved (lead_id, base_owner_id, candidate_owner_id, body, place)`,
    },
    [
      workspaceId,
      whatIfId,
      position,
      rows.map(({ leadId }) => leadId),
      rows.map(({ baseOwnerId }) => baseOwnerId),
      rows.map(({ candidateOwnerId }) => candidateOwnerId),
      rows.map(({ body }) => body),
    ],
  )
}

/** Leads after a position: all that go elsewhere, or those that an owner gains or loses. */
export async function listWhatIfLeads(
  db: Queryable,
  { workspaceId, whatIfId }: WhatIfName,
  of: { readonly afterPosition: number; readonly ownerId: string | null; readonly limit: number },
): Promise<readonly { readonly position: number; readonly body: string }[]> {
  return db.query(
    `
    select what_if_lead.position, what_if_lead.body
      from what_if_lead
     where what_if_lead.workspace_id = $1 and what_if_lead.what_if_id = $2 and what_if_lead.position > $3
       and ($4::text is null
            or (what_if_lead.base_owner_id is distinct from what_if_lead.candidate_owner_id
                and $4 in (what_if_lead.base_owner_id, what_if_lead.candidate_owner_id)))
     order by what_if_lead.position
     limit $5`,
    [workspaceId, whatIfId, of.afterPosition, of.ownerId, of.limit],
  )
}

/** Removes what ended more than so many days ago; asked again, it is found again as long as its decisions are kept. */
export async function removeOldWhatIfs(tx: Queryable, workspaceId: string, days: number): Promise<void> {
  await tx.execute(
    `
    with gone as (
      delete from what_if
       where what_if.workspace_id = $1 and what_if.finished_at < clock_timestamp() - $2::float8 * interval '1 day'
      returning what_if.what_if_id)
    delete from what_if_lead
     using gone
     where what_if_lead.workspace_id = $1 and what_if_lead.what_if_id = gone.what_if_id`,
    [workspaceId, days],
  )
}
