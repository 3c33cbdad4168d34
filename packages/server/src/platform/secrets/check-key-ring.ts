import type { Database } from '../db/database.ts'
import { listWorkspaceKeys, replaceWorkspaceKey } from './queries.ts'
import { placeOf } from './workspace-keys.ts'

/**
 * Checks that the database's ring has the keys it was used with, by opening every key of every workspace; where nothing was sealed
 * yet, `makeKeys` may make the first one. Throws `DbError` with what to bring back.
 */
export async function checkKeyRing(db: Database, makeKeys: () => void): Promise<void> {
  const rows = await listWorkspaceKeys(db)
  if (rows.length === 0) {
    makeKeys()
    db.keyRing.reload()
  }
  for (const { workspaceId, purpose, sealed } of rows) db.keyRing.open(placeOf(workspaceId, purpose), sealed)
}

/** Seals what older keys sealed with the newest key. Returns how many keys of workspaces that were. */
export async function resealKeys(db: Database): Promise<number> {
  const { keyRing } = db
  keyRing.reload()
  let count = 0
  for (const row of await listWorkspaceKeys(db)) {
    if (keyRing.isNewest(row.sealed)) continue
    const of = placeOf(row.workspaceId, row.purpose)
    const sealed = keyRing.seal(of, keyRing.open(of, row.sealed))
    if (await replaceWorkspaceKey(db, { ...row, sealed }, row.sealed)) count += 1
  }
  return count
}
