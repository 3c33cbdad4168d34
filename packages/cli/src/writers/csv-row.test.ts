import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createCsvRowWriter, unguardFormula } from './csv-row.ts'

describe('writing a CSV row', () => {
  const write = createCsvRowWriter({ delimiter: ',', guardFormulas: true })

  test('quotes only what needs it', () => {
    assert.equal(write(['a', 'b c', 'd,e', 'f"g', 'h\ni', ' j']), 'a,b c,"d,e","f""g","h\ni"," j"\n')
  })

  test('writes numbers and booleans plainly and gaps as nothing', () => {
    assert.equal(write([1, -2.5, true, null, undefined, '']), '1,-2.5,true,,,\n')
  })

  test('puts an apostrophe before text that a spreadsheet would run', () => {
    assert.equal(write(['=1+1', '+49 30', '-x', '@a', '\tb', "'=c"]), "'=1+1,'+49 30,'-x,'@a,'\tb,''=c\n")
  })

  test('writes a lone empty cell so that it is no blank line', () => {
    assert.equal(write(['']), '""\n')
  })

  test('guards formulas in a way that reading undoes, whatever the text', () => {
    const texts = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a', '＝') })
    const bare = createCsvRowWriter({ delimiter: ',', guardFormulas: true })
    fc.assert(
      fc.property(texts, (text) => {
        const line = bare([text, '']).slice(0, -2)
        const cell = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line
        assert.equal(unguardFormula(cell), text)
        assert.doesNotMatch(cell, /^[=+\-@]/)
      }),
    )
  })
})
