import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hashLead, tieHash } from './tie-hash.ts'

describe('the hash that settles ties', () => {
  test('gives the numbers it always gave, so that old decisions replay', () => {
    assert.equal(tieHash(hashLead('lead-1'), 'owner-01'), 3_255_670_635)
    assert.equal(tieHash(hashLead('lead-1'), 'owner-02'), 2_131_938_070)
    assert.equal(tieHash(hashLead(''), ''), 33_667_398)
    assert.equal(tieHash(hashLead('Zürich 🌍'), 'ö'), 2_090_207_820)
  })

  test('knows where the lead ends and the owner begins', () => {
    assert.notEqual(tieHash(hashLead('a'), 'bc'), tieHash(hashLead('ab'), 'c'))
  })

  for (const style of ['numbers', 'uuids', 'letters'] as const) {
    test(`favours nobody and no neighbour of the last winner when ids are ${style}`, () => {
      const owners = Array.from({ length: 8 }, (_, index) => idOf(style, 'owner', index))
      const leads = Array.from({ length: 16_000 }, (_, index) => idOf(style, 'lead', index))
      const winners = leads.map((lead) => winnerOf(lead, owners))
      // Chi-square with 7 and 63 degrees of freedom: above 30 and 120 with a chance below one in ten thousand.
      assert.ok(chiSquare(winners, owners.length) < 30, `wins are uneven: ${chiSquare(winners, owners.length)}`)
      const pairs = winners.slice(1).map((winner, index) => winner * owners.length + winners[index])
      assert.ok(
        chiSquare(pairs, owners.length ** 2) < 120,
        `winners follow each other: ${chiSquare(pairs, owners.length ** 2)}`,
      )
    })
  }
})

function idOf(style: 'numbers' | 'uuids' | 'letters', kind: string, index: number): string {
  if (style === 'numbers') return `${kind}-${index}`
  if (style === 'letters') return String.fromCodePoint(97 + (index % 26)).repeat(1 + Math.floor(index / 26))
  return `0193${index.toString(16).padStart(4, '0')}-7b1c-7000-8000-${(index * 7919).toString(16).padStart(12, '0')}`
}

function winnerOf(lead: string, owners: readonly string[]): number {
  const state = hashLead(lead)
  const hashes = owners.map((owner) => tieHash(state, owner))
  return hashes.indexOf(Math.min(...hashes))
}

function chiSquare(outcomes: readonly number[], kinds: number): number {
  const counts = Array.from({ length: kinds }, () => 0)
  for (const outcome of outcomes) counts[outcome] += 1
  const expected = outcomes.length / kinds
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}
