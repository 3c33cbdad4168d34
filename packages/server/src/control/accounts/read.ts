import { type Account, type AccountIndex, buildAccountIndex, updateAccountIndex } from '@rightful/engine'
import type { Queryable } from '../../platform/db/database.ts'
import { findAccounts, findChangedAccounts, insertAccounts, readClock } from './queries.ts'

export { readAccountsById } from './read-accounts-by-id.ts'

/** All accounts of a workspace at a version, ready to match. */
export type ReadyAccounts = { readonly version: number; readonly index: AccountIndex }

/** Reads the accounts as they stood at a version. */
export async function readAccounts(db: Queryable, workspaceId: string, version: number): Promise<ReadyAccounts> {
  const rows = await findAccounts(db, workspaceId, version)
  return { version, index: buildAccountIndex(rows.map(({ body }): Account => JSON.parse(body))) }
}

/** Brings accounts that are known up to a later version, by what has changed between the two. */
export async function followAccounts(
  db: Queryable,
  known: ReadyAccounts,
  to: { readonly workspaceId: string; readonly version: number },
): Promise<ReadyAccounts> {
  const rows = await findChangedAccounts(db, { ...to, afterVersion: known.version })
  const changes = new Map(
    rows.map(({ accountId, body }): [string, Account | null] => [accountId, body === null ? null : JSON.parse(body)]),
  )
  return { version: to.version, index: updateAccountIndex(known.index, changes) }
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
