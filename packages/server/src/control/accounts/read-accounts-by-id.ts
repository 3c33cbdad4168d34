import type { Account } from '@rightful/engine'
import type { Queryable } from '../../platform/db/database.ts'
import { findAccountsById } from './queries.ts'

/** Those of these accounts that stood at a version, by id. */
export async function readAccountsById(
  db: Queryable,
  of: { readonly workspaceId: string; readonly version: number },
  ids: readonly string[],
): Promise<ReadonlyMap<string, Account>> {
  const rows = await findAccountsById(db, of, ids)
  return new Map(rows.map(({ accountId, body }): [string, Account] => [accountId, JSON.parse(body)]))
}
