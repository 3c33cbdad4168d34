import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type DraftTexts, mergeDrafts } from './merge-drafts.ts'

const base: DraftTexts = { title: 'a', description: '', document: '1\n2\n3\n4\n5\n', tables: { 'a.csv': 'x\n' } }

describe('two who edit the same draft', () => {
  test('keep both, whatever only one of them changed', () => {
    const ours = { ...base, title: 'b', document: '1\ntwo\n3\n4\n5\n' }
    const theirs = { ...base, description: 'why', document: '1\n2\n3\n4\nfive\nsix\n', tables: { 'b.csv': 'y\n' } }
    const wanted = { title: 'b', description: 'why', document: '1\ntwo\n3\n4\nfive\nsix\n', tables: { 'b.csv': 'y\n' } }
    assert.deepEqual(mergeDrafts(base, { ours, theirs }), { texts: wanted, conflicts: [] })
    assert.deepEqual(mergeDrafts(base, { ours: theirs, theirs: ours }), { texts: wanted, conflicts: [] })
  })

  test('are told of the lines that both changed, and either can stand there', () => {
    const ours = { ...base, document: '1\n2\nthree\n4\n5\n' }
    const theirs = { ...base, document: '1\n2\ndrei\nvier\n5\n' }
    const { texts, conflicts } = mergeDrafts(base, { ours, theirs })
    assert.deepEqual(conflicts, [{ where: 'document', ours: 'three\n4', theirs: 'drei\nvier' }])
    assert.equal(texts.document, ours.document)
    assert.equal(mergeDrafts(base, { ours, theirs }, 'theirs').texts.document, theirs.document)
  })

  test('conflict only where both wrote, though one of them wrote elsewhere too', () => {
    const ours = { ...base, document: 'one\n2\n3\n4\n5\n' }
    const theirs = { ...base, document: 'eins\n2\n3\n4\nfünf\n' }
    const { texts, conflicts } = mergeDrafts(base, { ours, theirs })
    assert.deepEqual(conflicts, [{ where: 'document', ours: 'one', theirs: 'eins' }])
    assert.equal(texts.document, 'one\n2\n3\n4\nfünf\n')
  })

  test('conflict where both add at the same place, and where one changes what the other takes away', () => {
    const ours = { ...base, document: `0\n${base.document}`, tables: {} }
    const theirs = { ...base, document: `nil\n${base.document}`, tables: { 'a.csv': 'z\n' } }
    const { texts, conflicts } = mergeDrafts(base, { ours, theirs })
    assert.deepEqual(conflicts.map(({ where }) => where).toSorted(), ['a.csv', 'document'])
    assert.deepEqual([texts.document, texts.tables], [ours.document, {}])
    assert.deepEqual(mergeDrafts(base, { ours, theirs }, 'theirs').texts, theirs)
  })
})
