import { createHmac, createSecretKey, hash, randomBytes } from 'node:crypto'
import type { Queryable } from '../db/queryable.ts'
import type { WorkspaceKeys } from './key-ring.ts'
import { findWorkspaceKeys, insertWorkspaceKey } from './queries.ts'
import { randomPiece } from './random-bytes.ts'
import { openText, sealText } from './sealed-text.ts'

export type { WorkspaceKeys } from './key-ring.ts'

const purposes = ['secrets', 'records', 'lookup'] as const satisfies readonly (keyof WorkspaceKeys)[]

const KEY_BYTES = 32
const SEED_BYTES = 16

/** Makes the keys of a new workspace, within the transaction that makes it. */
export async function makeWorkspaceKeys(tx: Queryable, workspaceId: string): Promise<void> {
  for (const purpose of purposes) {
    const sealed = tx.keyRing.seal(placeOf(workspaceId, purpose), randomBytes(KEY_BYTES))
    await insertWorkspaceKey(tx, { workspaceId, purpose, sealed })
  }
}

/** The keys of a workspace, opened with the ring of the database and remembered there. Throws `DbError`. */
export async function readWorkspaceKeys(db: Queryable, workspaceId: string): Promise<WorkspaceKeys> {
  const { workspaces } = db.keyRing
  const known = workspaces.get(workspaceId)
  if (known !== undefined) return known
  const rows = new Map((await findWorkspaceKeys(db, workspaceId)).map(({ purpose, sealed }) => [purpose, sealed]))
  const keyOf = (purpose: keyof WorkspaceKeys): Buffer => {
    const sealed = rows.get(purpose)
    if (sealed === undefined) throw new Error(`Workspace ${workspaceId} has no key for ${purpose}.`)
    return db.keyRing.open(placeOf(workspaceId, purpose), sealed)
  }
  const keys = {
    secrets: createSecretKey(keyOf('secrets')),
    records: keyOf('records'),
    lookup: createSecretKey(keyOf('lookup')),
  }
  workspaces.set(workspaceId, keys)
  return keys
}

/** What the key of a workspace belongs to. */
export function placeOf(workspaceId: string, purpose: string): string {
  return `workspace ${workspaceId} ${purpose}`
}

/** What a text is looked up by: the same for the same text, and of no use without the key. */
export function lookupHash({ lookup }: WorkspaceKeys, text: string): string {
  return createHmac('sha256', lookup).update(text).digest('base64url')
}

/** A new seed, from which the key of one record is derived: without it the record can be read by nobody. */
export function newSeed(): string {
  return randomPiece(SEED_BYTES).toString('base64url')
}

/** A record with a key of its own: where its seed is, and what it belongs to. */
export type SealedRecord = { readonly seed: string; readonly of: string }

/** Seals a text with the record's own key. */
export function sealRecord(keys: WorkspaceKeys, record: SealedRecord, text: string): string {
  return sealText(recordKey(keys, record), '', text)
}

/** Opens a text that was sealed with the record's own key. Throws `SealBroken`. */
export function openRecord(keys: WorkspaceKeys, record: SealedRecord, sealed: string): string {
  return openText(recordKey(keys, record), '', sealed)
}

/**
 * The one-step key derivation of NIST SP 800-56C with SHA-256, H(1 | key | seed and place): a key of its own for each seed and place.
 * One call makes it, which every lead that comes in pays for.
 */
function recordKey({ records }: WorkspaceKeys, { seed, of }: SealedRecord): Buffer {
  return hash('sha256', Buffer.concat([firstBlock, records, Buffer.from(`${seed} ${of}`)]), 'buffer')
}

const firstBlock = Buffer.of(0, 0, 0, 1)
