import type { Queryable } from '../../platform/db/database.ts'

/** An account's stored form: JSON of the engine's `Account`. */
export type AccountRow = { readonly accountId: string; readonly body: string }

/** An account with where it stands in time. Instants are epoch milliseconds. */
export type AccountVersionRow = AccountRow & {
  readonly fromVersion: number
  readonly fromMs: number
  /** `null`: it still holds; so it does where this is a version that never came to hold. */
  readonly toVersion: number | null
  readonly toMs: number | null
  readonly changedBy: string
}

/** Which version of a workspace's accounts is made, when, and by whom. */
export type AccountStep = {
  readonly workspaceId: string
  readonly version: number
  readonly nowMs: number
  readonly changedBy: string
}

/** The accounts that hold at a version, by id. */
export async function findAccounts(
  db: Queryable,
  workspaceId: string,
  version: number,
): Promise<readonly AccountRow[]> {
  return db.query<AccountRow>(
    {
      name: 'find_accounts',
      text: `
    select account_record.account_id as "accountId", account_record.body
      from account_record
     where account_record.workspace_id = $1 and account_record.from_version <= $2
       and (account_record.to_version is null or account_record.to_version > $2)
     order by account_record.account_id`,
    },
    [workspaceId, version],
  )
}

/** Accounts that were added, changed or ended after one version and not after another, as they are by then; without a body those that ended. */
export async function findChangedAccounts(
  db: Queryable,
  of: { readonly workspaceId: string; readonly afterVersion: number; readonly version: number },
): Promise<readonly { readonly accountId: string; readonly body: string | null }[]> {
  return db.query(
    {
      name: 'find_changed_accounts',
      text: `
    select changed.account_id as "accountId", holding.body
      from (
        select begun.account_id
          from account_record as begun
         where begun.workspace_id = $1 and begun.from_version > $2 and begun.from_version <= $3
        union
        select ended.account_id
          from account_record as ended
         where ended.workspace_id = $1 and ended.to_version > $2 and ended.to_version <= $3) as changed
      left join lateral (
        select account_record.body
          from account_record
         where account_record.workspace_id = $1 and account_record.account_id = changed.account_id
           and account_record.from_version <= $3
           and (account_record.to_version is null or account_record.to_version > $3)
        offset 0) as holding on true`,
    },
    [of.workspaceId, of.afterVersion, of.version],
  )
}

const columns = `
    select account_record.account_id as "accountId", account_record.body,
           account_record.from_version as "fromVersion", account_record.from_at as "fromMs",
           account_record.to_version as "toVersion", account_record.to_at as "toMs", account_record.changed_by as "changedBy"
      from account_record`

/** Those of these accounts that hold at a version. */
export async function findAccountsById(
  db: Queryable,
  of: { readonly workspaceId: string; readonly version: number },
  ids: readonly string[],
): Promise<readonly AccountVersionRow[]> {
  return db.query<AccountVersionRow>(
    `${columns}
     where account_record.workspace_id = $1 and account_record.account_id = any($3::text[])
       and account_record.from_version <= $2
       and (account_record.to_version is null or account_record.to_version > $2)`,
    [of.workspaceId, of.version, ids],
  )
}

/** Which accounts to list. */
export type AccountListAsk = {
  readonly workspaceId: string
  /** The version of the accounts that holds now. */
  readonly version: number
  readonly afterId: string
  /** `null`: those that hold now. */
  readonly atMs: number | null
  readonly limit: number
}

/** Accounts by id, as they stand now or stood at an instant; what an import has not finished yet is not among them. */
export async function listAccounts(db: Queryable, ask: AccountListAsk): Promise<readonly AccountVersionRow[]> {
  const { workspaceId, version, afterId, atMs, limit } = ask
  return db.query<AccountVersionRow>(
    `${columns}
     where account_record.workspace_id = $1 and account_record.account_id > $3 and account_record.from_version <= $2
       and case when $4::float8 is null
           then account_record.to_version is null or account_record.to_version > $2
           else account_record.from_at <= to_timestamp($4 / 1000)
                and (account_record.to_at is null or account_record.to_version > $2
                     or account_record.to_at > to_timestamp($4 / 1000)) end
     order by account_record.account_id
     limit $5`,
    [workspaceId, version, afterId, atMs, limit],
  )
}

/** All that an account ever was, the newest first. */
export async function listAccountHistory(
  db: Queryable,
  ask: {
    readonly workspaceId: string
    readonly accountId: string
    /** Versions from this one on are left out. */
    readonly beforeVersion: number
    readonly limit: number
  },
): Promise<readonly AccountVersionRow[]> {
  return db.query<AccountVersionRow>(
    `${columns}
     where account_record.workspace_id = $1 and account_record.account_id = $2 and account_record.from_version < $3
     order by account_record.from_version desc
     limit $4`,
    [ask.workspaceId, ask.accountId, ask.beforeVersion, ask.limit],
  )
}

/** Stores accounts that hold from a version on. */
export async function insertAccounts(
  tx: Queryable,
  { workspaceId, version, nowMs, changedBy }: AccountStep,
  accounts: readonly AccountRow[],
): Promise<void> {
  await tx.execute(
    {
      name: 'insert_accounts',
      text: `
    insert into account_record (workspace_id, account_id, from_version, from_at, body, changed_by)
    select $1, made.account_id, $2, to_timestamp($3::float8 / 1000), made.body, $4
      from unnest($5::text[], $6::text[]) as made (account_id, body)`,
    },
    [
      workspaceId,
      version,
      nowMs,
      changedBy,
      accounts.map(({ accountId }) => accountId),
      accounts.map(({ body }) => body),
    ],
  )
}

/** Ends accounts that hold now, from a version on. Returns how many there were. */
export async function endAccounts(
  tx: Queryable,
  { workspaceId, version, nowMs }: AccountStep,
  accountIds: readonly string[],
): Promise<number> {
  return tx.execute(
    {
      name: 'end_accounts',
      text: `
    update account_record
       set to_version = $2, to_at = to_timestamp($3::float8 / 1000)
     where account_record.workspace_id = $1 and account_record.account_id = any($4::text[])
       and account_record.to_version is null`,
    },
    [workspaceId, version, nowMs, accountIds],
  )
}

/** Takes away accounts that were stored for a version that never came to hold. Returns how many; ask until it is none. */
export async function removeUnfinished(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly version: number; readonly limit: number },
): Promise<number> {
  return tx.execute(
    `
    delete from account_record
     where account_record.workspace_id = $1 and account_record.from_version > $2
       and (account_record.account_id, account_record.from_version) in (
             select unfinished.account_id, unfinished.from_version
               from account_record as unfinished
              where unfinished.workspace_id = $1 and unfinished.from_version > $2
              limit $3)`,
    [of.workspaceId, of.version, of.limit],
  )
}

/** Lets accounts hold again that were ended by a version that never came to hold. Returns how many; ask until it is none. */
export async function reopenUnfinished(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly version: number; readonly limit: number },
): Promise<number> {
  return tx.execute(
    `
    update account_record
       set to_version = null, to_at = null
     where account_record.workspace_id = $1 and account_record.to_version > $2
       and (account_record.account_id, account_record.from_version) in (
             select unfinished.account_id, unfinished.from_version
               from account_record as unfinished
              where unfinished.workspace_id = $1 and unfinished.to_version > $2
              limit $3)`,
    [of.workspaceId, of.version, of.limit],
  )
}

/** The database's clock, in epoch milliseconds. */
export async function readClock(db: Queryable): Promise<number> {
  const rows = await db.query<{ nowMs: number }>(
    `select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"`,
  )
  return rows[0]?.nowMs ?? 0
}

/** Whether somebody holds the lease of this name now. */
export async function isHeld(db: Queryable, workspaceId: string, name: string): Promise<boolean> {
  const rows = await db.query(
    `select 1 as held
       from lease
      where lease.workspace_id = $1 and lease.name = $2 and lease.until > clock_timestamp()`,
    [workspaceId, name],
  )
  return rows.length > 0
}
