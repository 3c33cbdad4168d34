import { type Account, type AccountIndex, buildAccountIndex } from '@rightful/engine'
import type { Queryable } from '../../platform/db/database.ts'
import { findAccounts, insertAccounts, readClock } from './queries.ts'

/** All accounts of a workspace at a version, ready to match. */
export type ReadyAccounts = {
  readonly version: number
  readonly index: AccountIndex
  readonly byId: ReadonlyMap<string, Account>
}

/** Reads the accounts as they stood at a version. */
export async function readAccounts(db: Queryable, workspaceId: string, version: number): Promise<ReadyAccounts> {
  const rows = await findAccounts(db, workspaceId, version)
  const accounts = rows.map(({ body }): Account => JSON.parse(body))
  return {
    version,
    index: buildAccountIndex(accounts),
    byId: new Map(accounts.map((account) => [account.id, account])),
  }
}

/** Stores the first accounts of a workspace. */
export async function storeAccounts(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly version: number; readonly changedBy: string },
  accounts: readonly Account[],
): Promise<void> {
  const rows = accounts.map((account) => ({ accountId: account.id, body: JSON.stringify(account) }))
  await insertAccounts(tx, { ...of, nowMs: await readClock(tx) }, rows)
}
