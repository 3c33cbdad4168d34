import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Expression } from '../language/expression.ts'
import { parseCondition } from '../language/parse-condition.ts'
import { sampleScope } from '../testing/sample-scope.ts'
import { type TableReading, readDecisionTable } from './decision-table.ts'

function read(text: string): TableReading {
  return readDecisionTable(text, { file: 't.csv', path: 'routes[0].table', scope: sampleScope })
}

/** The condition that one cell asks. */
function conditionOf(column: string, cell: string): string | null {
  const { rows, problems } = read(`${column},pool\n"${cell.replaceAll('"', '""')}",p\n`)
  assert.deepEqual(problems, [])
  return rows?.[0]?.when?.text ?? null
}

/** Code, line, column, message and hint of each problem. */
function told(text: string): readonly string[] {
  return read(text).problems.map(
    ({ code, place, message, hint }) => `${code} ${place.line}:${place.column} ${message} ${hint}`,
  )
}

describe('a cell', () => {
  const meanings: readonly (readonly [column: string, cell: string, condition: string | null])[] = [
    ['country', '', null],
    ['country', '*', null],
    ['country', '-', null],
    ['country', 'DE', 'country == "DE"'],
    ['country', '"DE"', 'country == "DE"'],
    ['country', 'DE, AT, CH', 'country in ["DE", "AT", "CH"]'],
    ['country', 'DE|AT|CH', 'country in ["DE", "AT", "CH"]'],
    ['country', '!DE', 'country != "DE"'],
    ['country', 'not DE, AT', '!(country in ["DE", "AT"])'],
    ['country', 'not("DE", "AT")', '!(country in ["DE", "AT"])'],
    ['country', 'group EU', 'country in group("EU")'],
    ['country', '!group EU', '!(country in group("EU"))'],
    ['country', 'US, group EU', 'country == "US" || country in group("EU")'],
    ['country', 'missing', '!known(country)'],
    ['country', 'known', 'known(country)'],
    ['country', 'not missing', 'known(country)'],
    ['country', '!known', '!known(country)'],
    ['country', 'missing, DE', 'country == "DE" || !known(country)'],
    ['employees', '100', 'employees == 100'],
    ['employees', '=100', 'employees == 100'],
    ['employees', '>=100', 'employees >= 100'],
    ['employees', '> 100', 'employees > 100'],
    ['employees', '<1000', 'employees < 1000'],
    ['employees', '≤ 1000', 'employees <= 1000'],
    ['employees', '100..999', 'employees >= 100 && employees <= 999'],
    ['employees', '[100..1000)', 'employees >= 100 && employees < 1000'],
    ['employees', ']100..1000[', 'employees > 100 && employees < 1000'],
    ['employees', '100..', 'employees >= 100'],
    ['employees', '..999', 'employees <= 999'],
    ['employees', '-5..5', 'employees >= -5 && employees <= 5'],
    ['employees', '1..9, 20, >=100', 'employees == 20 || employees >= 1 && employees <= 9 || employees >= 100'],
    ['employees', '!1..9', '!(employees >= 1 && employees <= 9)'],
    ['employees', '1, 2', 'employees in [1, 2]'],
    ['revenue', '1.5', 'revenue == 1.5'],
    ['revenue', '1, 2.5', 'revenue in [1, 2.5]'],
    ['consent', 'true', 'consent'],
    ['consent', 'no', '!consent'],
    ['consent', '!true', '!consent'],
    ['consent', '!false', 'consent'],
    ['postal_code', '80*', 'postal_code.startsWith("80")'],
    ['postal_code', '80*, 81*', 'postal_code.startsWith("80") || postal_code.startsWith("81")'],
    ['postal_code', '!80*', '!postal_code.startsWith("80")'],
    ['postal_code', '01000..01999', 'postal_code >= "01000" && postal_code <= "01999"'],
    ['event_date', '2026-01-01..2026-03-31', 'event_date >= "2026-01-01" && event_date <= "2026-03-31"'],
    ['product', 'GTX Pro, MG Special', 'product in ["GTX Pro", "MG Special"]'],
    ['products', 'GTX Pro', '"GTX Pro" in products'],
    ['products', '!GTX Pro', '!("GTX Pro" in products)'],
    ['products', 'GTX Pro, MG Special', 'overlaps(products, ["GTX Pro", "MG Special"])'],
    ['title', '"a, b", c', 'title in ["a, b", "c"]'],
    ['title', '"*"', 'title == "*"'],
    ['title', '"missing"', 'title == "missing"'],
    ['account.tier', 'strategic', 'account.tier == "strategic"'],
    ['segment', 'enterprise', 'segment == "enterprise"'],
    ['mail.domain', 'acme.example', 'mail.domain == "acme.example"'],
  ]
  for (const [column, cell, condition] of meanings) {
    test(`\`${cell}\` under ${column} asks ${condition ?? 'nothing'}`, () => {
      assert.equal(conditionOf(column, cell), condition)
    })
  }

  const faults: readonly (readonly [column: string, cell: string, told: string])[] = [
    ['country', 'XX', 'condition_value_unknown 2:1 `country` never has the value "XX".'],
    ['country', 'Germany', 'condition_value_unknown 2:1 `country` never has the value "Germany". Did you mean "DE"?'],
    ['country', 'group UE', 'condition_group_unknown 2:1'],
    ['country', '>DE', 'table_cell_malformed 2:1 The values of `country` have no order'],
    ['country', 'DE,, AT', 'table_cell_malformed 2:1 `DE,, AT` has a comma or bar with nothing beside it.'],
    ['country', '!DE, !AT', 'table_cell_malformed 2:1 Only the whole cell can be negated.'],
    ['employees', '100-999', 'table_cell_malformed 2:1 `100-999` is not a number. Write a range as `100..999`.'],
    ['employees', '100+', 'table_cell_malformed 2:1 `100+` is not a number. Write `>=100`.'],
    ['employees', "1'000", "table_cell_malformed 2:1 `1'000` is not a number. Write the digits alone, `1000`"],
    ['employees', '1,000', 'table_cell_malformed 2:1 `000` is not a number. Write the digits alone, `0`'],
    ['employees', '1.000', 'table_cell_malformed 2:1 `employees` is a whole number; `1.000` is not. Write `1000` if'],
    ['employees', '999..100', 'table_range_empty 2:1 The range from 999 to 100 holds nothing.'],
    ['employees', '[5..5)', 'table_range_empty 2:1'],
    ['employees', '[1..5', 'table_cell_malformed 2:1 `[1..5` has a bracket on one side only.'],
    ['employees', '..', 'table_cell_malformed 2:1 `..` is a range without ends.'],
    ['employees', '>', 'table_cell_malformed 2:1 `>` has nothing to compare with.'],
    ['employees', 'many', 'table_cell_malformed 2:1 `many` is not a number. Write a number such as `100`'],
    ['employees', '!=5', 'table_cell_malformed 2:1 A cell is negated with `!` or `not`. Write `!5`.'],
    ['consent', 'maybe', 'table_cell_malformed 2:1 `consent` is true or false; `maybe` is neither.'],
    ['postal_code', '8*0', 'table_cell_malformed 2:1 `8*0` has a star before its end.'],
    ['products', 'GTX*', 'table_cell_malformed 2:1 `products` has no beginning to compare.'],
    ['mail.domain', 'Acme.Example', 'condition_value_spelling 2:1'],
    ['title', '"open', 'table_cell_malformed 2:1 The quote in `"open` is never closed.'],
  ]
  for (const [column, cell, expected] of faults) {
    test(`\`${cell}\` under ${column} is told with its place and a way to mend it`, () => {
      const problems = told(`${column},pool\n"${cell.replaceAll('"', '""')}",p\n`)
      assert.equal(problems.length, 1)
      assert.ok(problems[0]?.startsWith(expected), problems[0])
    })
  }

  test('asks the very tree that its text would be parsed into', () => {
    const valuesOf: Readonly<Record<string, readonly string[]>> = {
      country: ['DE', 'AT', '"CH"'],
      employees: ['5', '12', '0', '-3'],
      revenue: ['5', '2.5', '-3', '0'],
      consent: ['true', 'no'],
      product: ['GTX Pro', 'MG Special'],
      products: ['GTX Pro', 'MG Special'],
      title: ['"a, b"', 'DE', '80', '2.5'],
      postal_code: ['80', '5', '"81"'],
      'mail.domain': ['acme.example'],
      scores: ['5', '12', '-3'],
      'account.tier': ['strategic'],
    }
    const isOrdered = ['employees', 'revenue', 'postal_code', 'title']
    const hasBeginning = ['country', 'product', 'title', 'postal_code', 'mail.domain']
    const cellOf = (column: string): fc.Arbitrary<string> => {
      const value = fc.constantFrom(...(valuesOf[column] ?? []))
      const item = fc.oneof(
        value,
        fc.constantFrom('missing', 'known'),
        ...(column === 'country' ? [fc.constantFrom('group EU', 'group north')] : []),
        ...(hasBeginning.includes(column) ? [value.map((one) => `${one.replaceAll('"', '')}*`)] : []),
        ...(isOrdered.includes(column)
          ? [value.map((one) => `>=${one}`), fc.tuple(value, value).map(([low, high]) => `(${low}..${high}]`)]
          : []),
      )
      return fc
        .tuple(fc.constantFrom('', '!', 'not '), fc.array(item, { minLength: 1, maxLength: 3 }))
        .map(([sign, items]) => sign + items.join(', '))
    }
    const given = fc
      .constantFrom(...Object.keys(valuesOf))
      .chain((column) => fc.tuple(fc.constant(column), cellOf(column)))
    let judged = 0
    fc.assert(
      fc.property(given, given, ([first, firstCell], [second, secondCell]) => {
        fc.pre(first !== second)
        const quote = (one: string): string => `"${one.replaceAll('"', '""')}"`
        const { rows } = read(`${first},${second},pool\n${quote(firstCell)},${quote(secondCell)},p\n`)
        const when = rows?.[0]?.when
        if (when === undefined || when === null) return
        judged += 1
        const parsed = parseCondition(when.text, sampleScope).expression
        assert.notEqual(parsed, null, when.text)
        if (parsed !== null) assert.deepEqual(withoutSpans(when.expression), withoutSpans(parsed), when.text)
      }),
      { numRuns: process.env['RIGHTFUL_LONG'] === undefined ? 2_000 : 50_000 },
    )
    assert.ok(judged > 1_000)
  })
})

function withoutSpans(expression: Expression): unknown {
  return JSON.parse(
    JSON.stringify(expression, (key, value) =>
      key === 'span' ? undefined : value instanceof Set ? [...value] : value,
    ),
  )
}
