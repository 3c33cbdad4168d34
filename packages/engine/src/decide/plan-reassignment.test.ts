import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { policyFromText } from '../testing/decide-by-text.ts'
import type { LeadHistory } from '../trace/lead-history.ts'
import { type ReassignmentEvent, planReassignment } from './plan-reassignment.ts'

const { policy } = policyFromText(`
policy: moves
fields: { country: { type: country }, employees: { type: integer }, product: { type: string } }
routes:
  - { id: all, to: [pool: desk] }
reassign:
  - on: { changed: [country, employees] }
    keep_owner_if_eligible: true
  - on: owner_unavailable
  - on: { breached: first_touch }
    exclude_previous_owners: 3
    at_most: 2
  - on: { breached: assignment }
    until: closed
    cool_down: PT1H
clocks:
  assignment: [{ target: PT1M }]
  first_touch: [{ target: PT2H }]
`)

const fresh: LeadHistory = {
  receivedAtMs: 0,
  currentOwnerId: 'anna',
  previousOwnerIds: [],
  excludedOwnerIds: [],
  reassignedCount: 0,
  isTouched: false,
}
const breach: ReassignmentEvent = { kind: 'breached', clock: 'first_touch' }
const assignmentBreach: ReassignmentEvent = { kind: 'breached', clock: 'assignment' }

function plan(event: ReassignmentEvent, over: Partial<LeadHistory> = {}, nowMs = 7_200_000) {
  return planReassignment(policy, event, { history: { ...fresh, ...over }, assignedAtMs: 0, nowMs })
}

function excluded(event: ReassignmentEvent, over: Partial<LeadHistory> = {}): readonly string[] {
  const planned = plan(event, over)
  assert.equal(planned.kind, 'reassign')
  return planned.kind === 'reassign' ? planned.excludedOwnerIds : []
}

describe('a lead that has an owner', () => {
  test('is decided anew when an attribute that a rule names has changed, and may stay where it is', () => {
    const planned = plan({ kind: 'changed', fields: ['product', 'country'] })
    assert.deepEqual([planned.kind, planned.kind === 'reassign' && planned.keepOwner], ['reassign', true])
    assert.deepEqual(excluded({ kind: 'changed', fields: ['country'] }, { previousOwnerIds: ['bert'] }), [])
  })

  test('stays when only attributes changed that no rule names', () => {
    assert.deepEqual(plan({ kind: 'changed', fields: ['product'] }), {
      kind: 'stay',
      because: 'no_rule',
      retryAtMs: null,
    })
  })

  test('leaves an owner who is away, and only that one where the rule says nothing of earlier owners', () => {
    assert.deepEqual(excluded({ kind: 'owner_unavailable' }, { previousOwnerIds: ['bert'] }), ['anna'])
  })

  test('never goes back to the last owners, the one it leaves among them, each counted once', () => {
    assert.deepEqual(excluded(breach), ['anna'])
    assert.deepEqual(excluded(breach, { previousOwnerIds: ['bert', 'carl', 'dora'] }), ['anna', 'bert', 'carl'])
    assert.deepEqual(excluded(breach, { previousOwnerIds: ['bert', 'anna', 'bert', 'carl'] }), ['anna', 'bert', 'carl'])
  })

  test('stays once its owner followed up, unless the rule holds until the lead is closed', () => {
    assert.equal(stays(plan(breach, { isTouched: true })), 'touched')
    assert.equal(stays(plan({ kind: 'owner_unavailable' }, { isTouched: true })), 'touched')
    assert.equal(stays(plan(assignmentBreach, { isTouched: true })), null)
  })

  test('is moved for one cause at most so often; other causes do not use that up', () => {
    const moved = { reassignedCount: 4, reassignedBy: { 'breached:first_touch': 1, changed: 3 } } as const
    assert.equal(stays(plan(breach, moved)), null)
    assert.equal(stays(plan(breach, { ...moved, reassignedBy: { 'breached:first_touch': 2 } })), 'moved_often_enough')
    assert.equal(stays(plan(breach, { reassignedCount: 2 })), 'moved_often_enough')
  })

  test('is left in peace for a while after it was given, and the answer says until when', () => {
    assert.deepEqual(plan(assignmentBreach, {}, 3_599_999), {
      kind: 'stay',
      because: 'cooling_down',
      retryAtMs: 3_600_000,
    })
    assert.equal(stays(plan(assignmentBreach, {}, 3_600_000)), null)
  })

  test('is counted by the cause that the plan names', () => {
    const causes = [breach, assignmentBreach, { kind: 'owner_unavailable' } as const].map((event) => plan(event))
    assert.deepEqual(
      causes.map((planned) => planned.kind === 'reassign' && planned.cause),
      ['breached:first_touch', 'breached:assignment', 'owner_unavailable'],
    )
  })
})

function stays(planned: ReturnType<typeof plan>): string | null {
  return planned.kind === 'stay' ? planned.because : null
}
