import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeSigningKey, readSigningKey, type SigningKey } from './signed-checkpoint.ts'

/**
 * The key in a file, made with the first call: only this user can read it. Of processes that come at once, all have the same
 * key, and one that is killed leaves a whole file or none.
 */
export function openKeyFile(path: string): SigningKey {
  if (!existsSync(path)) writeOnce(path, makeSigningKey())
  return readSigningKey(readFileSync(path, 'utf8'))
}

function writeOnce(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const aside = `${path}.${process.pid}`
  writeFileSync(aside, text, { mode: 0o600 })
  try {
    linkSync(aside, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}
