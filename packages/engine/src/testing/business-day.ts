import { type Random, createRandom } from '../chance/create-random.ts'
import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { decide } from '../decide/decide.ts'
import type { DecisionInput } from '../decide/decision-input.ts'
import type { Value } from '../language/expression.ts'
import type { Account, AccountMatch } from '../match/account.ts'
import { normaliseLead } from '../normalise/normalise-lead.ts'
import { type LeadSchema, prepareFields } from '../normalise/prepare-fields.ts'
import { type RosterState, createRosterState } from '../roster/roster-state.ts'
import type { Roster } from '../roster/roster.ts'
import type { Decision } from '../trace/decision.ts'
import type { LeadHistory } from '../trace/lead-history.ts'
import type { PolicySketch } from './business-sketch.ts'
import { tuesdayAtTenMs } from './decide-by-text.ts'
import { type LeadByHand, leadByHand } from './plan-by-hand.ts'
import { policyOfSketch } from './policy-of-sketch.ts'
import { accounts, countries, products, randomPolicySketch, randomRoster } from './random-business.ts'
import type { GivenLead } from './staff-by-hand.ts'

/** One lead of a random day, decided in full but not yet taken up, with the state that decided it. */
export type DayLead = {
  /** Seed and number, for messages. */
  readonly name: string
  readonly sketch: PolicySketch
  readonly policy: CompiledPolicy
  readonly roster: Roster
  readonly state: RosterState
  readonly schema: LeadSchema
  readonly attributes: Readonly<Record<string, Value>>
  readonly byHand: LeadByHand
  /** Every lead given so far. */
  readonly given: readonly GivenLead[]
  readonly input: DecisionInput & { readonly history: LeadHistory }
  readonly decision: Decision
}

/** A random policy, a random roster, and leads that come in over a day or two; `visit` sees each when it is decided. */
export function spendDay(seed: number, leadCount: number, visit: (lead: DayLead) => void): void {
  const random = createRandom(seed)
  const sketch = randomPolicySketch(random)
  const policy = policyOfSketch(sketch)
  const roster = randomRoster(random)
  const day = { sketch, policy, roster, state: createRosterState(roster), schema: prepareFields(policy.policy.fields) }
  const given: GivenLead[] = []
  let nowMs = tuesdayAtTenMs
  for (let number = 1; number <= leadCount; number += 1) {
    nowMs += random.pick([0, 0, 900_000, 3_600_000, 5 * 3_600_000])
    closeSome(random, day.state, given)
    const name = `seed ${seed}, lead ${number}`
    const attributes = randomAttributes(random)
    const account = random.chance(0.6) ? random.pick(accounts) : null
    const lead = normaliseLead(day.schema, { id: name, attributes })
    const history = randomHistory(random, roster, nowMs)
    const keepOwner = random.chance(0.5)
    const input = {
      decisionId: name,
      lead,
      match: matchOf(account),
      world: day.state.at(nowMs),
      nowMs,
      history,
      keepOwner,
    }
    const byHand = leadByHand(sketch, attributes, { account, isListed: account?.id === 'listed' })
    const decision = decide(policy, input)
    visit({ ...day, name, attributes, byHand, given, input, decision })
    day.state.at(nowMs)
    day.state.apply(decision)
    for (const { outcome } of decision.roles) {
      if (outcome.kind !== 'assigned' || outcome.by === 'kept') continue
      given.push({ ownerId: outcome.ownerId, poolId: outcome.poolId, atMs: nowMs, known: byHand.known, isOpen: true })
    }
  }
}

function closeSome(random: Random, state: RosterState, given: GivenLead[]): void {
  for (const [index, lead] of given.entries()) {
    if (!lead.isOpen || !random.chance(0.05)) continue
    given[index] = { ...lead, isOpen: false }
    state.close({ ownerId: lead.ownerId, poolId: lead.poolId, values: (field) => lead.known.get(field) })
  }
}

function matchOf(account: Account | null): AccountMatch {
  if (account === null) return { kind: 'none', because: 'no_candidate' }
  return { kind: 'matched', account, tier: 'domain_exact', evidence: account.name }
}

function randomAttributes(random: Random): Readonly<Record<string, Value>> {
  return {
    ...(random.chance(0.8) ? { country: random.pick(countries) } : {}),
    ...(random.chance(0.75) ? { employees: random.pick([5, 50, 500, 5000]) } : {}),
    ...(random.chance(0.7) ? { product: random.pick(products) } : {}),
    ...(random.chance(0.7) ? { consent: random.chance(0.7) } : {}),
  }
}

/** Half of the leads are new; others have an owner, had some, or have somebody in a further role. */
function randomHistory(random: Random, { owners }: Roster, nowMs: number): LeadHistory {
  const currentOwnerId = random.chance(0.4) ? random.pick(owners).id : null
  const excludedOwnerIds = random.chance(0.3) ? random.some(owners, 2).map(({ id }) => id) : []
  return {
    receivedAtMs: nowMs - random.pick([0, 300_000, 900_000]),
    currentOwnerId,
    previousOwnerIds: excludedOwnerIds,
    excludedOwnerIds,
    reassignedCount: excludedOwnerIds.length,
    isTouched: false,
    ...(random.chance(0.6) ? { roleOwnerIds: { sdr: random.pick(owners).id } } : {}),
  }
}
