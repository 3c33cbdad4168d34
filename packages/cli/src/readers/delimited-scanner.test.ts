import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { createCsvRowWriter } from '../writers/csv-row.ts'
import { createDelimitedScanner, type DelimitedRecord } from './delimited-scanner.ts'

type Options = { readonly delimiter?: string; readonly cuts?: readonly number[]; readonly recordCharsMax?: number }

function scan(
  text: string,
  { delimiter = ',', cuts = [], recordCharsMax = 1000 }: Options = {},
): readonly DelimitedRecord[] {
  const scanner = createDelimitedScanner({ delimiter, recordCharsMax })
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b), text.length]
  const parts = places.slice(1).map((place, index) => text.slice(places[index], place))
  return [...parts.flatMap((part) => scanner.push(part)), ...scanner.end()]
}

function cells(text: string, options?: Options): readonly (readonly string[])[] {
  return scan(text, options).map((record) => record.cells)
}

/** Text made of the characters that matter to the format. */
const tricky = fc.string({
  unit: fc.constantFrom('a', 'b', '"', '\n', '\r', ',', ';', '\t', '|', ' ', "'", '='),
  maxLength: 6,
})
const grids = fc.array(fc.array(tricky, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 })
const cutPlaces = fc.array(fc.nat(), { maxLength: 4 })

describe('splitting delimited text', () => {
  test('reads back what is written, for every delimiter and wherever the text is cut', () => {
    fc.assert(
      fc.property(grids, fc.constantFrom(',', ';', '\t', '|'), cutPlaces, (grid, delimiter, cuts) => {
        const write = createCsvRowWriter({ delimiter, guardFormulas: false })
        assert.deepEqual(cells(grid.map(write).join(''), { delimiter, cuts }), grid)
      }),
      { numRuns: 500 },
    )
  })

  test('agrees with another parser on every text that has no fault', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '"', '\n', ',', ' '), maxLength: 24 })
    let agreed = 0
    fc.assert(
      fc.property(texts, cutPlaces, (text, cuts) => {
        const records = scan(text, { cuts })
        fc.pre(records.every((record) => record.fault === null))
        const options = { relax_column_count: true, skip_empty_lines: true, relax_quotes: true } as const
        assert.deepEqual(
          records.map((record) => record.cells),
          parse(text, options),
        )
        agreed += 1
      }),
      { numRuns: 500 },
    )
    assert.ok(agreed > 100)
  })

  test('loses no character of a text with faults: every line is in a row or blank', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '"', '\n', ','), maxLength: 30 })
    fc.assert(
      fc.property(texts, cutPlaces, (text, cuts) => {
        const found = scan(text, { cuts })
          .map((record) => record.cells.join(''))
          .join('')
          .replaceAll(/[",\n]/g, '')
        assert.equal(found, text.replaceAll(/[",\n]/g, ''))
      }),
      { numRuns: 500 },
    )
  })

  test('gives the same rows and lines wherever the text is cut', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '"', '\n', '\r', ','), maxLength: 30 })
    fc.assert(
      fc.property(texts, cutPlaces, (text, cuts) => assert.deepEqual(scan(text, { cuts }), scan(text))),
      { numRuns: 2000 },
    )
  })

  test('takes line feeds, carriage returns and both as one line break', () => {
    for (const lineBreak of ['\n', '\r', '\r\n']) {
      const records = scan(['a,b', '1,2', '', '3,4'].join(lineBreak))
      assert.deepEqual(
        records.map((record) => record.cells),
        [
          ['a', 'b'],
          ['1', '2'],
          ['3', '4'],
        ],
      )
      assert.deepEqual(
        records.map((record) => record.line),
        [1, 2, 4],
      )
    }
  })

  test('takes a line break that is cut in two for one', () => {
    const records = scan('"a"\r\nb\r\nc', { cuts: [4, 7] })
    assert.deepEqual(
      records.map((record) => record.line),
      [1, 2, 3],
    )
  })

  test('counts lines inside quoted cells', () => {
    const records = scan('a,"x\ny\r\nz"\nb,c\n')
    assert.deepEqual(records, [
      { line: 1, cells: ['a', 'x\ny\r\nz'], fault: null },
      { line: 4, cells: ['b', 'c'], fault: null },
    ])
  })
})

describe('a broken row', () => {
  test('with a quote that never closes is handed out alone, and the lines below it are read', () => {
    assert.deepEqual(scan('1,"a\n2,b\n3,c\n'), [
      { line: 1, cells: ['1,"a'], fault: 'quote_open' },
      { line: 2, cells: ['2', 'b'], fault: null },
      { line: 3, cells: ['3', 'c'], fault: null },
    ])
  })

  test('with text after a closing quote is handed out as it stands', () => {
    assert.deepEqual(scan('1,"a"b,c\n2,d,e\n'), [
      { line: 1, cells: ['1,"a"b,c'], fault: 'text_after_quote' },
      { line: 2, cells: ['2', 'd', 'e'], fault: null },
    ])
  })

  test('whose quote stays open beyond the bound does not swallow the rest of the file', () => {
    const text = `1,"a\n${'2,b\n'.repeat(2000)}`
    const records = scan(text, { cuts: [500, 1500, 3000] })
    assert.equal(records.length, 2001)
    assert.deepEqual(records.at(0), { line: 1, cells: ['1,"a'], fault: 'quote_open' })
    assert.deepEqual(records.at(-1), { line: 2001, cells: ['2', 'b'], fault: null })
  })

  test('without an end in sight is cut off, and the line after it is read', () => {
    const records = scan(`${'x'.repeat(5000)}\n2,b\n`, { cuts: [2000, 4000] })
    assert.deepEqual(
      records.map((record) => [record.line, record.fault]),
      [
        [1, 'too_long'],
        [2, null],
      ],
    )
  })
})
