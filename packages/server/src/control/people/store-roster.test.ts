import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseRoster, type Roster } from '@rightful/engine'
import fc from 'fast-check'
import { exampleRoster } from '../../testing/open-control-service.ts'
import { rosterDocument } from './roster-document.ts'
import { recordsOfRoster, type RosterDocument } from './store-roster.ts'

/** The roster of a document, its lists in one order, without places and without the hash that follows their order. */
function readInOrder(text: string): unknown {
  const { roster, problems } = parseRoster(text, { file: 'roster.json' })
  assert.ok(roster !== null, JSON.stringify(problems))
  const { hash: _hash, owners, pools, ...rest }: Roster = roster
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1)
  return {
    ...rest,
    owners: owners.toSorted(byId).map(({ place: _place, ...owner }) => owner),
    pools: pools.toSorted(byId).map(({ place: _place, members, ...pool }) => ({
      ...pool,
      members: members.toSorted((a, b) => (a.ownerId < b.ownerId ? -1 : 1)),
    })),
  }
}

function assertSame(document: RosterDocument): void {
  const again = rosterDocument(recordsOfRoster(document).toReversed())
  assert.deepEqual(readInOrder(again), readInOrder(JSON.stringify(document)))
}

const name = fc.constantFrom('ada', 'ben', 'cy', 'dee/dee', 'e%2F', 'f g', 'ünal', '10', '9')
const day = fc.integer({ min: 1, max: 27 }).map((number) => `2026-11-${String(number).padStart(2, '0')}`)
const absence = fc
  .record({ from: day, note: fc.option(fc.constantFrom('away', 'training'), { nil: undefined }) })
  .map(({ from, note }) => ({ from, until: '2026-12-01T12:00', ...(note === undefined ? {} : { note }) }))
const hours = fc.constantFrom('always', 'office', { 'mon-fri': ['09:00-17:00'] })
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const owner = fc.record({
  team: optional(name),
  zone: optional(fc.constantFrom('Europe/Berlin', 'Asia/Tokyo')),
  hours: optional(hours),
  holidays: optional(fc.constantFrom('DE', 'US-CA')),
  absences: optional(fc.array(absence, { maxLength: 12 })),
  feeds: optional(fc.uniqueArray(fc.webUrl(), { maxLength: 12 })),
  capacity: optional(fc.nat(100)),
  caps: optional(fc.constant([{ per: 'day', max: 3 }])),
  open_leads: optional(fc.nat(9)),
  active: optional(fc.boolean()),
})
const document: fc.Arbitrary<RosterDocument> = fc
  .record({
    zone: optional(fc.constant('Europe/Paris')),
    ids: fc.uniqueArray(name, { minLength: 1 }),
    owners: fc.array(owner, { minLength: 9, maxLength: 9 }),
    pools: fc.uniqueArray(fc.tuple(name, fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }), optional(hours)), {
      selector: ([id]) => id,
    }),
    restrictions: fc.array(fc.constantFrom({ domain: 'a.example' }, { email: 'x@b.example', channel: 'phone' }), {
      maxLength: 12,
    }),
    consents: fc.array(fc.constantFrom({ phone: '+4930123456' }, { email: 'x@b.example', withdrawn: true }), {
      maxLength: 3,
    }),
  })
  .map(({ zone, ids, owners, pools, restrictions, consents }) => {
    const members = (has: readonly boolean[]): readonly unknown[] =>
      ids.flatMap((id, index) => (has[index] ? [index % 2 === 0 ? id : { owner: id, weight: index + 1 }] : []))
    const made = {
      roster: 'random',
      zone,
      hours: { office: { mon: ['10:00-11:00'] } },
      owners: ids.map((id, index) => ({ id, ...owners[index] })),
      pools: pools.map(([id, has, of]) => ({ id, hours: of, members: members(has) })),
      restrictions,
      consents,
    }
    // As a file would hold it: what is not there is not there.
    const plain: RosterDocument = JSON.parse(JSON.stringify(made))
    return plain
  })

describe('the records of a roster', () => {
  test('make the same roster again: the bundled example', () => {
    assertSame(exampleRoster())
  })

  test('make the same roster again, whatever is in it and in whatever order they come', () => {
    fc.assert(fc.property(document, assertSame), { numRuns: process.env['RIGHTFUL_LONG'] === '1' ? 5000 : 150 })
  })
})
