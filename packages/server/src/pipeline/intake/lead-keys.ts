import { hash } from 'node:crypto'
import type { IncomingLead } from '../desk/command.ts'
import type { Preparation } from './prepare-command.ts'

/** By what a lead is found again. */
export type LeadKey = {
  readonly kind: 'idempotency' | 'external' | 'mailbox'
  readonly key: string
  readonly fingerprint: string | null
}

/** The keys of a new lead. The mailbox is hashed with its workspace: it tells a repeat, and no address can be read from it. */
export function leadKeys(workspaceId: string, lead: IncomingLead, preparation: Preparation): readonly LeadKey[] {
  const keys: LeadKey[] = []
  const { idempotencyKey, fingerprint, externalId } = lead
  if (idempotencyKey !== null) keys.push({ kind: 'idempotency', key: idempotencyKey, fingerprint })
  if (externalId !== null) keys.push({ kind: 'external', key: externalId, fingerprint: null })
  const email = preparation.kind === 'ready' ? preparation.prepared.lead.identity.email : null
  if (email !== null) keys.push({ kind: 'mailbox', key: mailboxKey(workspaceId, email), fingerprint: null })
  return keys
}

function mailboxKey(workspaceId: string, email: string): string {
  return hash('sha256', `${workspaceId} ${email.toLowerCase()}`, 'base64url')
}
