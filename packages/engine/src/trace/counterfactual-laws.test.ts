import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decide } from '../decide/decide.ts'
import { createRosterState } from '../roster/roster-state.ts'
import type { Value } from '../language/expression.ts'
import { normaliseLead } from '../normalise/normalise-lead.ts'
import { type DayLead, spendDay } from '../testing/business-day.ts'
import { writeChange } from '../testing/changed-roster.ts'
import { countries, products } from '../testing/random-business.ts'
import type { Decision, Outcome } from './decision.ts'
import type { RosterChange } from './roster-changes.ts'
import { whatWouldChange } from './what-would-change.ts'
import { whyNot } from './why-not.ts'

const days = process.env['RIGHTFUL_LONG'] === '1' ? 1500 : 40

function spendDays(visit: (lead: DayLead) => void): void {
  for (let seed = 1; seed <= days; seed += 1) spendDay(seed, 10, visit)
}

/** What really comes of a change: written into roster and state, and decided again. `null` where settling interferes. */
function decidedAfter({ roster, state, policy, input }: DayLead, change: RosterChange): Decision | null {
  const { history } = input
  if (change.kind === 'not_excluded') {
    const excludedOwnerIds = history.excludedOwnerIds.filter((ownerId) => ownerId !== change.ownerId)
    return decide(policy, { ...input, world: state.at(input.nowMs), history: { ...history, excludedOwnerIds } })
  }
  const written = writeChange({ roster, saved: state.save() }, change, input.nowMs)
  if (written === null) return null
  let isClamped = false
  const onRow = ({ kind }: { readonly kind: string }): void => {
    isClamped ||= kind === 'clamped'
  }
  const changed = createRosterState(written.roster, { saved: written.saved, onRow })
  const decision = decide(policy, { ...input, world: changed.at(input.nowMs) })
  // Moving leads by several may take somebody beyond what a pool lets anybody be owed.
  return isClamped ? null : decision
}

function ownerOf(outcome: Outcome): string | null {
  return outcome.kind === 'assigned' ? outcome.ownerId : null
}

describe('what is said of a roster that would have been otherwise', () => {
  test('holds when the roster really is: "it would have been X if" is X', () => {
    const held = new Map<string, number>()
    spendDays((lead) => {
      for (const { id } of lead.roster.owners) {
        for (const change of whyNot(lead.decision, lead.policy, id).wouldTakeIf) {
          const decision = decidedAfter(lead, change)
          if (decision === null) continue
          assert.equal(ownerOf(decision.outcome), id, `${lead.name}: ${id} if ${JSON.stringify(change)}`)
          held.set(change.kind, (held.get(change.kind) ?? 0) + 1)
        }
      }
    })
    const kinds = [
      'more_leads',
      'fewer_leads',
      'absent',
      'available',
      'member',
      'active',
      'below_cap',
      'not_excluded',
      'has',
    ]
    for (const kind of kinds) assert.ok((held.get(kind) ?? 0) > 0, `never said: ${kind}`)
  })

  test('holds in further roles too, where whoever is chosen is told so', () => {
    let held = 0
    spendDays((lead) => {
      for (const { role, outcome } of lead.decision.roles.slice(1)) {
        for (const { id: ownerId } of lead.roster.owners) {
          const { verdict, wouldTakeIf } = whyNot(lead.decision, lead.policy, { ownerId, role })
          assert.equal(verdict === 'chosen', ownerOf(outcome) === ownerId, lead.name)
          for (const change of wouldTakeIf) {
            const found = decidedAfter(lead, change)?.roles.find((one) => one.role === role)
            if (found === undefined) continue
            assert.equal(ownerOf(found.outcome), ownerId, `${lead.name}: ${ownerId} as ${role} if ${change.kind}`)
            held += 1
          }
        }
      }
    })
    assert.ok(held > days / 8, `${held}`)
  })

  test('holds for each single change, with the outcome that comes of it', () => {
    let known = 0
    spendDays((lead) => {
      for (const { change, outcome } of whatWouldChange(lead.decision, lead.policy).roster) {
        const decision = outcome === null ? null : decidedAfter(lead, change)
        if (decision === null || outcome === null) continue
        known += 1
        const said = `${lead.name}: ${JSON.stringify(change)} leads to ${JSON.stringify(outcome)}`
        assert.deepEqual(placeOf(decision.outcome), placeOf(outcome), said)
      }
    })
    assert.ok(known > days)
  })
})

function placeOf(outcome: Outcome): readonly (string | null)[] {
  switch (outcome.kind) {
    case 'assigned':
      return [outcome.ownerId, outcome.poolId]
    case 'held':
      return ['held', outcome.queue]
    case 'refused':
      return ['refused', outcome.reason]
  }
}

/** Where the engine goes with a lead of these attributes, as its trace shows it. */
function destinationOf(lead: DayLead, attributes: Readonly<Record<string, unknown>>): Destined {
  const { policy, schema, state, input } = lead
  const changed = normaliseLead(schema, { id: input.lead.id, attributes })
  const { outcome, roles, ruleId } = decide(policy, { ...input, lead: changed, world: state.at(input.nowMs) })
  const steps = roles[0].steps
  const rules = steps.filter((step) => step.kind === 'constraint')
  if (rules.some(({ effect }) => effect === 'refused')) {
    return {
      because: 'refused',
      ruleId: null,
      reason: outcome.kind === 'refused' ? outcome.reason : null,
      requires: [],
    }
  }
  const isBound = rules.some(({ rule, effect }) => rule === 'bind' && effect !== 'none' && effect !== 'incomplete')
  const routes = steps.find((step) => step.kind === 'routes')
  const isIncomplete =
    routes === undefined || (!isBound && ruleId === null && (routes.unknown.length > 0 || routes.stoppedBy !== null))
  const because = isIncomplete ? 'incomplete' : isBound ? 'bound' : ruleId === null ? 'unmatched' : 'route'
  const requires = rules.filter(({ rule, effect }) => rule === 'require' && effect === 'applies')
  return {
    because,
    ruleId: because === 'route' ? ruleId : null,
    reason: null,
    requires: requires.map(({ constraintId }) => constraintId),
  }
}

type Destined = {
  readonly because: string
  readonly ruleId: string | null
  readonly reason: string | null
  readonly requires: readonly string[]
}

describe('what is said of a lead that would have been otherwise', () => {
  test('holds when the lead really is', () => {
    let tried = 0
    spendDays((lead) => {
      for (const { changes, destination } of whatWouldChange(lead.decision, lead.policy).lead) {
        const { because, ruleId, targets, requires } = destination
        const attributes = { ...lead.attributes, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) }
        const said = `${lead.name}: ${JSON.stringify(changes)} leads to ${JSON.stringify(destination)}`
        const reason = because === 'refused' ? targets[0].replace('refuse ', '') : null
        const found = destinationOf(lead, attributes)
        assert.deepEqual(found, { because, ruleId, reason, requires: because === 'refused' ? [] : requires }, said)
        tried += 1
      }
    })
    assert.ok(tried > days)
  })

  test('overlooks no single attribute: where any value leads to another rule, that is told', () => {
    const values: Readonly<Record<string, readonly Value[]>> = {
      country: [...countries, 'BR'],
      employees: [0, 9, 10, 99, 100, 999, 1000, 100_000],
      product: products,
      consent: [true, false],
    }
    spendDays((lead) => {
      const now = JSON.stringify(destinationOf(lead, lead.attributes))
      const told = whatWouldChange(lead.decision, lead.policy)
      assert.ok(told.isLeadComplete)
      for (const [field, others] of Object.entries(values)) {
        const isTold = told.lead.some(({ changes }) => changes.length === 1 && changes[0].field === field)
        const turning = others.find((value) => {
          const then = destinationOf(lead, { ...lead.attributes, [field]: value })
          return JSON.stringify(then) !== now && differsInPlace(lead, then, now)
        })
        assert.ok(turning === undefined || isTold, `${lead.name}: ${field} ${String(turning)}`)
      }
    })
  })
})

/** Rules that lead to the same places are no other destination. */
function differsInPlace({ sketch }: DayLead, then: Destined, now: string): boolean {
  const before: Destined = JSON.parse(now)
  const placesOf = ({ because, ruleId, reason, requires }: Destined): string => {
    const { unmatched, incomplete } = sketch.fallback
    const places = { unmatched, incomplete: incomplete.then, route: sketch.routes.find(({ id }) => id === ruleId)?.to }
    if (because === 'bound') return JSON.stringify(['bound', requires])
    return JSON.stringify([
      because === 'refused'
        ? reason
        : (places[because === 'route' || because === 'unmatched' ? because : 'incomplete'] ?? null),
      requires,
    ])
  }
  return before.because !== 'bound' && then.because !== 'bound' && placesOf(then) !== placesOf(before)
}
