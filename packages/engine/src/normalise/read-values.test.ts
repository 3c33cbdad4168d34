import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isPlaceholder } from './is-placeholder.ts'
import { editsBetween } from './near-text.ts'
import { readBoolean } from './read-boolean.ts'
import { readDate } from './read-date.ts'
import { prepareEnum } from './read-enum.ts'
import { readNumber } from './read-number.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('1', '23', '200', ',', '.', '-', '+', 'k', ' ', '/', '2026', '<', 'to', '€', '5', 'May'), {
      maxLength: 9,
    })
    .map((all) => all.join('')),
)

describe('a placeholder', () => {
  test('is a text of signs only, or a word for nothing with any signs around it', () => {
    const texts = [
      '.',
      '-',
      '--',
      '????',
      '…',
      'N/A',
      'n.a.',
      'NA',
      '#N/A',
      '<unknown>',
      'Select',
      '-- Please select --',
      'None',
      'NULL',
      'Other',
      'NON-US',
    ]
    for (const text of [...texts, 'k.A.', 'Unbekannt', 'Seleccione', '(not set)', 'Неизвестно', '未知', '#REF!'])
      assert.ok(isPlaceholder(text), text)
  })

  test('is nothing else', () => {
    for (const text of [
      '0',
      'No',
      'Nancy',
      'Unknown Worlds Entertainment',
      'Selectiva',
      'C++',
      'X',
      'Otherwise Ltd',
      'Nonesuch',
      'DE',
    ]) {
      assert.ok(!isPlaceholder(text), text)
    }
  })
})

describe('a number', () => {
  const whole = (text: string): number | null => readNumber(text, true)?.value ?? null
  const decimal = (text: string): number | null => readNumber(text, false)?.value ?? null

  test('is read with groups, magnitudes, currencies and units', () => {
    const texts = [
      '1200',
      '1,200',
      '1.200',
      '1 200',
      '1’200',
      '1200.0',
      '1.2k',
      '1,200 employees',
      '~1200',
      'approx. 1200',
      '1200 Mitarbeiter',
      '$1,200',
    ]
    for (const text of texts) assert.equal(whole(text), 1200, text)
    assert.equal(whole('5k'), 5000)
    assert.equal(whole('2 Mio.'), 2_000_000)
    assert.equal(whole('1,234,567'), 1_234_567)
    assert.equal(whole('-5'), -5)
  })

  test('of a band is its lower end', () => {
    assert.deepEqual(readNumber('51-200', true), { value: 51, isBand: true })
    for (const text of [
      '1000+',
      '1 000+',
      '> 1000',
      '1,000 or more',
      '1000 - 5000',
      '1,000–4,999',
      '1-5k',
      'over 1000',
      '1000 bis 5000',
    ]) {
      assert.deepEqual(readNumber(text, true), { value: 1000, isBand: true }, text)
    }
    assert.deepEqual(readNumber('< 10', true), { value: 0, isBand: true })
  })

  test('that need not be whole takes one dot for a decimal point', () => {
    assert.equal(decimal('1.200'), 1.2)
    assert.equal(decimal('1,5'), 1.5)
    assert.equal(decimal('1,200'), 1200)
    assert.equal(decimal('1.234,5'), 1234.5)
    assert.equal(decimal('1,234.5'), 1234.5)
  })

  test('is malformed otherwise', () => {
    for (const text of [
      '',
      'many',
      '12.5',
      '1.20',
      '1,2,3',
      '200-51',
      '10 000 000 000 000 000',
      '1e5',
      '0x10',
      '12 Monkeys',
      '--5',
      '2024-05',
    ]) {
      assert.equal(whole(text), null, text)
    }
  })

  test('is safe, and whole where it must be, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const value = whole(text)
        if (value !== null) assert.ok(Number.isSafeInteger(value))
      }),
    )
  })
})

describe('a yes or no', () => {
  test('is read in many languages', () => {
    for (const text of ['yes', 'Y', 'TRUE', '1', 'on', 'ja', 'Oui', 'sí', 'да', 'はい', '✓'])
      assert.equal(readBoolean(text), true, text)
    for (const text of ['no', 'N', 'false', '0', 'Off', 'nein', 'não', 'нет', 'いいえ'])
      assert.equal(readBoolean(text), false, text)
    for (const text of ['maybe', '2', 'ne', '', 'nope!']) assert.equal(readBoolean(text), null, text)
  })
})

describe('a date', () => {
  const day = (text: string): string => {
    const date = readDate(text)
    return 'day' in date ? date.day : date.because
  }

  test('is read where there is one way to read it', () => {
    const texts = [
      '2026-11-24',
      '2026-11-24T10:30:00Z',
      '2026/11/24',
      '20261124',
      '24.11.2026',
      '11/24/2026',
      '24/11/2026',
      '24 Nov 2026',
      'November 24, 2026',
      '24. November 2026',
      '24 de noviembre de 2026',
      'Nov 24th, 2026',
    ]
    for (const text of texts) assert.equal(day(text), '2026-11-24', text)
    assert.equal(day('05/05/2026'), '2026-05-05')
    assert.equal(day('2024-02-29'), '2024-02-29')
  })

  test('is ambiguous where day and month could be either', () => {
    for (const text of ['03/04/2026', '3.4.2026', '24/11/26']) assert.equal(day(text), 'ambiguous', text)
  })

  test('is malformed where it is on no calendar', () => {
    for (const text of [
      '2026-02-30',
      '2025-02-29',
      '31/04/2026',
      '13/13/2026',
      '2026-13-01',
      'soon',
      '',
      '45000',
      '24 Foo 2026',
      '24 constructor 2026',
    ])
      assert.equal(day(text), 'malformed', text)
  })

  test('does not change when read again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const date = readDate(text)
        if ('day' in date) assert.deepEqual(readDate(date.day), date)
      }),
    )
  })
})

describe('a value of a closed list', () => {
  const { readWritten, readMisspelt } = prepareEnum(['GTX Basic', 'GTX Pro', 'Advertisement', 'Retail A', 'Café'], {
    GTXPro: 'GTX Pro',
    Ads: 'Advertisement',
  })

  test('is read without regard to case, accents, spaces and signs', () => {
    for (const text of ['GTX Pro', 'gtx-pro', 'GTXPRO', ' gtx  pro'])
      assert.deepEqual(readWritten(text), { kind: 'found', value: 'GTX Pro' }, text)
    assert.deepEqual(readWritten('ADS'), { kind: 'found', value: 'Advertisement' })
    assert.deepEqual(readWritten('cafe'), { kind: 'found', value: 'Café' })
    assert.equal(readWritten('GTX').kind, 'unknown')
  })

  test('is read with one slip in a long word', () => {
    assert.deepEqual(readMisspelt('Advertisment'), { kind: 'found', value: 'Advertisement' })
    for (const text of ['GTX Prp', 'Retail B', 'Dvertisement', 'Advertising', 'Advertisement 2'])
      assert.equal(readMisspelt(text).kind, 'unknown', text)
  })

  test('is ambiguous where two are as near', () => {
    assert.equal(prepareEnum(['Northeast', 'Northwest'], {}).readMisspelt('Northest').kind, 'ambiguous')
    assert.equal(prepareEnum(['A B', 'AB'], {}).readWritten('a-b').kind, 'ambiguous')
  })
})

describe('the edits between two texts', () => {
  test('are counted like the plain table counts them, up to the bound', () => {
    const texts = fc.stringMatching(/^[abc]{0,7}$/)
    fc.assert(
      fc.property(texts, texts, fc.integer({ min: 1, max: 3 }), (a, b, max) => {
        assert.equal(editsBetween(a, b, max), Math.min(plainEdits(a, b), max + 1))
      }),
    )
  })
})

function plainEdits(a: string, b: string): number {
  const cell = (row: number, column: number): number => {
    if (row === 0 || column === 0) return row + column
    const known = table.get(row * 100 + column)
    if (known !== undefined) return known
    let edits = Math.min(
      cell(row - 1, column) + 1,
      cell(row, column - 1) + 1,
      cell(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1),
    )
    if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
      edits = Math.min(edits, cell(row - 2, column - 2) + 1)
    table.set(row * 100 + column, edits)
    return edits
  }
  const table = new Map<number, number>()
  return cell(a.length, b.length)
}
