import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { KeyRing } from '../../platform/secrets/key-ring.ts'
import { makeSigningKey, readSigningKey, type SigningKey } from './signed-checkpoint.ts'

/** What the key is sealed in the name of. */
const place = 'audit signing key'

/**
 * The key in a file, sealed by the keys of the installation and made with the first call: only this user can read it. One that lies
 * beside it unsealed, as `PATH.pem`, is sealed and its file removed. Of processes that come at once, all have the same key, and one
 * that is killed leaves a whole file or none. Throws `DbError` where the ring cannot open it, `TypeError` where it holds no key.
 */
export function openKeyFile(path: string, keyRing: KeyRing): SigningKey {
  const plainPath = `${path}.pem`
  const plain = existsSync(path) ? null : readIfThere(plainPath)
  if (!existsSync(path)) writeOnce(path, sealOf(readSigningKey(plain ?? makeSigningKey()), keyRing))
  const key = readSealed(path, keyRing)
  removeIfSame(plainPath, key)
  resealKeyFile(path, keyRing)
  return key
}

/**
 * Seals a file's key with the newest key of the ring, where an older one sealed it. Returns whether there was anything to do; without a
 * file there is not. Throws as `openKeyFile` does.
 */
export function resealKeyFile(path: string, keyRing: KeyRing): boolean {
  if (!existsSync(path)) return false
  const key = readSealed(path, keyRing)
  if (keyRing.isNewest(readText(path))) return false
  renameSync(writeAside(path, sealOf(key, keyRing)), path)
  return true
}

function sealOf({ privateKey }: SigningKey, keyRing: KeyRing): string {
  return keyRing.seal(place, Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })))
}

function readSealed(path: string, keyRing: KeyRing): SigningKey {
  const sealed = readText(path)
  // Asked first, because a failure of the ring quotes what it was given.
  if (!/^[\w-]{10}\.[\w-]+$/.test(sealed)) throw new TypeError(`${path} holds no sealed key.`)
  return readSigningKey(keyRing.open(place, sealed).toString('utf8'))
}

/** Another key than the one that signs stays where it is: it may be the only copy. */
function removeIfSame(plainPath: string, { keyId }: SigningKey): void {
  const plain = readIfThere(plainPath)
  if (plain !== null && readSigningKey(plain).keyId === keyId) rmSync(plainPath, { force: true })
}

function readText(path: string): string {
  return readFileSync(path, 'utf8').trim()
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (existsSync(path)) throw error
    return null
  }
}

function writeOnce(path: string, text: string): void {
  const aside = writeAside(path, text)
  try {
    linkSync(aside, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function writeAside(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true })
  const aside = `${path}.${process.pid}`
  writeFileSync(aside, `${text}\n`, { mode: 0o600, flush: true })
  return aside
}
