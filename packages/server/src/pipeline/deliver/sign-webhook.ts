import { createHmac } from 'node:crypto'
import type { SigningSecret } from '../../control/connections/read.ts'

/** What is signed: Standard Webhooks 1.0. */
export type Signable = {
  readonly messageId: string
  /** Epoch seconds. */
  readonly timestamp: number
  readonly payload: string
}

/** The value of `webhook-signature`: one signature for each secret that is valid at `nowMs`, the newest first. */
export function signWebhook(signable: Signable, secrets: readonly SigningSecret[], nowMs: number): string {
  return secrets
    .filter(({ until_ms: until }) => until === null || until > nowMs)
    .map(({ secret }) => signatureOf(signable, secret))
    .join(' ')
}

function signatureOf({ messageId, timestamp, payload }: Signable, secret: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  return `v1,${createHmac('sha256', key).update(`${messageId}.${timestamp}.${payload}`).digest('base64')}`
}
