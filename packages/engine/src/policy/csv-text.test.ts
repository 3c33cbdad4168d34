import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readCsv } from './csv-text.ts'

const spectrum = new URL('../../../../../shared/data/torture/csv-spectrum/', import.meta.url)

function cellsOf(text: string): readonly (readonly string[])[] {
  return readCsv(text).rows.map(({ cells }) => cells)
}

describe('a CSV text', () => {
  test('may be cut by commas, semicolons or tabs, as its first line is', () => {
    assert.deepEqual(cellsOf('a,b\n1;2,3\n'), [
      ['a', 'b'],
      ['1;2', '3'],
    ])
    assert.deepEqual(cellsOf('a;b\n1,5;3\n'), [
      ['a', 'b'],
      ['1,5', '3'],
    ])
    assert.deepEqual(cellsOf('a\tb\n1,5\t3\n'), [
      ['a', 'b'],
      ['1,5', '3'],
    ])
    assert.deepEqual(cellsOf('"a,b,c";d\n1;2'), [
      ['a,b,c', 'd'],
      ['1', '2'],
    ])
  })

  test('may end its lines in any way, and begin with a byte order mark', () => {
    assert.deepEqual(cellsOf('\uFEFFa,b\r\n1,2\r3,4\n\n5,6'), [
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ])
  })

  test('keeps line breaks, delimiters and doubled quotes inside of quotes', () => {
    assert.deepEqual(cellsOf('a,b\n"1\n2","say ""x"", y"\n'), [
      ['a', 'b'],
      ['1\n2', 'say "x", y'],
    ])
  })

  test('knows where each cell starts', () => {
    assert.deepEqual(readCsv('a,b\n"1",22\n').rows[1], { start: 4, cells: ['1', '22'], cellStarts: [4, 8] })
  })

  test('is read up to the number of rows that is asked for, and says so', () => {
    const { rows, isCut } = readCsv('a,b\n1,2\n3,4\n', 2)
    assert.deepEqual([rows.length, isCut], [2, true])
    assert.equal(readCsv('a,b\n1,2\n\n', 2).isCut, false)
  })

  test('tells a quote that is never closed where it opens', () => {
    const { problems } = readCsv('a,b\n1,"2\n3,4\n')
    assert.deepEqual(
      problems.map(({ code, start }) => ({ code, start })),
      [{ code: 'table_quote_unclosed', start: 6 }],
    )
  })

  test('tells quotes and texts that stand where they cannot', () => {
    const codes = (text: string): unknown => readCsv(text).problems.map(({ code, start, hint }) => [code, start, hint])
    const whole = 'Put the whole cell in quotes, and double the quotes inside it.'
    assert.deepEqual(codes('a,b\n1,x "y"\n'), [['table_quote_misplaced', 8, whole]])
    assert.deepEqual(codes('a,b\n1, "y"\n'), [['table_quote_misplaced', 7, 'Remove the space before the quote.']])
    assert.deepEqual(codes('a,b\n1,"y"z\n'), [['table_quote_misplaced', 9, whole]])
  })

  test('gives back whatever cells were written', () => {
    const cell = fc.string({
      maxLength: 8,
      unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', 'é', '🙂', ' ', '\t'),
    })
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t'), (written, delimiter) => {
        const lines = [['h', 'h'], ...written].map((row) =>
          row.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter),
        )
        assert.deepEqual(cellsOf(lines.join('\r\n')).slice(1), written)
      }),
      { numRuns: 300 },
    )
  })

  test('never throws and always ends', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60, unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', '\t', '\uFEFF') }),
        (text) => {
          const { rows } = readCsv(text)
          assert.ok(rows.every(({ cells, cellStarts }) => cells.length === cellStarts.length))
        },
      ),
      { numRuns: 500 },
    )
  })

  test(
    'is read like every pair of csv-spectrum',
    { skip: existsSync(spectrum) ? false : 'the shared data is not beside the checkout' },
    () => {
      const names = readdirSync(spectrum).filter((name) => name.endsWith('.csv'))
      assert.ok(names.length >= 12)
      for (const name of names) {
        const [header = [], ...body] = cellsOf(readFileSync(new URL(name, spectrum), 'utf8'))
        const objects = body.map((row) => Object.fromEntries(header.map((key, index) => [key, row[index]])))
        const expected = [JSON.parse(readFileSync(new URL(name.replace('.csv', '.json'), spectrum), 'utf8'))].flat()
        // Phone numbers were blotted out in one half of the pair only.
        for (const object of [...objects, ...expected]) delete object['Contact Phone Number']
        assert.deepEqual(objects, expected, name)
      }
    },
  )
})
