import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sampleDecision } from '../testing/sample-decision.ts'
import { decisionCells, decisionHeadings, decisionRow, rejectedDecisionRow } from './decision-row.ts'

describe('a row of decisions', () => {
  test('says who owns an assigned lead, further roles and when clocks are due', () => {
    const decision = sampleDecision({
      routeId: 'territories',
      ruleId: 'territories:3',
      missing: ['employees', 'product'],
      plan: 'first-week',
      roles: [
        { role: 'owner', outcome: sampleDecision({}).outcome, steps: [] },
        { role: 'sdr', outcome: { kind: 'assigned', ownerId: 'eva', poolId: 'sdr', by: 'pool' }, steps: [] },
        { role: 'se', outcome: { kind: 'held', queue: 'se', reason: 'nobody_eligible', retryAtMs: null }, steps: [] },
      ],
      clocks: [
        {
          name: 'first_touch',
          targetSeconds: 900,
          hours: 'owner',
          caseIndex: 0,
          dueAtMs: 1_795_510_800_000,
          zone: null,
        },
        { name: 'assignment', targetSeconds: 60, hours: 'wall', caseIndex: 0, dueAtMs: null, zone: null },
      ],
    })
    assert.deepEqual(decisionCells(decisionRow(7, decision)), [
      7,
      'L-1',
      'assigned',
      'ann',
      'dach',
      'territories',
      'territories:3',
      'pool',
      null,
      null,
      'employees;product',
      'sdr=eva;se=held: nobody_eligible',
      'first-week',
      'first_touch=2026-11-24T09:00:00Z',
      'd-1',
    ])
  })

  test('says where a held lead waits, why, and until when', () => {
    const outcome = { kind: 'held', queue: 'triage', reason: 'incomplete', retryAtMs: 1_795_510_800_000 } as const
    const row = decisionRow(2, sampleDecision({ outcome, routeId: null }))
    assert.deepEqual(
      { outcome: row.outcome, owner: row.owner, queue: row.queue, reason: row.reason, retryAt: row.retryAt },
      { outcome: 'held', owner: null, queue: 'triage', reason: 'incomplete', retryAt: '2026-11-24T09:00:00Z' },
    )
  })

  test('says why a lead is refused, and why a row could not be read', () => {
    assert.equal(
      decisionRow(2, sampleDecision({ outcome: { kind: 'refused', reason: 'do_not_contact' } })).reason,
      'do_not_contact',
    )
    const row = rejectedDecisionRow({ kind: 'rejected', line: 9, reason: 'is not JSON', text: '{' })
    assert.deepEqual([row.line, row.lead, row.outcome, row.reason], [9, null, 'unreadable', 'is not JSON'])
  })

  test('has a cell for every heading', () => {
    assert.equal(decisionCells(decisionRow(1, sampleDecision({}))).length, decisionHeadings.length)
  })
})
