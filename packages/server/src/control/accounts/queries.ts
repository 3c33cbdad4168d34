import type { Queryable } from '../../platform/db/database.ts'

/** An account's stored form: JSON of the engine's `Account`. */
export type AccountRow = { readonly accountId: string; readonly body: string }

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

/** Stores accounts that hold from a version on. */
export async function insertAccounts(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly version: number; readonly changedBy: string },
  accounts: readonly AccountRow[],
): Promise<void> {
  await tx.execute(
    `
    insert into account_record (workspace_id, account_id, from_version, from_at, body, changed_by)
    select $1, made.account_id, $2, clock_timestamp(), made.body, $3
      from unnest($4::text[], $5::text[]) as made (account_id, body)`,
    [
      of.workspaceId,
      of.version,
      of.changedBy,
      accounts.map(({ accountId }) => accountId),
      accounts.map(({ body }) => body),
    ],
  )
}
