import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DbError, messageOf } from '../db/db-error.ts'
import { isSecretKey } from './key-ring.ts'

/** A file of older ones is no use: what they sealed was sealed anew when they were two keys old. */
const KEPT_MAX = 2

/** The keys in a file, one a line, the newest first; none where there is no file. Throws `DbError` `secret_keys_faulty`. */
export function readKeyFile(path: string): readonly string[] {
  if (!existsSync(path)) return []
  const lines = read(path)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const faulty = lines.findIndex((line) => !isSecretKey(line))
  if (faulty !== -1) throw new DbError('secret_keys_faulty', `Line ${faulty + 1} of ${path} is not 32 bytes in base64.`)
  if (lines.length === 0) throw new DbError('secret_keys_faulty', `${path} is empty.`)
  return lines
}

/** Makes a file with one new key, which only this user can read. Of processes that come at once, all find the same. */
export function makeKeyFile(path: string): void {
  const aside = writeAside(path, [newSecretKey()])
  try {
    linkSync(aside, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/** Puts a new key on top of a file and keeps the one before. */
export function rotateKeyFile(path: string): void {
  renameSync(writeAside(path, [newSecretKey(), ...readKeyFile(path)].slice(0, KEPT_MAX)), path)
}

function newSecretKey(): string {
  return randomBytes(32).toString('base64')
}

function writeAside(path: string, keys: readonly string[]): string {
  mkdirSync(dirname(path), { recursive: true })
  const aside = `${path}.${process.pid}`
  writeFileSync(aside, `${keys.join('\n')}\n`, { mode: 0o600, flush: true })
  return aside
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new DbError('secret_keys_faulty', `${path} cannot be read: ${messageOf(error)}`, { cause: error })
  }
}
