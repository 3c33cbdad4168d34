import type { Queryable } from '../../platform/db/database.ts'

/** What a batch asks of the database once it has the desk. */
export type Lookup = {
  readonly workspaceId: string
  /** Kinds and keys of `lead_key`, in step. */
  readonly keyKinds: readonly string[]
  readonly keys: readonly string[]
}

export type KeyRow = {
  readonly kind: string
  readonly key: string
  readonly leadId: string
  readonly fingerprint: string | null
}

// A table that has just been filled has no statistics, and the planner takes it for empty: `offset 0` keeps a look-up by index one.
/** The leads that are known by these keys. */
export async function findLeadKeys(tx: Queryable, { workspaceId, keyKinds, keys }: Lookup): Promise<readonly KeyRow[]> {
  if (keys.length === 0) return []
  return tx.query<KeyRow>(
    {
      name: 'find_lead_keys',
      text: `
    select asked.kind, asked.key, known.lead_id as "leadId", known.fingerprint
      from unnest($2::text[], $3::text[]) as asked (kind, key)
     cross join lateral (
       select lead_key.lead_id, lead_key.fingerprint
         from lead_key
        where lead_key.workspace_id = $1 and lead_key.kind = asked.kind and lead_key.key = asked.key
       offset 0) as known`,
    },
    [workspaceId, keyKinds, keys],
  )
}

/** A held lead whose next try has come. Epoch milliseconds. */
export type DueHold = { readonly leadId: string; readonly retryMs: number }

/** Held leads whose next try has come by the database's clock, which may be a little after the desk's instant; the first first. */
export async function findDueHolds(
  tx: Queryable,
  { workspaceId, limit }: { readonly workspaceId: string; readonly limit: number },
): Promise<readonly DueHold[]> {
  return tx.query<DueHold>(
    {
      name: 'find_due_holds',
      text: `
    select hold.lead_id as "leadId", hold.retry_at as "retryMs"
      from hold
     where hold.workspace_id = $1
       and hold.retry_at <= greatest(statement_timestamp(), (select desk.at from desk where desk.workspace_id = $1))
     order by hold.priority desc, hold.since, hold.lead_id
     limit $2`,
    },
    [workspaceId, limit],
  )
}

/** The stored state of a pool or person, as a JSON text. */
export type StateRow = { readonly id: string; readonly state: string }

/** Which states to read: of these pools or people, the latest that is after one version and not after another. */
export type StateAsk = {
  readonly workspaceId: string
  readonly ids: readonly string[]
  readonly afterVersion: number
  readonly untilVersion: number
}

/** The states of pools. Those without a row between the versions are left out. */
export async function readPoolStates(db: Queryable, ask: StateAsk): Promise<readonly StateRow[]> {
  return db.query<StateRow>(
    {
      name: 'read_pool_states',
      text: `
    select asked.id, latest.state
      from unnest($2::text[]) as asked (id)
     cross join lateral (
       select pool_state.state
         from pool_state
        where pool_state.workspace_id = $1 and pool_state.pool_id = asked.id
          and pool_state.version > $3 and pool_state.version <= $4
        order by pool_state.version desc
        limit 1) as latest`,
    },
    [ask.workspaceId, ask.ids, ask.afterVersion, ask.untilVersion],
  )
}

/** The states of people, in the same way. */
export async function readPersonStates(db: Queryable, ask: StateAsk): Promise<readonly StateRow[]> {
  return db.query<StateRow>(
    {
      name: 'read_person_states',
      text: `
    select asked.id, latest.state
      from unnest($2::text[]) as asked (id)
     cross join lateral (
       select person_state.state
         from person_state
        where person_state.workspace_id = $1 and person_state.owner_id = asked.id
          and person_state.version > $3 and person_state.version <= $4
        order by person_state.version desc
        limit 1) as latest`,
    },
    [ask.workspaceId, ask.ids, ask.afterVersion, ask.untilVersion],
  )
}

/** A state with the version that saved it. */
export type ChangedRow = StateRow & { readonly version: number }

/** All states of pools between the versions, in no order. */
export async function readPoolChanges(db: Queryable, ask: StateAsk): Promise<readonly ChangedRow[]> {
  return db.query<ChangedRow>(
    {
      name: 'read_pool_changes',
      text: `
    select asked.id, saved.version, saved.state
      from unnest($2::text[]) as asked (id)
     cross join lateral (
       select pool_state.version, pool_state.state
         from pool_state
        where pool_state.workspace_id = $1 and pool_state.pool_id = asked.id
          and pool_state.version > $3 and pool_state.version <= $4
       offset 0) as saved`,
    },
    [ask.workspaceId, ask.ids, ask.afterVersion, ask.untilVersion],
  )
}

/** All states of people between the versions, in the same way. */
export async function readPersonChanges(db: Queryable, ask: StateAsk): Promise<readonly ChangedRow[]> {
  return db.query<ChangedRow>(
    {
      name: 'read_person_changes',
      text: `
    select asked.id, saved.version, saved.state
      from unnest($2::text[]) as asked (id)
     cross join lateral (
       select person_state.version, person_state.state
         from person_state
        where person_state.workspace_id = $1 and person_state.owner_id = asked.id
          and person_state.version > $3 and person_state.version <= $4
       offset 0) as saved`,
    },
    [ask.workspaceId, ask.ids, ask.afterVersion, ask.untilVersion],
  )
}
