import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { readDocument } from './read-document.ts'

const suite = new URL('../../../../../shared/data/torture/json_test_suite.jsonl.gz', import.meta.url)

function told(text: string): readonly string[] {
  return readDocument(text, { file: 'p.json' }).problems.map(
    ({ code, place, message }) => `${code} ${place.line}:${place.column} ${message}`,
  )
}

describe('a JSON document', () => {
  test('is told where its form breaks', () => {
    assert.deepEqual(told('{"a": 1,}'), ['document_syntax 1:9 JSON allows no comma before `}`.'])
    assert.deepEqual(told('{"a": 1\n "b": 2}'), ['document_syntax 2:2 A comma or `}` is missing here.'])
    assert.deepEqual(told("{'a': 1}"), ['document_syntax 1:2 A key in double quotes is missing here.'])
    assert.deepEqual(told('{"a": yes}'), [
      'document_syntax 1:7 `yes` is not a JSON value; a text stands in double quotes.',
    ])
    assert.deepEqual(told('{"a": // why\n 1}'), ['document_syntax 1:7 JSON has no comments.'])
    assert.deepEqual(told('{"a": "x'), ['document_not_closed 1:7 The quote that opens here is never closed.'])
    assert.deepEqual(told('{"a": 1} 2'), ['document_syntax 1:10 Text follows after the end of the document.'])
    assert.deepEqual(told('{"a": 1, "a": 2}'), [
      'document_duplicate_key 1:10 The key `a` is written twice in this map.',
    ])
    assert.deepEqual(told('{"a": '), ['document_syntax 1:7 A value is missing here.'])
  })

  test('does not overflow on deep nesting', () => {
    assert.match(told('['.repeat(100_000))[0] ?? '', /^document_too_deep 1:65/)
  })

  test(
    'is accepted and rejected as the JSON test suite says',
    { skip: existsSync(suite) ? false : 'the shared data is not beside the checkout' },
    () => {
      const cases = gunzipSync(readFileSync(suite))
        .toString('utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      let judged = 0
      for (const entry of cases) {
        const bytes = Buffer.from(entry.bytes_base64, 'base64')
        const text = bytes.toString('utf8')
        const expected = entry.expect
        // Bytes that are not UTF-8 never reach the engine, which reads text.
        if (!Buffer.from(text, 'utf8').equals(bytes)) continue
        const problems = readDocument(text, { file: 'x.json' }).problems.filter(({ code }) => !notForm.has(code))
        if (expected === 'accept') assert.deepEqual(problems, [], entry.name)
        if (expected === 'reject')
          assert.notEqual(readDocument(text, { file: 'x.json' }).problems.length, 0, entry.name)
        judged += 1
      }
      assert.ok(judged > 250)
    },
  )
})

/** What the suite accepts and a document of ours still may not be: empty, or with a key written twice. */
const notForm: ReadonlySet<string> = new Set(['document_empty', 'document_duplicate_key', 'document_not_text'])
