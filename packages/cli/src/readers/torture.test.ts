import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { readText, rejectionsOf, valuesOf } from '../testing/read-text.ts'
import { sharedData, skipWithout } from '../testing/shared-data.ts'
import { createCsvRowWriter } from '../writers/csv-row.ts'

describe('the csv-spectrum cases', { skip: skipWithout('torture', 'csv-spectrum') }, () => {
  const cases = globSync(sharedData('torture', 'csv-spectrum', '*.csv'))

  // The pair of location_coordinates disagrees with itself about this number.
  const comparable = (values: Readonly<Record<string, unknown>>) =>
    Object.entries(values).filter(([name]) => name !== 'Contact Phone Number')

  test('are all there', () => assert.ok(cases.length >= 12, `${cases.length} cases`))

  for (const file of cases) {
    test(`${basename(file)} reads as its JSON says`, async () => {
      const expected = JSON.parse(readFileSync(file.replace(/csv$/, 'json'), 'utf8'))
      for (const chunkBytes of [undefined, 3]) {
        const options = chunkBytes === undefined ? {} : { chunkBytes }
        const { rows } = await readText(readFileSync(file), { format: 'csv', ...options })
        assert.deepEqual(valuesOf(rows).map(comparable), [expected].flat().map(comparable))
        assert.deepEqual(rejectionsOf(rows), [])
      }
    })
  }
})

type JsonCase = { readonly name: string; readonly expect: string; readonly bytes_base64: string }

describe('the JSON test suite', { skip: skipWithout('torture', 'json_test_suite.jsonl.gz') }, () => {
  const lines = () =>
    gunzipSync(readFileSync(sharedData('torture', 'json_test_suite.jsonl.gz')))
      .toString()
      .trim()
      .split('\n')

  /** What the reader makes of a body: whether it found fault with its syntax. */
  async function verdict(body: Uint8Array, chunkBytes: number): Promise<'accept' | 'reject'> {
    try {
      const { rows } = await readText(body, { format: 'json', chunkBytes })
      // That a list holds numbers and not objects is no fault of its syntax.
      return rejectionsOf(rows).every((reason) => reason.endsWith('is not an object')) ? 'accept' : 'reject'
    } catch (error) {
      assert.ok(
        error instanceof Error && 'code' in error && /^(file_empty|file_not_text)$/.test(String(error.code)),
        String(error),
      )
      return 'reject'
    }
  }

  test('is accepted and rejected as it says, in one piece and in small ones', async () => {
    const wrong: string[] = []
    const counts = { accept: 0, reject: 0, either: 0 }
    for (const line of lines()) {
      const { name, expect, bytes_base64 }: JsonCase = JSON.parse(line)
      const body = Buffer.from(bytes_base64, 'base64')
      const whole = await verdict(body, Math.max(1, body.length))
      if (expect !== 'either' && whole !== expect) wrong.push(`${name}: ${whole}, not ${expect}`)
      if (body.length < 10_000 && (await verdict(body, 1)) !== whole) wrong.push(`${name}: depends on how it is cut`)
      if (expect === 'accept' || expect === 'reject' || expect === 'either') counts[expect] += 1
    }
    assert.deepEqual(wrong, [])
    assert.ok(counts.accept >= 90 && counts.reject >= 180, JSON.stringify(counts))
  })
})

describe('the big list of naughty strings', { skip: skipWithout('torture', 'blns.json') }, () => {
  const strings = (): readonly string[] => JSON.parse(readFileSync(sharedData('torture', 'blns.json'), 'utf8'))

  test('survives being written to CSV and read back, guarded against formulas or not', async () => {
    for (const guardFormulas of [true, false]) {
      const write = createCsvRowWriter({ delimiter: ',', guardFormulas })
      const given = strings().map((text, index) => [
        `${index}`,
        guardFormulas ? text : text.replace(/^'+(?=[=+\-@])/, ''),
        'end',
      ])
      const { rows } = await readText([['id', 'text', 'last'], ...given].map(write).join(''), { delimiter: ',' })
      const back = valuesOf(rows).map((values) => [values.id, values.text, values.last])
      assert.deepEqual(back, given)
    }
  })

  test('survives being written to NDJSON and read back', async () => {
    const text = strings()
      .map((naughty, id) => `${JSON.stringify({ id, naughty })}\n`)
      .join('')
    const { rows } = await readText(text, { chunkBytes: 7, format: 'ndjson' })
    assert.deepEqual(
      valuesOf(rows).map((values) => values.naughty),
      strings(),
    )
  })

  /** Blank, or cells that are all empty. */
  const isBlank = (line: string): boolean => /^(\s*|,+|"")$/.test(line)

  test('as a whole file never stops a reader: as many rows come out as lines went in', async () => {
    for (const format of ['csv', 'ndjson'] as const) {
      const lines = [
        'heading',
        ...strings()
          .flatMap((text) => text.split(/\r\n|\r|\n/))
          .filter((line) => !isBlank(line)),
      ]
      const { rows } = await readText(lines.join('\n'), { format, delimiter: ',' })
      assert.equal(rows.length, format === 'csv' ? lines.length - 1 : lines.length)
    }
  })
})
