import type { Random } from '@rightful/engine/testing'
import type { Command } from '../../../packages/server/src/pipeline/desk/command.ts'
import { newId } from '../../../packages/server/src/platform/ids/new-id.ts'
import { poison } from './faulty-database.ts'
import { domains, ownerIds } from './random-workspace.ts'

export type NewLead = Command & { readonly kind: 'create' }

/** What a history's commands can be about. */
export type Subjects = {
  readonly leadIds: readonly string[]
  /** Requests that were sent with a key; whoever is in doubt sends one of them again. */
  readonly requests: readonly NewLead[]
  /** Whose forms come in; the same person, key or outside id comes again. */
  readonly personCount: number
  /** How many commands out of a hundred are new leads. */
  readonly newShare: number
  readonly hasPoison: boolean
}

const countries = ['DE', 'FR', 'JP', 'Deutschland', 'N/A', '', 'XX'] as const

/** What a form says, right or wrong. */
function randomAttributes(random: Random): Record<string, unknown> {
  return {
    ...(random.chance(0.85) ? { country: random.pick(countries) } : {}),
    ...(random.chance(0.75) ? { employees: random.pick([5, 50, '500', '5,000', -1, 'many']) } : {}),
    ...(random.chance(0.7) ? { product: random.pick(['basic', 'pro', 'nonsense']) } : {}),
    ...(random.chance(0.7) ? { consent: random.pick([true, 'yes', 'no']) } : {}),
  }
}

/** A new lead: somebody new, somebody known, the same request again, or one that nobody can read or store. */
function randomNewLead(random: Random, name: string, subjects: Subjects): NewLead {
  if (subjects.requests.length > 0 && random.chance(0.2)) {
    const { lead } = random.pick(subjects.requests)
    return { kind: 'create', lead: { ...lead, leadId: newId() } }
  }
  const person = random.below(subjects.personCount)
  const email = `person${person}@${domains[person % domains.length]}`
  const isPoisoned = subjects.hasPoison && random.chance(0.12)
  const attributes: Record<string, unknown> = {
    ...randomAttributes(random),
    marker: name,
    ...(random.chance(0.8) ? { email } : {}),
    ...(isPoisoned && random.chance(0.5) ? { company: `${poison} Ltd` } : {}),
  }
  if (isPoisoned && !('company' in attributes)) makeUnreadable(attributes)
  return {
    kind: 'create',
    lead: {
      leadId: newId(),
      attributes,
      priority: random.chance(0.15) ? random.between(1, 3) : 0,
      lane: random.chance(0.2) ? 'bulk' : 'web',
      externalId: random.chance(0.25) ? `outside-${person}` : null,
      ...randomKey(random, name, subjects),
      importId: null,
    },
  }
}

/** Most keys are used for one request; now and then somebody takes one for something else. */
function randomKey(
  random: Random,
  name: string,
  { requests }: Subjects,
): Pick<NewLead['lead'], 'idempotencyKey' | 'fingerprint'> {
  if (random.chance(0.5)) return { idempotencyKey: null, fingerprint: null }
  const isMistaken = requests.length > 0 && random.chance(0.1)
  return { idempotencyKey: isMistaken ? random.pick(requests).lead.idempotencyKey : `key-${name}`, fingerprint: name }
}

/** Reading it throws, however often it is tried; storing what was given does not. */
function makeUnreadable(attributes: Record<string, unknown>): void {
  const get = (): never => {
    throw new TypeError('a value that cannot be read')
  }
  Object.defineProperty(attributes, 'country', { get, enumerable: false })
}

/** A command for a lead that may or may not be stored, or for a new one. */
export function randomCommand(random: Random, name: string, subjects: Subjects): Command {
  if (subjects.leadIds.length === 0 || random.below(100) < subjects.newShare) {
    return randomNewLead(random, name, subjects)
  }
  const leadId = random.chance(0.98) ? random.pick(subjects.leadIds) : newId()
  const ownerId = random.chance(0.95) ? random.pick(ownerIds) : 'nobody'
  const reassign = random.chance(0.7)
  switch (random.below(11)) {
    case 0:
    case 1:
      return { kind: 'touch', leadId, channel: random.pick(['phone', null]), by: name }
    case 2:
    case 3:
    case 4:
      return {
        kind: 'update',
        leadId,
        attributes: { ...randomAttributes(random), marker: name },
        ifVersion: random.chance(0.25) ? random.below(20) : null,
        by: name,
      }
    case 5:
      return { kind: 'close', leadId, as: random.pick(['converted', 'disqualified']), reason: null, by: name }
    case 6:
      return { kind: 'reject', leadId, reason: 'spam', reassign, by: name }
    case 7:
      return { kind: 'assign', leadId, ownerId, reason: name, ifVersion: null, by: name }
    case 8:
      return { kind: 'claim', leadId, ownerId, by: name }
    case 9:
      return random.chance(0.3) ? { kind: 'withdraw', leadId, reason: 'undone', by: name } : { kind: 'retry', leadId }
    default:
      return { kind: 'reassign', leadId, event: { kind: 'owner_unavailable' }, ifStill: null }
  }
}
