import { join } from 'node:path'
import { type Config, dataDirectoryOf } from './config.ts'
import { makeKeyFile, readKeyFile } from './platform/secrets/key-file.ts'
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
