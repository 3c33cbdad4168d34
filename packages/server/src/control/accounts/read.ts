export { insertAccounts } from './queries.ts'
import { type Account, type AccountIndex, buildAccountIndex } from '@rightful/engine'
import type { Queryable } from '../../platform/db/database.ts'
import { findAccounts } from './queries.ts'

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
