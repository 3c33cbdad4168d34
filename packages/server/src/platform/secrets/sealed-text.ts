import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'
import { randomPiece } from './random-bytes.ts'

/** A key of AES-256-GCM: 32 bytes, or an object made of them. */
export type SealingKey = KeyObject | Uint8Array

/** What was sealed cannot be opened: it was changed, belongs to something else, or was sealed by another key. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
}

const algorithm = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts a text and seals it to what it belongs to, as base64url of nonce, ciphertext and tag. `of` names the place, such as
 * `destination ID config`: opened in the name of another place, it counts as changed. An empty one
 * is for a key that belongs to one place alone.
 */
export function sealText(key: SealingKey, of: string, text: string | Uint8Array): string {
  const nonce = randomPiece(NONCE_BYTES)
  const cipher = createCipheriv(algorithm, key, nonce)
  if (of !== '') cipher.setAAD(Buffer.from(of))
  const ciphertext = typeof text === 'string' ? cipher.update(text, 'utf8') : cipher.update(text)
  cipher.final()
  const sealed = Buffer.allocUnsafe(NONCE_BYTES + ciphertext.length + TAG_BYTES)
  sealed.set(nonce)
  sealed.set(ciphertext, NONCE_BYTES)
  sealed.set(cipher.getAuthTag(), NONCE_BYTES + ciphertext.length)
  return sealed.toString('base64url')
}

/** What `sealText` sealed in the name of the same place. Throws `SealBroken`. */
export function openText(key: SealingKey, of: string, sealed: string): string {
  return openBytes(key, of, sealed).toString('utf8')
}

/** The same as bytes. Throws `SealBroken`. */
export function openBytes(key: SealingKey, of: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new SealBroken(`What is sealed of ${of} is cut short.`)
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  if (of !== '') decipher.setAAD(Buffer.from(of))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
  try {
    decipher.final()
  } catch (cause) {
    throw new SealBroken(`What is sealed of ${of} was changed, or sealed by another key.`, { cause })
  }
  return text
}
