import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Roster } from '../roster/roster.ts'
import { checkWith, rosterOfThree, routeTo } from '../testing/check-with-roster.ts'

describe('pools that nobody can be chosen from', () => {
  test('are told with what keeps each member from it', () => {
    const found = checkWith(routeTo('[pool: dach]'), {
      roster: rosterOfThree(
        '  - { id: dach, members: [gone, { owner: ada, until: 2026-01-01 }, { owner: bob, from: 2027-01-01 }] }\n',
      ),
      weekOf: Temporal.PlainDate.from('2026-06-01'),
    })
    assert.deepEqual(found, [
      [
        'check_pool_without_chance',
        'warning',
        'Nobody can ever be chosen from the pool `dach`, which the policy uses: of its members are 1 inactive, 1 no longer members, 1 not members yet.',
      ],
    ])
  })

  test('are told for capacity, caps and hours that leave nothing', () => {
    const owners = rosterOfThree('  - { id: dach, members: [ada, bob] }\n')
    const [ada, bob] = owners.owners
    const none = { kind: 'day', windowSeconds: null, limit: 0, pool: null, segment: null } as const
    const barred: Roster = {
      ...owners,
      owners: [
        { ...ada, capacity: 0 },
        { ...bob, caps: [none] },
      ],
    }
    assert.match(
      checkWith(routeTo('[pool: dach]'), { roster: barred })[0]?.[2] ?? '',
      /1 without capacity, 1 under a cap of 0/,
    )
    const elsewhere: Roster = { ...owners, owners: [ada, { ...bob, caps: [{ ...none, pool: 'other' }] }] }
    assert.deepEqual(checkWith(routeTo('[pool: dach]'), { roster: elsewhere }), [])
  })

  test('are told for the route whose hard rule removes every member, and not for others', () => {
    const only = rosterOfThree('  - { id: dach, members: [bob] }\n  - { id: both, members: [ada, bob] }\n')
    const text = (when: string): string => `
constraints:
  - id: certified
    when: country in group("EU")
    require: '"gdpr" in owner.certifications'
routes:
  - { id: a, when: ${JSON.stringify(when)}, to: [pool: dach, pool: both] }
fallback:
  unmatched: [hold: triage]
`
    assert.deepEqual(checkWith(text('country in ["DE", "AT"] && employees > 3'), { roster: only }), [
      [
        'check_pool_without_chance',
        'warning',
        'No member of the pool `dach` may ever take a lead of the route `a`: `certified` removes them all.',
      ],
    ])
    assert.deepEqual(checkWith(text('country in ["DE", "US"]'), { roster: only }), [])
  })
})
