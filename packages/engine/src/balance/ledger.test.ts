import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { handOverRows, recount, rejectedRow } from './ledger.ts'

const lead = { poolId: 'dach', leadId: 'lead-1', atMs: 5 }

describe('the ledger', () => {
  test('credits a rejected lead whole, with its reason', () => {
    assert.deepEqual(rejectedRow(lead, 'a', 'junk'), {
      ...lead,
      ownerId: 'a',
      amount: -1000,
      kind: 'rejected',
      reason: 'junk',
    })
  })

  test('moves a lead handed over from one member to the other, so that the pool received nothing', () => {
    const rows = handOverRows(lead, { fromOwnerId: 'a', toOwnerId: 'b' }, 'speaks Finnish')
    assert.deepEqual(
      rows.map(({ ownerId, amount }) => [ownerId, amount]),
      [
        ['a', -1000],
        ['b', 1000],
      ],
    )
    assert.deepEqual(
      handOverRows(lead, { fromOwnerId: 'a', toOwnerId: null }, 'moved').map((row) => row.ownerId),
      ['a'],
    )
  })

  test('takes no credit and no hand-over without a reason', () => {
    assert.throws(() => rejectedRow(lead, 'a', ' '), { code: 'ledger_reason_missing' })
    assert.throws(() => handOverRows(lead, { fromOwnerId: 'a', toOwnerId: 'b' }, ''), { code: 'ledger_reason_missing' })
  })

  test('is counted again from its rows alone, pool by pool', () => {
    const rows = [
      rejectedRow(lead, 'a', 'junk'),
      ...handOverRows({ ...lead, poolId: 'uk' }, { fromOwnerId: 'a', toOwnerId: 'b' }, 'moved'),
      rejectedRow(lead, 'a', 'student'),
    ]
    assert.deepEqual(
      recount(rows),
      new Map([
        ['dach', new Map([['a', -2000]])],
        [
          'uk',
          new Map([
            ['a', -1000],
            ['b', 1000],
          ]),
        ],
      ]),
    )
    assert.deepEqual(recount([]), new Map())
  })
})
