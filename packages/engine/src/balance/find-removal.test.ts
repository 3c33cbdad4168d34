import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Availability, CapUse, OwnerSnapshot } from './pool-snapshot.ts'
import { person } from '../testing/small-roster.ts'
import { type EligibilityTerms, findRemoval } from './find-removal.ts'

const open: EligibilityTerms = { poolId: 'dach', respectHours: true }
const full: CapUse = { kind: 'day', pool: null, segment: null, limit: 8, used: 8, freesAtMs: 1000 }

describe('what keeps a person from a lead', () => {
  test('is nothing for someone at work under every limit', () => {
    assert.equal(findRemoval(person('a'), open), null)
  })

  // Everything is wrong with this person; taking away the first thing found shows the next, in the documented order.
  test('is told one thing at a time, in the documented order', () => {
    const everything: EligibilityTerms = {
      ...open,
      excluded: [{ ownerId: 'a', because: 'previous_owner' }],
      requires: [
        { constraintId: 'one', test: () => false },
        { constraintId: 'two', test: () => undefined },
      ],
      boundTo: { constraintId: 'strategic', ownerId: 'b' },
    }
    const overworked: Partial<OwnerSnapshot> = { capacity: 40, openLeads: 41, caps: [full] }
    const off: Availability = { kind: 'off_shift', untilMs: 3 }
    const kinds: string[] = []
    const ask = (availability: Availability, terms: EligibilityTerms, over = overworked): void => {
      const removal = findRemoval(person('a', { ...over, availability }), terms)
      kinds.push(
        removal === null ? 'none' : removal.kind === 'require' ? `require ${removal.constraintId}` : removal.kind,
      )
    }
    ask({ kind: 'inactive' }, everything)
    ask({ kind: 'not_a_member', fromMs: 5 }, everything)
    ask({ kind: 'absent', untilMs: 9, note: 'leave' }, everything)
    ask(off, { ...everything, excluded: [] })
    ask(off, { ...everything, excluded: [], requires: everything.requires?.slice(1) })
    ask(off, { ...everything, excluded: [], requires: [] })
    ask(off, open)
    ask({ kind: 'absent', untilMs: 9, note: 'leave' }, open)
    ask(off, { ...open, respectHours: false })
    ask({ kind: 'available' }, open)
    ask({ kind: 'available' }, open, { caps: [full] })
    ask({ kind: 'available' }, open, {})
    assert.deepEqual(kinds, [
      'inactive',
      'not_a_member',
      'excluded',
      'require one',
      'require two',
      'bound_elsewhere',
      'off_shift',
      'absent',
      'cap',
      'cap',
      'cap',
      'none',
    ])
  })

  test('is a required quality that is unknown, as much as one that is false', () => {
    const terms = { ...open, requires: [{ constraintId: 'eu-certified', test: () => undefined }] }
    assert.deepEqual(findRemoval(person('a'), terms), {
      kind: 'require',
      constraintId: 'eu-certified',
      result: 'unknown',
    })
  })

  test('is never being bound to oneself', () => {
    assert.equal(findRemoval(person('a'), { ...open, boundTo: { constraintId: 'strategic', ownerId: 'a' } }), null)
  })

  test('is capacity that is used up, told as a cap on open leads', () => {
    const removal = findRemoval(person('a', { capacity: 40, openLeads: 40 }), open)
    assert.deepEqual(removal, {
      kind: 'cap',
      cap: 'open',
      used: 40,
      limit: 40,
      pool: null,
      segment: null,
      freesAtMs: null,
    })
    assert.equal(findRemoval(person('a', { capacity: 40, openLeads: 39 }), open), null)
  })

  test('is a cap on one pool only for leads of that pool', () => {
    const capped = person('a', { caps: [{ ...full, pool: 'dach' }] })
    assert.equal(findRemoval(capped, open)?.kind, 'cap')
    assert.equal(findRemoval(capped, { ...open, poolId: 'uk' }), null)
    assert.equal(findRemoval(capped, { ...open, poolId: null }), null)
  })

  test('is a cap on a segment only for leads known to be of it', () => {
    const capped = person('a', { caps: [{ ...full, segment: { field: 'segment', value: 'mid' } }] })
    const removedWith = (values: EligibilityTerms['values']): boolean =>
      findRemoval(capped, { ...open, values }) !== null
    assert.equal(removedWith({ segment: 'mid' }), true)
    assert.equal(removedWith({ segment: ['small', 'mid'] }), true)
    assert.equal(
      removedWith((field) => (field === 'segment' ? 'mid' : undefined)),
      true,
    )
    assert.equal(removedWith({ segment: 'small' }), false)
    assert.equal(removedWith({}), false)
    assert.equal(removedWith(undefined), false)
  })
})
