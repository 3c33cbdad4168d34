import type { Truth, Value } from '../language/expression.ts'
import { licenceAttribute } from '../policy/licence-path.ts'
import type { Removal } from '../trace/decision.ts'
import type { CapUse, Licence, OwnerSnapshot } from './pool-snapshot.ts'

/** A lead's values by field name, derived values among them: plain data, or a look-up where building it would cost. */
export type LeadValues = Readonly<Record<string, Value>> | ((field: string) => Value | undefined)

/** A hard rule that a person has to pass for this lead. Unknown counts as failed: hard rules err on the safe side. */
export type OwnerTest = {
  readonly constraintId: string
  readonly test: (person: OwnerSnapshot) => Truth
  /** The kinds of licence that it reads; left out: none. */
  readonly licenceKinds?: readonly string[]
}

/** Somebody who may not get this lead whatever else is true. */
export type Exclusion = { readonly ownerId: string; readonly because: 'previous_owner' | 'other_role' }

/** What is asked of a person before they may take a lead. */
export type EligibilityTerms = {
  /** The pool that is asked; `null` when the person was named. Caps on other pools' leads do not count. */
  readonly poolId: string | null
  readonly respectHours: boolean
  /** Read for caps on a segment; left out, no segment is known. */
  readonly values?: LeadValues
  readonly excluded?: readonly Exclusion[]
  readonly requires?: readonly OwnerTest[]
  /** Only this person may take it. */
  readonly boundTo?: { readonly constraintId: string; readonly ownerId: string } | null
}

/**
 * The first test that this person fails, `null` when they may take the lead. The order is fixed and documented: inactive,
 * not a member, excluded, required qualities, bound to somebody else, absent, off shift (where hours are respected), capacity, caps.
 */
export function findRemoval(person: OwnerSnapshot, terms: EligibilityTerms): Removal | null {
  const { availability } = person
  if (availability.kind === 'inactive') return { kind: 'inactive' }
  if (availability.kind === 'not_a_member') return { kind: 'not_a_member', fromMs: availability.fromMs }
  const byRule = findRuleRemoval(person, terms)
  if (byRule !== null) return byRule
  if (availability.kind === 'absent') return { kind: 'absent', untilMs: availability.untilMs, note: availability.note }
  if (availability.kind === 'off_shift' && terms.respectHours)
    return { kind: 'off_shift', untilMs: availability.untilMs }
  return findCapRemoval(person, terms)
}

/** The first of the tests that no time lifts: excluded, required qualities, bound to somebody else. */
export function findRuleRemoval(
  person: OwnerSnapshot,
  { excluded, requires, boundTo }: EligibilityTerms,
): Removal | null {
  if (excluded !== undefined) {
    for (const { ownerId, because } of excluded) if (ownerId === person.ownerId) return { kind: 'excluded', because }
  }
  if (requires !== undefined) {
    for (const required of requires) {
      const result = required.test(person)
      if (result !== true) return failedRule(person, required, result ?? 'unknown')
    }
  }
  if (boundTo === undefined || boundTo === null || boundTo.ownerId === person.ownerId) return null
  return { kind: 'bound_elsewhere', constraintId: boundTo.constraintId, ownerId: boundTo.ownerId }
}

function failedRule(person: OwnerSnapshot, required: OwnerTest, result: false | 'unknown'): Removal {
  const { constraintId } = required
  const licences = licencesOutOfTime(person, required)
  return { kind: 'require', constraintId, result, ...(licences.length === 0 ? {} : { licences }) }
}

/** The person's licences that have ended or not begun, with one of which alone they would pass. */
function licencesOutOfTime(person: OwnerSnapshot, { test, licenceKinds = [] }: OwnerTest): readonly Licence[] {
  const { licences = [], attributes } = person
  return licences.filter(({ kind, area }) => {
    if (!licenceKinds.includes(kind)) return false
    const name = licenceAttribute(kind)
    const held = attributes[name]
    const areas: readonly Value[] = Array.isArray(held) ? held : []
    if (areas.includes(area)) return false
    return test({ ...person, attributes: { ...attributes, [name]: [...areas, area] } }) === true
  })
}

/** The first instant after `nowMs` at which a licence begins that lifts the removal; `null` when none does. */
export function licenceBeginsMs(removal: Removal, nowMs: number): number | null {
  if (removal.kind !== 'require' || removal.licences === undefined) return null
  const begins = removal.licences.flatMap(({ fromMs }) => (fromMs !== null && fromMs > nowMs ? [fromMs] : []))
  return begins.length === 0 ? null : Math.min(...begins)
}

/** Capacity is a cap on open leads like any other; it is asked first because it is the one people know. */
export function findCapRemoval(person: OwnerSnapshot, terms: EligibilityTerms): (Removal & { kind: 'cap' }) | null {
  const { capacity, openLeads, caps } = person
  if (capacity !== null && openLeads >= capacity) {
    return { kind: 'cap', cap: 'open', used: openLeads, limit: capacity, pool: null, segment: null, freesAtMs: null }
  }
  const cap = findReachedCap(caps, terms)
  return cap === null ? null : toRemoval(cap)
}

/** The first cap that this lead would break; `null` when there is room under all of them. */
export function findReachedCap(
  caps: readonly CapUse[],
  terms: Pick<EligibilityTerms, 'poolId' | 'values'>,
): CapUse | null {
  for (const cap of caps) if (cap.used >= cap.limit && capCounts(cap, terms)) return cap
  return null
}

/** Whether a lead that goes to this pool counts against the cap. A lead whose segment is not known is of no segment. */
export function capCounts(
  cap: Pick<CapUse, 'pool' | 'segment'>,
  { poolId, values }: Pick<EligibilityTerms, 'poolId' | 'values'>,
): boolean {
  if (cap.pool !== null && cap.pool !== poolId) return false
  if (cap.segment === null) return true
  if (values === undefined) return false
  const value = typeof values === 'function' ? values(cap.segment.field) : values[cap.segment.field]
  return value === cap.segment.value || (Array.isArray(value) && value.includes(cap.segment.value))
}

function toRemoval({ kind, used, limit, pool, segment, freesAtMs }: CapUse): Removal & { kind: 'cap' } {
  return { kind: 'cap', cap: kind, used, limit, pool, segment, freesAtMs }
}

/** When time alone could lift the removal, epoch milliseconds; `null` when only an event can, or nothing. */
export function removalEndsMs(removal: Removal): number | null {
  switch (removal.kind) {
    case 'absent':
    case 'off_shift':
      return removal.untilMs
    case 'cap':
      return removal.freesAtMs
    case 'not_a_member':
      return removal.fromMs
    case 'inactive':
    case 'excluded':
    case 'require':
    case 'bound_elsewhere':
      return null
  }
}
