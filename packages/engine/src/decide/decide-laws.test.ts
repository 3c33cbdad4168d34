import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type DayLead, spendDay } from '../testing/business-day.ts'
import { type OutcomeByHand, type QuestionByHand, outcomeByHand, roleByHand } from '../testing/outcome-by-hand.ts'
import type { Outcome } from '../trace/decision.ts'
import { decide } from './decide.ts'

const days = process.env['RIGHTFUL_LONG'] === '1' ? 5000 : 80
const LEADS_A_DAY = 12

/** Lets random businesses work, and counts what occurred: a law that nothing puts to the test holds nothing. */
function spendDays(visit: (lead: DayLead) => void): ReadonlyMap<string, number> {
  const seen = new Map<string, number>()
  for (let seed = 1; seed <= days; seed += 1) {
    spendDay(seed, LEADS_A_DAY, (lead) => {
      visit(lead)
      for (const { role, outcome } of lead.decision.roles) {
        const what = `${role === 'owner' ? '' : 'role '}${kindOf(outcome)}`
        seen.set(what, (seen.get(what) ?? 0) + 1)
      }
    })
  }
  return seen
}

function kindOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'assigned':
      return `assigned by ${outcome.by}`
    case 'held':
      return `held as ${outcome.reason}`
    case 'refused':
      return 'refused'
  }
}

/** Whether the outcome is one of those that the contract allows. */
function requireAllowed(
  outcome: Outcome,
  allowed: OutcomeByHand,
  lead: { readonly name: string; readonly currentOwnerId: string | null },
): void {
  const told = `${lead.name}: ${JSON.stringify(outcome)}, by hand ${JSON.stringify(allowed)}`
  switch (outcome.kind) {
    case 'assigned': {
      assert.ok(allowed.kind === 'assigned' && allowed.ownerIds.includes(outcome.ownerId), told)
      assert.equal(outcome.poolId, allowed.poolId, told)
      const isKept = outcome.ownerId === lead.currentOwnerId
      assert.equal(outcome.by === 'kept', isKept, told)
      assert.ok(isKept || (outcome.by === 'look_ahead') === allowed.isAhead, told)
      break
    }
    case 'held':
      assert.deepEqual([allowed.kind, allowed.kind === 'held' && allowed.queue], ['held', outcome.queue], told)
      break
    case 'refused':
      assert.deepEqual([allowed.kind, allowed.kind === 'refused' && allowed.reason], ['refused', outcome.reason], told)
  }
}

function questionOf({ sketch, byHand, roster, given, input }: DayLead): QuestionByHand {
  const { receivedAtMs, currentOwnerId, excludedOwnerIds } = input.history
  const staff = { roster, given, nowMs: input.nowMs }
  const keepOwner = input.keepOwner === true
  return { sketch, lead: byHand, staff, receivedAtMs, currentOwnerId, excluded: excludedOwnerIds, keepOwner }
}

describe('a decision, of random leads by random policies with random rosters,', () => {
  test('is what the contract says, worked out by hand: no hard rule and no cap is ever false', () => {
    const seen = spendDays((lead) => {
      const { name, decision, sketch, input } = lead
      const question = questionOf(lead)
      const { plan, outcome } = outcomeByHand(question)
      requireAllowed(decision.outcome, outcome, { name, currentOwnerId: question.currentOwnerId })
      assert.equal(decision.routeId, plan.routeId, name)
      const { also = {} } = sketch.routes.find(({ id }) => id === plan.routeId) ?? {}
      const roles = outcome.kind === 'assigned' ? Object.keys(also) : []
      assert.deepEqual(
        decision.roles.map(({ role }) => role),
        ['owner', ...roles],
        name,
      )
      const taken = [...question.excluded]
      for (const { role, outcome: decided } of decision.roles) {
        if (role !== 'owner') {
          const currentOwnerId = input.history.roleOwnerIds?.[role] ?? null
          const of = { places: also[role], excluded: taken, holderId: currentOwnerId }
          requireAllowed(decided, roleByHand(question, plan, of), { name: `${name} ${role}`, currentOwnerId })
        }
        if (decided.kind === 'assigned') taken.push(decided.ownerId)
      }
    })
    const kinds = ['by pool', 'by bound', 'by named', 'by look_ahead', 'by kept'].map((by) => `assigned ${by}`)
    const reasons = ['unmatched', 'incomplete', 'nobody_eligible', 'waiting_for_attributes', 'constraints_leave_nobody']
    const roles = ['role assigned by pool', 'role assigned by kept', 'role held as nobody_eligible']
    for (const kind of [...kinds, ...reasons.map((reason) => `held as ${reason}`), 'refused', ...roles]) {
      assert.ok((seen.get(kind) ?? 0) > 0, `never ${kind}`)
    }
  })

  test('that holds a lead names a later instant for the next try, or none', () => {
    spendDays(({ decision, name }) => {
      for (const { outcome } of decision.roles) {
        if (outcome.kind === 'held') assert.ok(outcome.retryAtMs === null || outcome.retryAtMs > decision.atMs, name)
      }
    })
  })

  test('starts the assignment clock until there is an owner, and the touch clock with each new one', () => {
    spendDays(({ decision, sketch, byHand, input, name }) => {
      const { currentOwnerId, previousOwnerIds } = input.history
      const { outcome } = decision
      const isFirst = currentOwnerId === null && previousOwnerIds.length === 0 && outcome.kind !== 'refused'
      const isNew = outcome.kind === 'assigned' && outcome.by !== 'kept'
      const touch = byHand.known.get('segment') === 'large' ? ['first_touch', 900, 0] : ['first_touch', 7200, 1]
      const expected = [...(isFirst ? [['assignment', 60, 0]] : []), ...(isNew ? [touch] : [])]
      const clocks = decision.clocks.map((clock) => [clock.name, clock.targetSeconds, clock.caseIndex])
      assert.deepEqual(clocks, sketch.clocks ? expected : [], name)
    })
  })

  test('comes to the same in brief as in full', () => {
    spendDays(({ policy, input, decision, name }) => {
      const brief = decide(policy, { ...input, detail: 'brief' })
      for (const part of ['outcome', 'routeId', 'ruleId', 'plan', 'clocks', 'ledger'] as const) {
        assert.deepEqual(brief[part], decision[part], `${name}: ${part}`)
      }
      const outcomes = (roles: typeof brief.roles) => roles.map(({ role, outcome }) => [role, outcome])
      assert.deepEqual(outcomes(brief.roles), outcomes(decision.roles), name)
    })
  })

  test('is plain data: written as JSON and read again it is the same', () => {
    spendDays(({ decision, name }) => assert.deepEqual(JSON.parse(JSON.stringify(decision)), decision, name))
  })

  test('writes one whole lead to the ledger for each new owner a pool gave, and nothing for one who keeps it', () => {
    spendDays(({ decision, roster, name }) => {
      const expected = decision.roles.flatMap(({ outcome }) => {
        if (outcome.kind !== 'assigned' || outcome.by === 'kept') return []
        if (outcome.poolId !== null) return [`${outcome.poolId} ${outcome.ownerId} 1000`]
        if (outcome.by !== 'bound') return []
        const counting = roster.pools.filter(({ countBound, members }) => {
          const seat = members.find(({ ownerId }) => ownerId === outcome.ownerId)
          const isMember =
            seat !== undefined && (seat.fromMs ?? 0) <= decision.atMs && decision.atMs < (seat.untilMs ?? Infinity)
          return countBound && isMember
        })
        return counting.map(({ id }) => `${id} ${outcome.ownerId} 1000`)
      })
      const rows = decision.ledger.map(({ poolId, ownerId, amount }) => `${poolId} ${ownerId} ${amount}`)
      assert.deepEqual(rows, expected, name)
    })
  })
})
