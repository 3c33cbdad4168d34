import { createSecretKey, hash, type KeyObject } from 'node:crypto'
import { DbError } from '../db/db-error.ts'
import { openBytes, SealBroken, sealText } from './sealed-text.ts'

/** The keys of one workspace, each for one purpose. */
export type WorkspaceKeys = {
  /** Seals what opens doors: secrets of destinations. */
  readonly secrets: KeyObject
  /** What keys of single records are derived from. */
  readonly records: Uint8Array
  /** Turns what is looked up, such as a mailbox, into what nobody can guess it from. */
  readonly lookup: KeyObject
}

/**
 * The keys of an installation, the newest first: it seals with the newest and opens with any. They seal the keys of workspaces,
 * and nothing else, so that a rotation is a few rows.
 */
export type KeyRing = {
  /** Seals in the name of a place; the newest key's id stands in front. */
  readonly seal: (of: string, secret: Uint8Array) => string
  /** Throws `DbError`: `secret_keys_missing` without any keys, `secret_keys_differ` where none of them sealed it. */
  readonly open: (of: string, sealed: string) => Buffer
  /** Whether the newest key sealed it. */
  readonly isNewest: (sealed: string) => boolean
  /** Reads the keys again, where they are in a file. */
  readonly reload: () => void
  /** Keys of workspaces that were opened with the ring. */
  readonly workspaces: Map<string, WorkspaceKeys>
}

/** Where the keys of a ring are: each 32 bytes in base64, the newest first; an empty list is a ring without keys. */
export type KeySource = () => readonly string[]

type RingKey = { readonly id: string; readonly key: KeyObject }

const KEY_BYTES = 32
const ID_LENGTH = 10
export const KEYS_MAX = 4

/** A ring of keys that are read when they are first needed. */
export function createKeyRing(source: KeySource): KeyRing {
  let known: readonly RingKey[] | null = null
  const keys = (): readonly RingKey[] => (known ??= source().map(ringKey))
  const newest = (): RingKey => {
    const [first] = keys()
    if (first === undefined) throw new DbError('secret_keys_missing', bringBack)
    return first
  }
  return {
    seal: (of, secret) => {
      const { id, key } = newest()
      return `${id}.${sealText(key, of, secret)}`
    },
    open: (of, sealed) => {
      const [id = '', rest = ''] = sealed.split('.')
      newest()
      const find = (): RingKey | undefined => keys().find((key) => key.id === id)
      let found = find()
      if (found === undefined) {
        // Another node may have sealed it with a key that is new in the file.
        known = null
        found = find()
      }
      if (found !== undefined) return openWith(found, of, rest)
      const ids = keys().map((key) => key.id)
      throw new DbError('secret_keys_differ', `It was sealed by key ${id}; there are ${ids.join(', ')}. ${bringBack}`)
    },
    isNewest: (sealed) => sealed.startsWith(`${newest().id}.`),
    reload: () => (known = null),
    workspaces: new Map(),
  }
}

const bringBack =
  'Give RIGHTFUL_SECRET_KEYS, or the file secret-keys of the data directory, the keys that this database was used with.'

function openWith({ id, key }: RingKey, of: string, sealed: string): Buffer {
  try {
    return openBytes(key, of, sealed)
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
    throw new DbError('secret_keys_differ', `Key ${id} did not seal ${of}, or it was changed. ${bringBack}`, {
      cause: error,
    })
  }
}

function ringKey(text: string): RingKey {
  const bytes = Buffer.from(text, 'base64')
  return { id: hash('sha256', bytes, 'base64url').slice(0, ID_LENGTH), key: createSecretKey(bytes) }
}

/** Whether a text is a key: 32 bytes in base64. */
export function isSecretKey(text: string): boolean {
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) && Buffer.from(text, 'base64').length === KEY_BYTES
}

/** A ring without keys, for databases of which nothing sealed is asked. */
export function emptyKeyRing(): KeyRing {
  return createKeyRing(() => [])
}
