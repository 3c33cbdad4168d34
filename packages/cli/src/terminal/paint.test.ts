import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { describe, test } from 'node:test'
import { paintFor } from './paint.ts'

const terminal = Object.assign(new Writable(), { isTTY: true })
const pipe = new Writable()

describe('colour', () => {
  test('is for terminals', () => {
    assert.equal(paintFor(terminal, {})('red', 'x'), '\u001B[31mx\u001B[39m')
    assert.equal(paintFor(pipe, {})('red', 'x'), 'x')
  })

  test('is left out where NO_COLOR is set or the terminal is dumb', () => {
    assert.equal(paintFor(terminal, { NO_COLOR: '1' })('red', 'x'), 'x')
    assert.equal(paintFor(terminal, { TERM: 'dumb' })('red', 'x'), 'x')
    assert.equal(paintFor(terminal, { NO_COLOR: '' })('red', 'x'), '\u001B[31mx\u001B[39m')
  })

  test('can be forced, but not against NO_COLOR', () => {
    assert.equal(paintFor(pipe, { FORCE_COLOR: '1' })('red', 'x'), '\u001B[31mx\u001B[39m')
    assert.equal(paintFor(pipe, { FORCE_COLOR: '1', NO_COLOR: '1' })('red', 'x'), 'x')
  })
})
