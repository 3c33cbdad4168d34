import { lookupHash, type WorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import type { IncomingLead } from '../desk/command.ts'
import type { Preparation } from './prepare-command.ts'

/** By what a lead is found again. */
export type LeadKey = {
  readonly kind: 'idempotency' | 'external' | 'mailbox'
  readonly key: string
  readonly fingerprint: string | null
}

/** The keys of a new lead. The mailbox is hashed with a key of its workspace: it tells a repeat, and nobody without the key can tell whose it is, not even by trying addresses. `null`: without it. */
export function leadKeys(keys: WorkspaceKeys | null, lead: IncomingLead, preparation: Preparation): readonly LeadKey[] {
  const found: LeadKey[] = []
  const { idempotencyKey, fingerprint, externalId } = lead
  if (idempotencyKey !== null) found.push({ kind: 'idempotency', key: idempotencyKey, fingerprint })
  if (externalId !== null) found.push({ kind: 'external', key: externalId, fingerprint: null })
  const email = preparation.kind === 'ready' ? preparation.prepared.lead.identity.email : null
  if (email !== null && keys !== null) found.push({ kind: 'mailbox', key: mailboxKey(keys, email), fingerprint: null })
  return found
}

function mailboxKey(keys: WorkspaceKeys, email: string): string {
  return lookupHash(keys, email.toLowerCase())
}
