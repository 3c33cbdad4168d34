import type {
  AccountMatch,
  Decision,
  FieldNote,
  Identity,
  LeadHistory,
  NormalisedLead,
  Policy,
  Value,
} from '@rightful/engine'

/**
 * What a decision read of its lead, without what names a person: with the policy, the roster and the state of its version,
 * enough to decide again. Stored as JSON beside the decision.
 */
export type DecisionReading = {
  readonly values: Readonly<Record<string, Value>>
  /** Fields that name the person and had a value; the values are kept with the person. */
  readonly personal: readonly string[]
  readonly derived: Readonly<Record<string, Value>> | null
  readonly notes: readonly FieldNote[]
  readonly identity: Identity
  readonly priority: number
  readonly match: AccountMatch
  readonly facts: Readonly<Record<string, boolean>>
  readonly history: LeadHistory
  readonly keepOwner: boolean
  readonly byHand: string | null
}

const personalTypes = new Set<string>(['email', 'phone'])

/** The policy's fields that name a person by their type; they are kept with the person. */
export function isPersonalField({ type }: Policy['fields'][number]): boolean {
  return personalTypes.has(type)
}

/** What is kept of a normalised lead beside its decision. */
export function readingOf(
  { fields }: Policy,
  lead: NormalisedLead,
  rest: Omit<DecisionReading, 'values' | 'personal' | 'notes' | 'identity' | 'priority'>,
): DecisionReading {
  const personal: string[] = []
  const values: Record<string, Value> = {}
  for (const field of fields) {
    const value = lead.values[field.slot]
    if (value === undefined) continue
    if (isPersonalField(field)) personal.push(field.name)
    else values[field.name] = value
  }
  const notes = lead.notes.filter(({ field }) => !personal.includes(field))
  const identity = withoutPerson(lead.identity)
  return { values, personal, notes, identity, priority: lead.priority, ...rest }
}

function withoutPerson(identity: Identity): Identity {
  return { ...identity, email: null, person: null, phone: null }
}

/** A decision as stored: what it read is apart. */
export type StoredDecision = Decision & { readonly inputs: null }

/** Takes a decision apart for storing. */
export function storedDecision(decision: Decision): StoredDecision {
  return { ...decision, inputs: null }
}
