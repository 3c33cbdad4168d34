import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { compileCondition } from '../language/evaluate.ts'
import type { Value } from '../language/expression.ts'
import { sampleLeadSymbols, sampleScope } from '../testing/sample-scope.ts'
import { type TableReading, readDecisionTable } from './decision-table.ts'
import { policyLimits } from './policy-limits.ts'

function read(text: string): TableReading {
  return readDecisionTable(text, { file: 't.csv', path: 'routes[0].table', scope: sampleScope })
}

/** Code, line, column, message and hint of each problem. */
function told(text: string): readonly string[] {
  return read(text).problems.map(
    ({ code, place, message, hint }) => `${code} ${place.line}:${place.column} ${message} ${hint}`,
  )
}

function isTaken(text: string, lead: Readonly<Record<string, Value>>): readonly (boolean | undefined)[] {
  const values = sampleLeadSymbols.map(({ path }) => lead[path])
  return (read(text).rows ?? []).map(({ when }) =>
    when === null ? true : compileCondition(when.expression)(values, []),
  )
}

describe('a table', () => {
  test('takes the first row that is true, and knows where a row is unknown', () => {
    const text = 'country,employees,pool\nDE,>=100,a\n"DE, AT",,b\n,,c\n'
    assert.deepEqual(isTaken(text, { country: 'DE', employees: 500 }), [true, true, true])
    assert.deepEqual(isTaken(text, { country: 'AT', employees: 500 }), [false, true, true])
    assert.deepEqual(isTaken(text, { country: 'DE' }), [undefined, true, true])
    assert.deepEqual(isTaken(text, { country: 'AT' }), [false, true, true])
    assert.deepEqual(isTaken(text, {}), [undefined, undefined, true])
  })

  test('keeps the line of each row and the column of each target', () => {
    const { rows } = read('country,pool\n\nDE,a\n"AT\n",b\nCH,c\n')
    assert.deepEqual(
      rows?.map(({ place }) => `${place.file}:${place.line}:${place.column}`),
      ['t.csv:3:1', 't.csv:4:1', 't.csv:6:1'],
    )
    assert.deepEqual(
      rows?.map(({ to }) => to[0]?.place.column),
      [4, 3, 4],
    )
  })

  test('takes its last column for the pool, whatever it is called', () => {
    assert.deepEqual(
      read('country,Team\nDE,x\n').rows?.[0]?.to.map((target) => ({ ...target, place: 0 })),
      [{ kind: 'pool', pool: 'x', place: 0 }],
    )
  })

  test('may say where the lead goes in several columns, and several pools in one', () => {
    const { rows } = read(
      '#,country,owner,pool,hold,refuse,note\n1,DE,eve,a | b,,,why\n2,AT,,,triage,,\n3,FR,,,,spam,\n',
    )
    const targets = rows?.map(({ to }) =>
      to.map((target) =>
        Object.values({ ...target, place: undefined })
          .filter((one) => one !== undefined)
          .join(' '),
      ),
    )
    assert.deepEqual(targets, [['owner eve', 'pool a', 'pool b'], ['hold triage'], ['refuse spam']])
    assert.deepEqual(
      rows?.map(({ id }) => id),
      ['1', '2', '3'],
    )
  })

  test('may trail empty columns, as spreadsheets write them', () => {
    assert.equal(read('country,pool,,\nDE,a,,\n').rows?.length, 1)
  })

  const faults: readonly (readonly [name: string, text: string, told: readonly string[]])[] = [
    ['has no header', '', ['table_empty 1:1']],
    ['has no rows', 'country,pool\n', ['table_without_rows 1:1']],
    [
      'names an unknown column',
      'contry,pool\nDE,a\n',
      ['table_column_unknown 1:1 No attribute is called `contry`. Did you mean `country`?'],
    ],
    [
      'names a column that is not known yet',
      'created_at,pool\nx,a\n',
      ['table_column_unknown 1:1 `created_at` is set after the decision.'],
    ],
    ['has an empty header', ';\nDE;a\n', ['table_empty 1:1']],
    ['has only an id', 'id\nx\n', ['table_target_missing 1:1']],
    ['leaves a column without a name', 'country,,pool\nDE,,a\n', ['table_column_unknown 1:9 Column 2 has no name.']],
    ['names a column twice', 'country,country,pool\nDE,,a\n', ['table_column_twice 1:9']],
    [
      'has no column for the pool',
      'employees,country\n5,DE\n',
      ['table_target_missing 1:11 The last column, `country`, is an attribute'],
    ],
    ['does not say where a row leads', 'country,pool\nDE,\n', ['table_target_missing 2:1']],
    [
      'has a row with too few cells',
      'country,employees,pool\nDE,a\n',
      ['table_row_ragged 2:1 The row has 2 cells, the header 3.'],
    ],
    [
      'has a row with too many cells',
      'country,pool\nDE,AT,a\n',
      ['table_row_ragged 2:1 The row has 3 cells, the header 2.'],
    ],
    ['gives two rows one id', 'id,country,pool\nx,DE,a\nx,AT,b\n', ['table_id_twice 3:1']],
    ['never closes a quote', 'country,pool\n"DE,a\n', ['table_quote_unclosed 2:1', 'table_row_ragged 2:1']],
    [
      'has several faults',
      'country,employees,pool\nXX,a,\nDE,5,b\nYY,6,c\n',
      [
        'condition_value_unknown 2:1',
        'table_cell_malformed 2:4',
        'table_target_missing 2:1',
        'condition_value_unknown 4:1',
      ],
    ],
  ]
  for (const [name, text, expected] of faults) {
    test(`that ${name} is told with line and column`, () => {
      const problems = told(text)
      const sorted = problems.toSorted()
      assert.equal(problems.length, expected.length, problems.join('\n'))
      for (const [index, start] of expected.toSorted().entries())
        assert.ok(sorted[index]?.startsWith(start), sorted[index])
      if (!name.includes('no rows')) assert.equal(read(text).rows, null)
    })
  }

  test('tells only so many problems, and how many are left', () => {
    const text = `country,pool\n${'XX,a\n'.repeat(policyLimits.tableProblemsMax + 50)}`
    const problems = read(text).problems
    assert.equal(problems.length, policyLimits.tableProblemsMax + 1)
    assert.deepEqual(
      [problems.at(-1)?.code, problems.at(-1)?.message],
      ['table_problems_cut', 'The table has 50 more problems.'],
    )
  })

  test('of more rows, cells or characters than may be is refused, however it is made', () => {
    const codes = (text: string): readonly string[] => [...new Set(read(text).problems.map(({ code }) => code))]
    assert.deepEqual(codes(`pool\n${'a\n'.repeat(policyLimits.rulesMax + 1)}`), ['table_too_large'])
    assert.deepEqual(codes(`country${',country'.repeat(5_000)}\n`), ['table_too_large'])
    assert.deepEqual(codes(' '.repeat(policyLimits.tableLengthMax + 1)), ['table_too_large'])
    assert.deepEqual(codes(`country,pool\n${'a"'.repeat(100_000)}`), ['table_quote_misplaced', 'table_row_ragged'])
  })

  test('never throws, whatever its text', () => {
    const pieces = fc.constantFrom(
      'country',
      'employees',
      'pool',
      ',',
      ';',
      '\n',
      '"',
      'DE',
      '..',
      '*',
      '!',
      'group EU',
      '>=',
      '5',
      '|',
      ' ',
      '(',
      ']',
      'not(',
      'products',
      '\u0000',
      'é',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const { rows, problems } = read(parts.join(''))
        assert.ok(rows !== null || problems.some(({ severity }) => severity === 'error'))
      }),
      { numRuns: 2_000 },
    )
  })
})
