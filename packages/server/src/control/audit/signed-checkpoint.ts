import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject, sign, verify } from 'node:crypto'
import type { AuditCheckpoint } from '@rightful/contract'
import { canonicalJson } from './canonical-json.ts'

/** A key that signs checkpoints (Ed25519), and by what it is named and verified. */
export type SigningKey = { readonly keyId: string; readonly privateKey: KeyObject; readonly publicPem: string }

/** What is signed: where the chain ended, and when. */
export type CheckpointBody = Omit<AuditCheckpoint, 'signature'>

/** Makes a key; its text is what `readSigningKey` reads. */
export function makeSigningKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
}

/** A private key from its PEM text (PKCS 8). Throws where it is none of Ed25519. */
export function readSigningKey(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError('The key is not one of Ed25519.')
  const publicKey = createPublicKey(privateKey)
  return {
    keyId: keyIdOf(publicKey),
    privateKey,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }),
  }
}

/** A public key from its PEM text, with its name. Throws where it is none of Ed25519. */
export function readPublicKey(pem: string): { readonly keyId: string; readonly publicKey: KeyObject } {
  const publicKey = createPublicKey(pem)
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new TypeError('The key is not one of Ed25519.')
  return { keyId: keyIdOf(publicKey), publicKey }
}

const KEY_ID_LENGTH = 16

function keyIdOf(publicKey: KeyObject): string {
  return hash('sha256', publicKey.export({ type: 'spki', format: 'der' }), 'hex').slice(0, KEY_ID_LENGTH)
}

/** Signs where the chain ended. */
export function signCheckpoint(body: CheckpointBody, { privateKey }: SigningKey): AuditCheckpoint {
  return { ...body, signature: sign(null, signedBytes(body), privateKey).toString('base64') }
}

/** Whether a checkpoint is as it was signed, by this key. */
export function isSignedBy({ signature, ...body }: AuditCheckpoint, publicKey: KeyObject): boolean {
  return verify(null, signedBytes(body), publicKey, Buffer.from(signature, 'base64'))
}

function signedBytes({ workspace_id, seq, hash: head, at, key_id }: CheckpointBody): Buffer {
  return Buffer.from(canonicalJson({ workspace_id, seq, hash: head, at, key_id }))
}
