import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { wrapLine } from './wrap-line.ts'

describe('breaking a line', () => {
  const words = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen'

  test('is done between words, later lines indented, and loses nothing', () => {
    const wrapped = wrapLine(words, 4, 50)
    assert.equal(wrapped, 'one two three four five six seven eight nine ten\n    eleven twelve thirteen fourteen')
    assert.ok(wrapped.split('\n').every((line) => line.length <= 50))
  })

  test('is left undone where there is no terminal, or one too narrow to help', () => {
    assert.equal(wrapLine(words, 4, null), words)
    assert.equal(wrapLine(words, 4, 30), words)
  })

  test('leaves a long word whole', () => {
    const id = 'x'.repeat(90)
    assert.equal(wrapLine(`lead ${id} is held`, 2, 60), `lead\n  ${id}\n  is held`)
    assert.equal(wrapLine(id, 2, 60), id)
  })
})
