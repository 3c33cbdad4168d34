import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { auditFilesOf, type Config, dataDirectoryOf } from './config.ts'
import { resealKeyFile } from './control/audit/key-file.ts'
import type { Database } from './platform/db/database.ts'
import { checkKeyRing, resealKeys } from './platform/secrets/check-key-ring.ts'
import { makeKeyFile, readKeyFile, rotateKeyFile } from './platform/secrets/key-file.ts'
import { createKeyRing, type KeyRing } from './platform/secrets/key-ring.ts'

/** The keys of what is sealed in the database: those that are given, else those in the file. */
export function keyRingOf(config: Config): KeyRing {
  const { secretKeys: given } = config
  return createKeyRing(() => given ?? readKeyFile(secretKeyFileOf(config)))
}

/** The file of these keys, from the root of the file system; used where none are given. */
export function secretKeyFileOf(config: Config): string {
  return join(dataDirectoryOf(config), 'secret-keys')
}

/** Makes the file with a first key, unless keys are given or there are some. */
export function makeSecretKeys(config: Config): void {
  const file = secretKeyFileOf(config)
  if (config.secretKeys === null && readKeyFile(file).length === 0) makeKeyFile(file)
}

/**
 * Puts a new key in front of those in the file, where none are given, and seals with the newest key what older ones sealed. Nodes
 * that run read the file again when they meet it. The key of the audit log in this data directory is sealed anew with it. Returns whether there is a new key, and how many keys of workspaces were sealed.
 */
export async function rotateSecrets(
  db: Database,
  config: Config,
): Promise<{ readonly isKeyNew: boolean; readonly sealedCount: number }> {
  // Everything can be opened before anything changes.
  await checkKeyRing(db, () => undefined)
  const auditKey = auditFilesOf(config).key
  resealKeyFile(auditKey, db.keyRing)
  const isKeyNew = config.secretKeys === null
  if (isKeyNew) rotateKeyFile(secretKeyFileOf(config))
  const sealedCount = await resealKeys(db)
  resealKeyFile(auditKey, db.keyRing)
  return { isKeyNew, sealedCount }
}

/** After a move: where the keys are in a file, the new place gets a copy of it, unless it has one. */
export function carrySecretKeys(from: Config, to: Config): void {
  const [source, target] = [secretKeyFileOf(from), secretKeyFileOf(to)]
  if (from.secretKeys === null && existsSync(source) && !existsSync(target)) copyFileSync(source, target)
}
