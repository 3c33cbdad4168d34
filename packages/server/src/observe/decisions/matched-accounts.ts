import type { Account } from '@rightful/engine'
import { readAccountsById } from '../../control/accounts/read.ts'
import { type AccountOf, type DecisionRecord, matchedAccount } from '../../pipeline/decide/read.ts'
import type { Queryable } from '../../platform/db/database.ts'

/** Reads the accounts that decisions matched, as they stood then. */
export type ReadMatched = (records: readonly DecisionRecord[]) => Promise<AccountOf>

const ACCOUNTS_KEPT = 20_000

/** Begins to read matched accounts of a workspace; those of earlier calls are not read again as long as there is room. */
export function openMatched(db: Queryable, workspaceId: string): ReadMatched {
  let kept = new Map<string, Account>()
  return async (records) => {
    const found = new Map<string, Account>()
    for (const [version, ids] of idsByVersion(records)) {
      const unknown: string[] = []
      for (const id of ids) {
        const account = kept.get(keyOf(id, version))
        if (account === undefined) unknown.push(id)
        else found.set(keyOf(id, version), account)
      }
      if (unknown.length === 0) continue
      for (const [id, account] of await readAccountsById(db, { workspaceId, version }, unknown)) {
        found.set(keyOf(id, version), account)
      }
    }
    if (kept.size > ACCOUNTS_KEPT) kept = new Map()
    for (const [key, account] of found) kept.set(key, account)
    return (accountId, version) => {
      const account = found.get(keyOf(accountId, version))
      if (account === undefined) throw new Error(`Account ${accountId} of version ${version} is not stored.`)
      return account
    }
  }
}

function keyOf(accountId: string, version: number): string {
  return `${version} ${accountId}`
}

function idsByVersion(records: readonly DecisionRecord[]): ReadonlyMap<number, ReadonlySet<string>> {
  const byVersion = new Map<number, Set<string>>()
  for (const record of records) {
    const matched = matchedAccount(record)
    if (matched === null) continue
    const ids = byVersion.get(matched.accountsVersion) ?? new Set()
    byVersion.set(matched.accountsVersion, ids.add(matched.accountId))
  }
  return byVersion
}
