import type {
  AccountMatch,
  ClockSetting,
  Decision,
  HoldReason,
  LeadHistory,
  NormalisedLead,
  Outcome,
  Policy,
  Value,
} from '@rightful/engine'
import type { ReadyPolicy } from '../../control/policies/read.ts'
import { type StoredIdentity, storedIdentity, type StoredMatch, storedMatch } from './stored-match.ts'
import { type StoredNote, storedNote } from './stored-note.ts'

/** What a decision read of its lead. */
export type DecisionReading = {
  /** Without what names the person. */
  readonly values: Readonly<Record<string, Value>>
  /** Fields that name the person and had a value; the values are kept with the person. */
  readonly personal: readonly string[]
  readonly derived: Readonly<Record<string, Value>> | null
  readonly notes: NormalisedLead['notes']
  readonly identity: NormalisedLead['identity']
  readonly priority: number
  readonly match: AccountMatch
  /** Channels that an entry forbids. */
  readonly restricted: readonly string[]
  /** Channels of whose consent something was known, and what. */
  readonly consented: Readonly<Record<string, boolean>>
  readonly history: LeadHistory
  readonly keepOwner: boolean
  readonly byHand: string | null
}

/**
 * What of a decision and of what it read stands in no other column or table, as JSON in `decision.record`. What is left out
 * is what it mostly is: each member says what. Nothing in it names a person.
 */
export type DecisionRecord = {
  readonly values: DecisionReading['values']
  readonly personal?: readonly string[] | undefined
  /** Nothing was counted by values. */
  readonly derived?: DecisionReading['derived'] | undefined
  readonly notes?: readonly StoredNote[] | undefined
  readonly identity: StoredIdentity
  readonly match: StoredMatch
  readonly restricted?: readonly string[] | undefined
  readonly consented?: Readonly<Record<string, boolean>> | undefined
  /** Since the lead was received; 0. */
  readonly waitedMs?: number | undefined
  /** Of a lead that was new. Each member: as of a new lead. */
  readonly history?: StoredHistory | undefined
  readonly priority?: number | undefined
  readonly keepOwner?: true | undefined
  readonly byHand?: string | undefined
  /** The same as the route. */
  readonly rule?: string | undefined
  readonly plan?: string | undefined
  readonly missing?: readonly string[] | undefined
  /** Of a lead that is not held. */
  readonly queue?: string | undefined
  /** From the decision on; only an event calls for it. */
  readonly retryInMs?: number | undefined
  /** The further roles. */
  readonly roles?: readonly (readonly [role: string, outcome: Outcome])[] | undefined
  readonly clocks?: readonly StoredClock[] | undefined
  /** Pools in whose ledgers a bound lead counts, by its role. */
  readonly bound?: readonly (readonly [role: string, poolIds: readonly string[]])[] | undefined
}

/** `null`: there is no such member. */
export type StoredHistory = {
  readonly [Member in Exclude<keyof LeadHistory, 'receivedAtMs'>]?: LeadHistory[Member] | null | undefined
}

/** When it is due counts from the decision; the zone is left out where it is that of the clock before, or none of the first. */
export type StoredClock = readonly [
  name: string,
  targetSeconds: number,
  hours: ClockSetting['hours'],
  caseIndex: number,
  dueInMs: number | null,
  zone?: string | null,
]

/** A decision as it is stored: its columns, and what its versions of policy and roster are called. */
export type DecisionParts = {
  readonly decisionId: string
  readonly leadId: string
  readonly atMs: number
  readonly policyVersion: number
  readonly policyName: string
  readonly policyHash: string
  readonly rosterHash: string | null
  readonly routeId: string | null
  /** JSON of a `DecisionRecord`. */
  readonly record: string
} & OutcomeParts

/** The columns of an outcome. */
export type OutcomeParts =
  | {
      readonly outcome: 'assigned'
      readonly reason: (Outcome & { readonly kind: 'assigned' })['by']
      readonly ownerId: string
      readonly poolId: string | null
    }
  | { readonly outcome: 'held'; readonly reason: HoldReason; readonly ownerId: null; readonly poolId: null }
  | { readonly outcome: 'refused'; readonly reason: string; readonly ownerId: null; readonly poolId: null }

/** The policy's fields that name a person or say what is nobody else's business; they are kept with the person. */
export function isPersonalField(field: Policy['fields'][number]): boolean {
  return field.class !== 'business'
}

/** What a decision read of its lead, and the lead itself. */
export function readingOf(
  { fields }: Policy,
  lead: NormalisedLead,
  rest: Omit<DecisionReading, 'values' | 'personal' | 'notes' | 'identity' | 'priority'>,
): DecisionReading {
  const personal: string[] = []
  const unsaid: string[] = []
  const values: Record<string, Value> = {}
  for (const field of fields) {
    const value = lead.values[field.slot]
    if (!isPersonalField(field)) {
      if (value !== undefined) values[field.name] = value
      continue
    }
    unsaid.push(field.name)
    if (value !== undefined) personal.push(field.name)
  }
  // Also of a field without a value: what could not be read there may be a person's all the same.
  const notes = lead.notes.filter(({ field }) => !unsaid.includes(field))
  return { values, personal, notes, identity: lead.identity, priority: lead.priority, ...rest }
}

/** What a decision was made by, beside what it read: its version's policy, and the version of the accounts. */
export type DecidedBy = { readonly schema: ReadyPolicy['schema']; readonly accountsVersion: number }

/** Takes a decision and what it read apart for storing; `decisionOf` and `readingFrom` put them together again. */
export function recordOf(decision: Decision, reading: DecisionReading, by: DecidedBy): DecisionRecord {
  const { outcome, atMs } = decision
  const { values, personal, notes, history } = reading
  // Members that are `undefined` are not written, and all records have one shape.
  return {
    values,
    personal: listed(personal),
    derived: reading.derived ?? undefined,
    notes: notes.length === 0 ? undefined : notes.map((note) => storedNote(note, values)),
    identity: storedIdentity(reading.identity, reading, by.schema),
    match: storedMatch(reading.match, reading.identity, by.accountsVersion),
    restricted: listed(reading.restricted),
    consented: isEmpty(reading.consented) ? undefined : reading.consented,
    waitedMs: atMs === history.receivedAtMs ? undefined : atMs - history.receivedAtMs,
    history: storedHistory(history),
    priority: reading.priority === 0 ? undefined : reading.priority,
    keepOwner: reading.keepOwner ? true : undefined,
    byHand: reading.byHand ?? undefined,
    rule: decision.ruleId === decision.routeId ? undefined : (decision.ruleId ?? undefined),
    plan: decision.plan ?? undefined,
    missing: listed(decision.missing),
    queue: outcome.kind === 'held' ? outcome.queue : undefined,
    retryInMs: outcome.kind === 'held' && outcome.retryAtMs !== null ? outcome.retryAtMs - atMs : undefined,
    roles: decision.roles.length === 1 ? undefined : furtherRoles(decision),
    clocks: decision.clocks.length === 0 ? undefined : decision.clocks.map((_, index) => storedClock(decision, index)),
    bound: boundPools(decision),
  }
}

function listed<Item>(list: readonly Item[]): readonly Item[] | undefined {
  return list.length === 0 ? undefined : list
}

function furtherRoles({ roles }: Decision): DecisionRecord['roles'] {
  return roles.slice(1).map(({ role, outcome }) => [role, outcome] as const)
}

function storedClock({ clocks, atMs }: Decision, index: number): StoredClock {
  const { name, targetSeconds, hours, caseIndex, dueAtMs, zone } = clocks[index]
  const dueInMs = dueAtMs === null ? null : dueAtMs - atMs
  const zoneBefore = index === 0 ? null : clocks[index - 1].zone
  return zone === zoneBefore
    ? [name, targetSeconds, hours, caseIndex, dueInMs]
    : [name, targetSeconds, hours, caseIndex, dueInMs, zone]
}

/** Rows of leads that a pool gave follow from the roles alone. */
function boundPools({ ledger, roles }: Decision): DecisionRecord['bound'] {
  if (!ledger.some(({ kind }) => kind === 'bound_lead')) return undefined
  return roles.flatMap(({ role, outcome }) => {
    if (outcome.kind !== 'assigned' || outcome.by !== 'bound' || outcome.poolId !== null) return []
    const rows = ledger.filter(({ kind, ownerId }) => kind === 'bound_lead' && ownerId === outcome.ownerId)
    return [[role, rows.map(({ poolId }) => poolId)] as const]
  })
}

function storedHistory(history: LeadHistory): StoredHistory | undefined {
  const { currentOwnerId, previousOwnerIds, excludedOwnerIds, reassignedCount, isTouched } = history
  const { reassignedBy, roleOwnerIds } = history
  const isPlain = currentOwnerId === null && reassignedCount === 0 && !isTouched
  const isUnowned = previousOwnerIds.length === 0 && excludedOwnerIds.length === 0
  if (isPlain && isUnowned && isEmpty(reassignedBy) && isEmpty(roleOwnerIds)) return undefined
  return {
    currentOwnerId: currentOwnerId ?? undefined,
    previousOwnerIds: listed(previousOwnerIds),
    excludedOwnerIds: listed(excludedOwnerIds),
    reassignedCount: reassignedCount === 0 ? undefined : reassignedCount,
    reassignedBy: reassignedBy === undefined ? null : isEmpty(reassignedBy) ? undefined : reassignedBy,
    roleOwnerIds: roleOwnerIds === undefined ? null : isEmpty(roleOwnerIds) ? undefined : roleOwnerIds,
    isTouched: isTouched ? true : undefined,
  }
}

function isEmpty(map: object | undefined): boolean {
  if (map === undefined) return false
  for (const _ in map) return false
  return true
}
