import type { NormalisedLead, Policy } from '@rightful/engine'
import { submissionOf } from '../../control/privacy/read.ts'
import { sealRecord } from '../../platform/secrets/workspace-keys.ts'
import { submissionTable } from '../commit/tables.ts'
import { viewOf, writePerson } from '../commit/write-lead.ts'
import { mainAssignment } from '../decide/owned-lead.ts'
import type { Batch } from '../desk/batch.ts'
import type { CommandResult } from '../desk/command.ts'
import { isClosed, type StoredLead } from '../desk/stored-lead.ts'
import { isPersonalField } from '../decide/decision-record.ts'
import { moveByRules } from './reassign-lead.ts'
import { done, prepareStored, redecide, settleAttempt } from './redecide-lead.ts'

/** What came in for a lead that is stored. */
export type UpdateAsk = {
  /** New values by name; `null` takes one away. */
  readonly attributes: Readonly<Record<string, unknown>>
  /** `update`: somebody changed it. `repeat`: it was sent once more; then what it lacks of what was given stays. */
  readonly kind: 'update' | 'repeat'
  readonly by: string
}

/**
 * Takes up new attributes. When fields of the policy changed, a lead that waits is decided again, and one that has an owner
 * moves by the policy's rules.
 */
export function updateLead(batch: Batch, stored: StoredLead, ask: UpdateAsk): CommandResult {
  const given = merged(stored.given ?? {}, ask)
  const lead: StoredLead = { ...stored, version: batch.version, given }
  const before = prepareStored(batch, stored)
  const after = prepareStored(batch, lead)
  const policy = batch.memory.policy.policy.policy
  writeSubmission(batch, { ...lead, seed: writePerson(batch, lead) }, ask)
  const changed =
    before.kind === 'ready' && after.kind === 'ready'
      ? changedFields(policy, before.prepared.lead, after.prepared.lead)
      : policy.fields.map(({ name }) => name)
  const current = after.kind === 'ready' ? { ...lead, attributes: plainValues(policy, after.prepared.lead) } : lead
  const result = takeUp(batch, current, changed)
  const stayed = result.kind === 'done' ? result.stayed : null
  const { leadId, ownerId } = lead
  if (ask.kind === 'repeat') batch.tell({ kind: 'lead.repeated', leadId, ownerId, body: { known_by: ask.by } })
  if (changed.length > 0)
    batch.tell({ kind: 'lead.updated', leadId, ownerId, body: { changed: [...changed], stayed, by: ask.by } })
  return result
}

/** Keeps what came in once more without taking it up: the lead stays as it is stored, and nothing that was sent is lost. */
export function keepRepeat(
  batch: Batch,
  lead: StoredLead,
  { attributes, by }: Pick<UpdateAsk, 'attributes' | 'by'>,
): CommandResult {
  // What was erased is not begun anew by what cannot be taken up.
  const { seed } = lead
  if (seed !== null) writeSubmission(batch, { ...lead, seed }, { attributes, by, kind: 'repeat' })
  batch.tell({ kind: 'lead.repeated', leadId: lead.leadId, ownerId: lead.ownerId, body: { known_by: by } })
  return { kind: 'done', lead: viewOf(lead), decision: null, isNew: false, stayed: 'kept_only' }
}

/** What the changed fields mean for who has the lead. */
function takeUp(batch: Batch, lead: StoredLead, changed: readonly string[]): CommandResult {
  if (changed.length === 0) return done(batch, lead, { stayed: 'unchanged' })
  if (isClosed(lead)) return done(batch, lead, { stayed: 'closed' })
  if (mainAssignment(lead) !== null) return moveByRules(batch, lead, { kind: 'changed', fields: changed })
  return settleAttempt(batch, { lead, attempt: redecide(batch, lead, { cause: 'changed' }), cause: 'changed' })
}

function merged(given: Readonly<Record<string, unknown>>, { attributes, kind }: UpdateAsk): Record<string, unknown> {
  const result: Record<string, unknown> = { ...given }
  for (const [name, value] of Object.entries(attributes)) {
    const isNothing = value === null || value === undefined || value === ''
    if (!isNothing) result[name] = value
    else if (kind === 'update') delete result[name]
  }
  return result
}

function writeSubmission(
  batch: Batch,
  { leadId, seed }: StoredLead & { readonly seed: string },
  { attributes, kind }: UpdateAsk,
): void {
  const record = submissionOf(seed, leadId, batch.version)
  const given = sealRecord(batch.memory.keys, record, JSON.stringify(attributes))
  batch.rows.add(submissionTable, { lead_id: leadId, version: batch.version, kind, given, at: batch.nowMs })
}

/** The policy's fields whose values differ; a value that cannot be read counts as none. */
function changedFields({ fields }: Policy, before: NormalisedLead, after: NormalisedLead): readonly string[] {
  return fields
    .filter(({ slot }) => JSON.stringify(before.values[slot] ?? null) !== JSON.stringify(after.values[slot] ?? null))
    .map(({ name }) => name)
}

function plainValues(policy: Policy, lead: NormalisedLead): Record<string, unknown> {
  const plain = policy.fields.filter((field) => !isPersonalField(field) && lead.values[field.slot] !== undefined)
  return Object.fromEntries(plain.map(({ name, slot }) => [name, lead.values[slot]]))
}
