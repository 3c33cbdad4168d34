import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { pinLead, readLead, writeLead } from './golden-lead.ts'
import { addRoute, addTableRoute, changeRoute, moveRoute, readRoutes, removeRoute } from './route-list.ts'
import type { Edit } from './written-document.ts'

const document = `policy: test # the name
routes:
  # first of all
  - id: a   # spaces stay
    when: country == "DE"   # Germany
    to: [pool: dach, hold: triage]

  - { id: b, when: 'x == "1"', to: [pool: sdr] }
  - id: c
    description: >
      folded
      text
    to:
      - pool: one # near
      - pool: two
  # by table
  - id: d
    table: t.csv
fallback: { unmatched: [hold: triage] }
`

function apply(text: string, edits: readonly Edit[]): string {
  const fromTheEnd = edits.toSorted((a, b) => b.from - a.from)
  return fromTheEnd.reduce((all, { from, to, insert }) => all.slice(0, from) + insert + all.slice(to), text)
}

const ids = (text: string): string => (readRoutes(text) ?? []).map(({ id }) => id).join()

describe('a change of one route', () => {
  test('replaces what it is about and nothing else', () => {
    assert.equal(
      apply(document, changeRoute(document, 0, { when: 'country in ["DE", "AT"]' })),
      document.replace('country == "DE"', 'country in ["DE", "AT"]'),
    )
    assert.equal(
      apply(document, changeRoute(document, 2, { to: 'pool: one, pool: 3' })),
      document.replace('pool: two', 'pool: "3"'),
    )
    assert.equal(apply(document, changeRoute(document, 0, { id: 'first' })), document.replace('id: a ', 'id: first '))
    assert.equal(
      apply(document, changeRoute(document, 1, { when: 'a in ["b", "c"]' })),
      document.replace(`'x == "1"'`, `'a in ["b", "c"]'`),
    )
  })

  test('adds a condition where there was none, and takes it away again', () => {
    for (const [index, before] of [
      [2, 'always'],
      [1, ''],
    ] as const) {
      const text = before === 'always' ? document : apply(document, changeRoute(document, index, { when: '' }))
      const added = apply(text, changeRoute(text, index, { when: 'y > 2' }))
      assert.equal(readRoutes(added)?.[index]?.when, 'y > 2', added)
      assert.equal(apply(added, changeRoute(added, index, { when: '' })), text)
    }
  })

  test('writes any text so that it is read again as it was meant', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.nat({ max: 3 }), (given, index) => {
        const when = given.trim()
        fc.pre(when !== '')
        const changed = apply(document, changeRoute(document, index, { when }))
        assert.equal(readRoutes(changed)?.[index]?.when, when, changed)
        assert.equal(ids(changed), 'a,b,c,d')
        for (const comment of document.match(/#.*/g) ?? []) assert.ok(changed.includes(comment))
      }),
    )
  })

  test('writes places of every kind, a bare name being a pool', () => {
    const changed = apply(document, changeRoute(document, 0, { to: 'desk, owner: ada, refuse: no' }))
    assert.equal(readRoutes(changed)?.[0]?.to, 'pool: desk, owner: ada, refuse: no')
  })

  test('is refused where YAML cannot tell the routes', () => {
    assert.equal(readRoutes('routes: [}'), null)
    assert.deepEqual(changeRoute('routes: [}', 0, { id: 'x' }), [])
  })
})

describe('the order of routes', () => {
  test('changes with the comments above each, and back again to the same text', () => {
    fc.assert(
      fc.property(fc.nat({ max: 3 }), fc.nat({ max: 3 }), (from, to) => {
        const moved = apply(document, moveRoute(document, from, to))
        assert.equal(moved.length, document.length)
        assert.equal(readRoutes(moved)?.[to]?.id, readRoutes(document)?.[from]?.id)
        assert.equal(apply(moved, moveRoute(moved, to, from)), document)
      }),
    )
  })

  test('holds in a text that does not end with its line', () => {
    const text = 'routes:\n  - { id: a, to: [pool: x] }\n  - { id: b, to: [pool: y] }'
    assert.equal(
      apply(text, moveRoute(text, 0, 1)),
      'routes:\n  - { id: b, to: [pool: y] }\n  - { id: a, to: [pool: x] }',
    )
  })

  test('loses and gains routes at their place', () => {
    assert.equal(ids(apply(document, removeRoute(document, 0))), 'b,c,d')
    const added = apply(document, addRoute(document, 'desk'))
    assert.equal(ids(added), 'a,b,c,d,new-route')
    assert.equal(ids(apply(added, addRoute(added, 'desk'))), 'a,b,c,d,new-route,new-route-2')
    assert.equal(readRoutes(apply(document, addTableRoute(document, 'x.csv')))?.[4]?.table, 'x.csv')
  })
})

describe('a lead to try', () => {
  test('is read from lines, from JSON, and with the account it is of', () => {
    assert.deepEqual(readLead('country: DE\nemployees: 5'), {
      attributes: { country: 'DE', employees: 5 },
      account: null,
    })
    assert.deepEqual(readLead('{"a": 1}'), { attributes: { a: 1 }, account: null })
    assert.deepEqual(readLead('lead: { a: 1 }\naccount: { tier: x }'), { attributes: { a: 1 }, account: { tier: 'x' } })
    for (const text of ['', 'some words', '[1]', 'a: [']) assert.equal(readLead(text), null)
  })

  test('is written so that it is read again', () => {
    const anything = fc.dictionary(
      fc.stringMatching(/^[a-z][a-z_]{0,9}$/),
      fc.oneof(fc.string(), fc.integer(), fc.boolean()),
      {
        noNullPrototype: true,
      },
    )
    fc.assert(
      fc.property(anything, fc.option(anything), (attributes, account) => {
        fc.pre(
          Object.keys(attributes).length > 0 &&
            !('lead' in attributes) &&
            (account === null || Object.keys(account).length > 0),
        )
        assert.deepEqual(readLead(writeLead({ attributes, account })), { attributes, account })
      }),
    )
  })

  test('is pinned below the golden tests, or with the first of them', () => {
    const planned = { outcome: 'assigned', route: 'a', pool: 'dach', owner: null, queue: null, reason: null } as const
    const lead = { attributes: { country: 'DE' }, account: null }
    const once = apply(document, pinLead(document, lead, planned))
    const twice = apply(once, pinLead(once, lead, planned))
    const item = '  - lead: { country: DE }\n    expect: { route: a, pool: dach }\n'
    assert.equal(twice, `${document}\ntests:\n${item}${item}`)
  })
})
