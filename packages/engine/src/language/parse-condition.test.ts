import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { invariant } from '../engine-error.ts'
import { sampleLeadSymbols, sampleScope } from '../testing/sample-scope.ts'
import { compileValue } from './evaluate.ts'
import type { Expression, Value, ValueType } from './expression.ts'
import { parseCondition } from './parse-condition.ts'

function parse(text: string, expected: ValueType | null = null): Expression {
  const { expression, problems } = parseCondition(text, sampleScope, expected)
  invariant(expression !== null, `${text}: ${problems.map(({ message }) => message).join(' ')}`)
  return expression
}

/** The value of a text that reads nothing; it is known when parsed. */
function constant(text: string): Value {
  const expression = parse(text)
  invariant(expression.kind === 'constant', `${text} is computed when parsed`)
  return expression.value
}

describe('literals', () => {
  const cases: readonly (readonly [string, Value])[] = [
    [`"a'b"`, `a'b`],
    [`'a"b'`, `a"b`],
    [`"""a"b\nc"""`, 'a"b\nc'],
    [`'''a'b'''`, "a'b"],
    [`"\\n\\t\\"\\\\\\x41\\101\\u00e9\\U0001f600"`, '\n\t"\\AAé😀'],
    [`r"\\d\\"`, '\\d\\'],
    [`R'''\\n'''`, '\\n'],
    ['0xFf', 255],
    ['1e3', 1_000],
    ['.5', 0.5],
    ['-0x10', -16],
    ['[1, 2, 3,]', [1, 2, 3]],
    ['[]', []],
    ['true', true],
  ]
  for (const [text, value] of cases) {
    test(`${text} is ${JSON.stringify(value)}`, () => assert.deepEqual(constant(text), value))
  }

  test('have a type of their own', () => {
    const kinds = ['1', '1.0', '1e3', '"1"', 'true', '[1, 2.5]'].map((text) => parse(text).type)
    assert.deepEqual(
      kinds.map((type) => (type.kind === 'list' ? `list of ${type.of.kind}` : type.kind)),
      ['integer', 'number', 'number', 'string', 'boolean', 'list of number'],
    )
  })
})

describe('operators', () => {
  const cases: readonly (readonly [string, Value])[] = [
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['-7 / 2', -3],
    ['7 / 2.0', 3.5],
    ['-7 % 3', -1],
    ['2 * -3', -6],
    ['1 + 1 == 2 && 3 > 2 || false', true],
    ['true || false && false', true],
    ['!true || true', true],
    ['!(true || true)', false],
    ['false ? 1 : true ? 2 : 3', 2],
    ['"a" + "b" in ["ab"]', true],
    ['(1 < 2) == true', true],
  ]
  for (const [text, value] of cases)
    test(`${text} is ${JSON.stringify(value)}`, () => assert.deepEqual(constant(text), value))

  test('of one kind in a row make one node', () => {
    const expression = parse('consent && employees > 5 && (known(title) && known(company))')
    assert.ok(expression.kind === 'all')
    assert.equal(expression.operands.length, 4)
  })
})

describe('functions', () => {
  const cases: readonly (readonly [string, Value])[] = [
    ['"a😀b".size()', 3],
    ['size("abc")', 3],
    ['"a😀b".charAt(1)', '😀'],
    ['"a😀b".charAt(3)', ''],
    ['"a😀b".substring(1, 2)', '😀'],
    ['"a😀b".substring(2)', 'b'],
    ['"a😀b".indexOf("b")', 2],
    ['"a😀b😀".lastIndexOf("😀")', 3],
    ['"abab".indexOf("ab", 1)', 2],
    ['"abab".lastIndexOf("ab", 1)', 0],
    ['"abab".indexOf("x")', -1],
    ['"a-b-c".split("-")', ['a', 'b', 'c']],
    ['"a-b-c".split("-", 2)', ['a', 'b-c']],
    ['"a😀".split("")', ['a', '😀']],
    ['["a", "b"].join("+")', 'a+b'],
    ['"aaa".replace("a", "b")', 'bbb'],
    ['"aaa".replace("a", "b", 2)', 'bba'],
    ['"aaa".replace("a", "b", 0)', 'aaa'],
    ['"ab".replace("", "-")', '-a-b-'],
    ['"ab".replace("", "-", 1)', '-ab'],
    ['"\\u00a0 a\\u3000".trim()', 'a'],
    ['"ÄB".lower()', 'äb'],
    ['"ÄB".lowerAscii()', 'Äb'],
    ['"straße".upper()', 'STRASSE'],
    ['"abc".reverse()', 'cba'],
    ['"Chief Officer".matches("^C.*r$")', true],
    ['"chief".matches("(?i)CHIEF")', true],
    ['overlaps([1, 2], [2, 3])', true],
    ['[1, 2, 3].filter(x, x > 1)', [2, 3]],
    ['[1, 2].map(x, x * 1.5)', [1.5, 3]],
    ['[3, 4][1]', 4],
    ['math.greatest(1, 3, 2)', 3],
    ['math.least([2, 1.5])', 1.5],
    ['math.round(-2.5)', -3],
    ['math.abs(-3)', 3],
    ['int("-12")', -12],
    ['int(3.9)', 3],
    ['double("1.5")', 1.5],
    ['string(1.5)', '1.5'],
    ['bool("True")', true],
    ['known("x")', true],
  ]
  for (const [text, value] of cases)
    test(`${text} is ${JSON.stringify(value)}`, () => assert.deepEqual(constant(text), value))

  test('may be called before their first argument or behind a dot', () => {
    const [method, call] = ['title.startsWith("C")', 'startsWith(title, "C")'].map((text) => parse(text))
    assert.ok(method?.kind === 'call' && call?.kind === 'call')
    assert.deepEqual([method.name, method.arguments.length], [call.name, call.arguments.length])
  })
})

describe('what decides nothing is dropped when parsed', () => {
  test('true beside `&&`, false beside `||`, and what they decide', () => {
    assert.equal(parse('consent && true').kind, 'symbol')
    assert.equal(parse('false || consent').kind, 'symbol')
    assert.equal(constant('consent && 1 > 2'), false)
    assert.equal(constant('consent || 1 < 2'), true)
    assert.equal(parse('!!consent').kind, 'symbol')
    assert.equal(parse('1 < 2 ? consent : employees > 5').kind, 'symbol')
  })

  test('but not what is unknown when something is missing', () => {
    assert.equal(parse('consent || !consent').kind, 'any')
    assert.equal(parse('employees * 0 == 0').kind, 'compare')
  })

  test('an integer branch of a number still divides as a number', () => {
    const half = parse('(1 < 2 ? employees : 2.5) / 2')
    const slots = sampleLeadSymbols.map(({ path }) => (path === 'employees' ? 5 : undefined))
    assert.equal(compileValue(half)(slots, []), 2.5)
  })
})

describe('names', () => {
  test('of fields, accounts, candidates and facts are symbols with their slots', () => {
    for (const path of ['country', 'account.tier', 'owner.certifications', 'restricted("any")']) {
      const expression = parse(path)
      assert.ok(expression.kind === 'symbol')
      assert.equal(expression.symbol.path, path)
    }
  })

  test('of groups are their constants, and say so', () => {
    const expression = parse('country in group("EU")', { kind: 'boolean' })
    assert.ok(expression.kind === 'in' && expression.list.kind === 'constant')
    assert.deepEqual([expression.list.value, expression.list.group], [['AT', 'DE', 'FR', 'PL'], 'EU'])
  })

  test('of variables hide an attribute inside the loop only', () => {
    const expression = parse('scores.exists(country, country > 1) && country == "DE"')
    assert.ok(expression.kind === 'all')
  })

  test('that are words elsewhere may be attributes here', () => {
    const scope = { ...sampleScope, symbol: (path: string) => sampleScope.symbol(path === 'and' ? 'consent' : path) }
    assert.notEqual(parseCondition('and && !and', scope).expression, null)
  })
})

describe('places', () => {
  test('cover each part exactly', () => {
    const text = ' country  in ["DE"] && !consent'
    const expression = parse(text)
    assert.ok(expression.kind === 'all')
    const [membership, negation] = expression.operands.map(({ span }) => text.slice(span.start, span.end))
    assert.deepEqual([membership, negation], ['country  in ["DE"]', '!consent'])
  })
})

describe('the expected type', () => {
  test('is a truth unless something else is asked for', () => {
    assert.equal(parseCondition('employees', sampleScope).expression, null)
    assert.equal(parseCondition('employees', sampleScope, { kind: 'integer' }).expression?.kind, 'symbol')
    assert.equal(parseCondition('employees', sampleScope, { kind: 'number' }).expression?.kind, 'symbol')
    assert.equal(parseCondition('revenue', sampleScope, { kind: 'integer' }).expression, null)
  })

  test('checks the values of literals', () => {
    const country = sampleScope.symbol('country')?.type
    invariant(country !== undefined, 'the sample scope knows countries')
    assert.equal(parseCondition('"DE"', sampleScope, country).expression?.kind, 'constant')
    assert.deepEqual(
      parseCondition('consent ? "DE" : "XX"', sampleScope, country).problems.map(({ code }) => code),
      ['condition_value_unknown'],
    )
  })
})
