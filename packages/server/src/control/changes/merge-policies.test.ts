import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { exampleFile } from '../../testing/open-control-service.ts'
import type { PolicyText } from '../policies/read.ts'
import { mergeOrder } from './merge-order.ts'
import { mergePolicies } from './merge-policies.ts'

const base: PolicyText = {
  document: exampleFile('policy.yaml'),
  tables: { 'territories.csv': exampleFile('territories.csv') },
}

/** The text with pieces replaced, which must be there. */
function edited(...pieces: readonly (readonly [piece: string, by: string])[]): PolicyText {
  let { document } = base
  for (const [piece, by] of pieces) {
    assert.ok(document.includes(piece), piece)
    document = document.replace(piece, by)
  }
  return { ...base, document }
}

function cleanOf(ours: PolicyText, theirs: PolicyText): PolicyText {
  const merge = mergePolicies({ base, ours, theirs })
  assert.ok(merge.kind === 'clean', JSON.stringify(merge))
  return merge.text
}

function conflictsOf(ours: PolicyText, theirs: PolicyText): readonly string[] {
  const merge = mergePolicies({ base, ours, theirs })
  return merge.kind === 'conflict' ? merge.conflicts.map(({ part }) => part) : []
}

const route = (id: string): string => `  - { id: ${id}, when: 'country == "LI"', to: [pool: dach] }\n`

describe('a merge of policies', () => {
  test('takes what either side changed, with its comments', () => {
    const ours = edited(
      ['  - id: us-enterprise\n', `  # Ours.\n${route('ours')}  - id: us-enterprise\n`],
      ['country:   { type: country }', 'country:   { type: country }\n  region:    { type: boolean }'],
    )
    const theirs = edited(['employees >= 1000', 'employees >= 900'], ['plan: research-first-visit', 'plan: lab-visit'])
    const { document } = cleanOf(ours, theirs)
    assert.match(document, /# Ours\.\n {2}- \{ id: ours/)
    assert.match(document, /region:/)
    assert.match(document, /employees >= 900[\s\S]*plan: lab-visit[\s\S]*id: ours[\s\S]*id: us-enterprise/)
  })

  test('leaves everything else as it is written', () => {
    const ours = edited(
      ['  - id: us-enterprise\n', `  # Ours.\n${route('ours')}${route('ours-too')}  - id: us-enterprise\n`],
      ['country:   { type: country }', 'country:   { type: country }\n  region:    { type: boolean } # new'],
      ['employees >= 1000', 'employees >= 900'],
    )
    const theirs = edited(['plan: research-first-visit', 'plan: lab-visit'])
    assert.equal(cleanOf(ours, theirs).document, ours.document.replace('plan: research-first-visit', 'plan: lab-visit'))
    assert.equal(cleanOf(theirs, ours).document, ours.document.replace('plan: research-first-visit', 'plan: lab-visit'))
    assert.equal(cleanOf(base, ours).document, ours.document)
    // Taking back is a merge too: what was added goes with its comments.
    const merge = mergePolicies({ base: ours, ours: base, theirs: cleanOf(ours, theirs) })
    assert.equal(merge.kind === 'clean' && merge.text.document, theirs.document)
  })

  test('takes another order of one side, with what the other side changed', () => {
    const line = '  - { id: first, when: \'country == "LI"\', to: [pool: dach] }\n'
    const [above, below] = ['  - id: service-renewals\n', '  - id: us-enterprise\n']
    const was = edited([above, `${line}${above}`])
    const ours = edited([below, `${line}${below}`])
    const theirs = { ...was, document: was.document.replace('employees >= 1000', 'employees >= 900') }
    const merge = mergePolicies({ base: was, ours, theirs })
    assert.ok(merge.kind === 'clean', JSON.stringify(merge))
    assert.match(
      merge.text.document,
      /employees >= 900[\s\S]*id: service-renewals[\s\S]*id: first[\s\S]*id: us-enterprise/,
    )
  })

  test('lists what both changed differently, with both sides', () => {
    const ours = edited(['employees >= 1000', 'employees >= 900'])
    const theirs = edited(['employees >= 1000', 'employees >= 800'])
    const merge = mergePolicies({ base, ours, theirs })
    assert.ok(merge.kind === 'conflict')
    const [conflict] = merge.conflicts
    assert.equal(conflict?.part, 'derive/segment')
    assert.match(conflict.ours ?? '', /900/)
    assert.match(conflict.theirs ?? '', /800/)
  })

  test('is in conflict where both put a route at the same place, and not at different ones', () => {
    const [first, second] = ['  - id: us-enterprise\n', '  - id: research-emea\n']
    const at = (place: string, id: string): PolicyText => edited([place, `${route(id)}${place}`])
    assert.deepEqual(conflictsOf(at(first, 'ours'), at(first, 'theirs')), ['routes (order)'])
    assert.deepEqual(conflictsOf(at(first, 'ours'), at(second, 'theirs')), [])
  })

  test('takes tables by their files', () => {
    const tables = { 'territories.csv': `${base.tables['territories.csv']}\n` }
    const ours = { ...base, tables }
    assert.deepEqual(cleanOf(ours, edited(['>= 1000', '>= 999'])).tables, tables)
    const other = { ...base, tables: { 'territories.csv': `${base.tables['territories.csv']}\n\n` } }
    assert.deepEqual(conflictsOf(ours, other), ['table territories.csv'])
  })

  test('with an unchanged side is the other side', () => {
    const ours = edited(['employees >= 1000', 'employees >= 900'])
    assert.match(cleanOf(ours, base).document, /employees >= 900/)
    assert.match(cleanOf(base, ours).document, /employees >= 900/)
  })
})

describe('a merge of orders', () => {
  const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 })
  test('keeps what either side has of it, whichever side is called ours', () => {
    fc.assert(
      fc.property(ids, ids, ids, (base, ours, theirs) => {
        const kept = new Set(
          [...ours, ...theirs].filter((id) => !base.includes(id) || (ours.includes(id) && theirs.includes(id))),
        )
        const merged = mergeOrder({ base, ours, theirs }, kept)
        const turned = mergeOrder({ base, ours: theirs, theirs: ours }, kept)
        assert.equal(merged === null, turned === null)
        if (merged === null) return
        assert.deepEqual(merged.toSorted(), [...kept].toSorted())
      }),
    )
  })
})
