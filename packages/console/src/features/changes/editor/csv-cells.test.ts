import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { insertLines, readCsvText, readTabbed, removeLine, setCells, swapLines, writeTabbed } from './csv-cells.ts'
import type { Edit } from './written-document.ts'

const text = 'id;country;pool\r\na;"DE; AT";x\r\n\r\nb;;"the ""y"""\r\n'

function apply(before: string, edits: readonly Edit[]): string {
  const fromTheEnd = edits.toSorted((a, b) => b.from - a.from)
  return fromTheEnd.reduce((all, { from, to, insert }) => all.slice(0, from) + insert + all.slice(to), before)
}

const cellsOf = (csv: string): readonly (readonly string[])[] =>
  readCsvText(csv).lines.map(({ cells }) => cells.map((cell) => cell.text))

describe('a table as text', () => {
  const csv = readCsvText(text)

  test('is read with its quotes, its delimiter and its lines', () => {
    assert.deepEqual(cellsOf(text), [
      ['id', 'country', 'pool'],
      ['a', 'DE; AT', 'x'],
      ['b', '', 'the "y"'],
    ])
    assert.deepEqual(
      csv.lines.map(({ line }) => line),
      [1, 2, 4],
    )
  })

  test('changes one cell and nothing else', () => {
    const changed = apply(text, setCells(csv, [{ line: 2, column: 1, text: 'CH; LI' }]))
    assert.equal(changed, text.replace('b;;', 'b;"CH; LI";'))
  })

  test('takes cells beyond its lines and beyond a short line', () => {
    const short = 'id,pool\na\n'
    assert.equal(apply(short, setCells(readCsvText(short), [{ line: 1, column: 1, text: 'x' }])), 'id,pool\na,x\n')
    assert.equal(apply(short, setCells(readCsvText(short), [{ line: 2, column: 1, text: 'x' }])), 'id,pool\na\n,x\n')
  })

  test('gains, loses and exchanges lines', () => {
    assert.equal(apply(text, insertLines(csv, 2, [['n', 'FR', 'z']])), text.replace('b;;', 'n;FR;z\r\nb;;'))
    assert.equal(apply(text, removeLine(csv, 1)), 'id;country;pool\r\n\r\nb;;"the ""y"""\r\n')
    const swapped = apply(text, swapLines(csv, 1))
    assert.deepEqual(cellsOf(swapped), [
      ['id', 'country', 'pool'],
      ['b', '', 'the "y"'],
      ['a', 'DE; AT', 'x'],
    ])
    assert.equal(apply(swapped, swapLines(readCsvText(swapped), 1)), text)
  })

  test('keeps whatever is written into a cell', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: 2 }), fc.integer({ min: 1, max: 2 }), (given, column, line) => {
        const changed = cellsOf(apply(text, setCells(csv, [{ line, column, text: given }])))
        const wanted = cellsOf(text).map((row, at) => (at === line ? row.with(column, given) : row))
        assert.deepEqual(changed, wanted)
      }),
    )
  })
})

describe('what a spreadsheet copies', () => {
  test('is read as Excel writes it', () => {
    assert.deepEqual(readTabbed('IT\t5..\tdach\r\n"two\nlines"\t\t"a ""b"""\r\n'), [
      ['IT', '5..', 'dach'],
      ['two\nlines', '', 'a "b"'],
    ])
    assert.deepEqual(readTabbed('one'), [['one']])
  })

  test('goes there and back', () => {
    const rows = fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 })
    fc.assert(fc.property(rows, (cells) => assert.deepEqual(readTabbed(`${writeTabbed(cells)}\n`), cells)))
  })
})
