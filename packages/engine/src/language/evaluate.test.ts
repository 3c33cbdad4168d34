import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { invariant } from '../engine-error.ts'
import { sampleLeadSymbols, sampleOwnerSymbols, sampleScope } from '../testing/sample-scope.ts'
import { compileCondition, compileValue, missingIn } from './evaluate.ts'
import type { Expression, SymbolRef, Truth, Value, Values } from './expression.ts'
import { parseCondition } from './parse-condition.ts'

type Given = Readonly<Record<string, Value>>

function slotsOf(symbols: readonly SymbolRef[], given: Given): Values {
  return symbols.map(({ path }) => given[path])
}

function parse(text: string): Expression {
  const { expression, problems } = parseCondition(text, sampleScope, null)
  invariant(expression !== null, `${text}: ${problems.map(({ message }) => message).join(' ')}`)
  return expression
}

function ask(text: string, given: Given = {}): Truth {
  return compileCondition(parse(text))(slotsOf(sampleLeadSymbols, given), slotsOf(sampleOwnerSymbols, given))
}

function read(text: string, given: Given = {}): Value | undefined {
  return compileValue(parse(text))(slotsOf(sampleLeadSymbols, given), slotsOf(sampleOwnerSymbols, given))
}

function missing(text: string, given: Given = {}): readonly string[] {
  return missingIn(parse(text), slotsOf(sampleLeadSymbols, given), slotsOf(sampleOwnerSymbols, given))
}

// `consent` and the two facts are truths of the lead: given or missing, they stand for all three values.
const truths: readonly Truth[] = [true, false, undefined]
const [first, second] = ['consent', 'restricted("any")']

function truthsOf(a: Truth, b: Truth): Given {
  return { ...(a === undefined ? {} : { [first]: a }), ...(b === undefined ? {} : { [second]: b }) }
}

describe('the three values', () => {
  test('and: one false decides, else one unknown leaves it unknown', () => {
    for (const a of truths) {
      for (const b of truths) {
        const expected = a === false || b === false ? false : a === undefined || b === undefined ? undefined : true
        assert.equal(ask(`${first} && ${second}`, truthsOf(a, b)), expected, `${a} && ${b}`)
      }
    }
  })

  test('or: one true decides, else one unknown leaves it unknown', () => {
    for (const a of truths) {
      for (const b of truths) {
        const expected = a === true || b === true ? true : a === undefined || b === undefined ? undefined : false
        assert.equal(ask(`${first} || ${second}`, truthsOf(a, b)), expected, `${a} || ${b}`)
      }
    }
  })

  test('not: unknown stays unknown', () => {
    assert.deepEqual(
      truths.map((truth) => ask('!consent', truthsOf(truth, undefined))),
      [false, true, undefined],
    )
  })

  test('a choice is unknown when its test is, whatever the values are', () => {
    assert.equal(read('consent ? 1 : 1'), undefined)
    assert.equal(read('consent ? employees : 1', { consent: false }), 1)
    assert.equal(read('consent ? employees : 1', { consent: true }), undefined)
  })

  test('comparing, looking in a list and calling with a missing attribute are unknown', () => {
    const texts = [
      'country == "DE"',
      'country != "DE"',
      '"DE" == country',
      'country in ["DE", "AT"]',
      'country in group("EU")',
      'employees >= 5',
      'employees + 1 == 2',
      '-employees < 0',
      'title.startsWith("C")',
      'title.matches("^C")',
      'title.size() > 2',
      '"x" in owner.certifications',
      'owner.certifications.exists(c, c == "x")',
      'overlaps(owner.certifications, ["x"])',
      'owner.seniority > 3',
      'country == owner.country',
    ]
    for (const text of texts) assert.equal(ask(text), undefined, text)
  })

  test('known is never unknown', () => {
    assert.equal(ask('known(country)'), false)
    assert.equal(ask('known(country)', { country: 'DE' }), true)
    assert.equal(ask('known(employees / 0)', { employees: 1 }), false)
    assert.equal(ask('known(consent) && !consent', { consent: false }), true)
  })
})

describe('comparisons', () => {
  test('against a constant agree with comparing two attributes', () => {
    const numbers = fc.integer({ min: -3, max: 3 })
    const operators = fc.constantFrom('==', '!=', '<', '<=', '>', '>=')
    fc.assert(
      fc.property(numbers, numbers, operators, (employees, constant, operator) => {
        const expected = ask(`employees ${operator} owner.seniority`, { employees, 'owner.seniority': constant })
        assert.equal(ask(`employees ${operator} ${constant}`, { employees }), expected)
        assert.equal(ask(`${employees} ${operator} owner.seniority`, { 'owner.seniority': constant }), expected)
      }),
    )
  })

  test('of texts go by their letters', () => {
    assert.equal(ask('title < "b"', { title: 'a' }), true)
    assert.equal(ask('title >= "b"', { title: 'a' }), false)
    assert.equal(ask('title <= "b"', { title: 'b' }), true)
    assert.equal(ask('title > "b"', { title: 'ba' }), true)
    assert.equal(ask('"b" > title', { title: 'a' }), true)
  })

  test('of lists go item by item', () => {
    assert.equal(ask('scores == [1, 2]', { scores: [1, 2] }), true)
    assert.equal(ask('scores == [1, 2]', { scores: [2, 1] }), false)
    assert.equal(ask('scores != [1]', { scores: [1, 2] }), true)
  })

  test('with a value of another type in the slot are unknown, not a crash', () => {
    assert.equal(ask('employees >= 5', { employees: 'many' }), undefined)
    assert.equal(ask('consent && true', { consent: 'yes' }), undefined)
    assert.equal(ask('"x" in owner.languages', { 'owner.languages': 'x' }), undefined)
  })
})

describe('lists', () => {
  test('of any length are looked in alike', () => {
    const values = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 9 })
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 20 }), (list, employees) => {
        assert.equal(ask(`employees in [${list.join(', ')}]`, { employees }), list.includes(employees))
      }),
    )
  })

  test('with a missing item are true when another item decides, else unknown', () => {
    assert.equal(ask('"DE" in [country, title]', { title: 'DE' }), true)
    assert.equal(ask('"DE" in [country, title]', { title: 'FR' }), undefined)
    assert.equal(ask('[country, title].exists(x, x == "DE")', { title: 'DE' }), true)
    assert.equal(ask('[country, title].all(x, x == "DE")', { title: 'FR' }), false)
    assert.equal(ask('[country, title].all(x, x == "DE")', { title: 'DE' }), undefined)
    assert.equal(read('[country, title]', { title: 'DE' }), undefined)
  })

  test('are asked about their items', () => {
    const given = { products: ['GTX Basic', 'GTX Pro'], scores: [1, 2, 3] }
    assert.equal(ask('products.exists(p, p.endsWith("Pro"))', given), true)
    assert.equal(ask('products.all(p, p.startsWith("GTX"))', given), true)
    assert.equal(ask('scores.exists_one(s, s > 2)', given), true)
    assert.equal(ask('scores.exists_one(s, s > 1)', given), false)
    assert.deepEqual(read('scores.filter(s, s > 1)', given), [2, 3])
    assert.deepEqual(read('scores.map(s, s * 10)', given), [10, 20, 30])
    assert.equal(ask('scores.exists(s, scores.exists(t, t == s + 2))', given), true)
    assert.equal(ask('overlaps(products, ["MG Special", "GTX Pro"])', given), true)
    assert.equal(read('scores[1]', given), 2)
    assert.equal(read('scores[3]', given), undefined)
    assert.equal(read('size(scores)', given), 3)
  })

  test('an inner variable hides an outer one of the same name', () => {
    assert.equal(ask('scores.exists(s, [9].exists(s, s == 9) && s == 2)', { scores: [1, 2] }), true)
  })

  test('longer than the bound are unknown', () => {
    const scores = Array.from({ length: 1_001 }, (_, index) => index)
    assert.equal(ask('1 in scores', { scores }), undefined)
    assert.equal(ask('scores.exists(s, s == 1)', { scores }), undefined)
    assert.equal(ask('1 in scores', { scores: scores.slice(0, 1_000) }), true)
  })
})

describe('a computation that fails is unknown', () => {
  test('division by zero, of integers and of numbers', () => {
    const given = { employees: 0, revenue: 5.5 }
    assert.equal(read('7 / employees', given), undefined)
    assert.equal(read('7 % employees', given), undefined)
    assert.equal(read('revenue / employees', given), undefined)
    assert.equal(ask('revenue / employees > 10 || country == "DE"', { ...given, country: 'DE' }), true)
  })

  test('integers beyond what is kept exactly', () => {
    const employees = Number.MAX_SAFE_INTEGER
    assert.equal(read('employees + 0', { employees }), employees)
    assert.equal(read('employees + 1', { employees }), undefined)
    assert.equal(read('employees * employees', { employees }), undefined)
    assert.equal(read('-employees - 1', { employees }), undefined)
  })

  test('a position outside the text, or a text that is not a number', () => {
    assert.equal(read('title.charAt(9)', { title: 'abc' }), undefined)
    assert.equal(read('title.substring(2, 1)', { title: 'abc' }), undefined)
    assert.equal(read('int(title)', { title: '12a' }), undefined)
    assert.equal(read('int(title)', { title: '12' }), 12)
  })

  test('a text or list that would grow without bound', () => {
    const title = 'a'.repeat(2_000)
    assert.equal(read('title.replace("a", title)', { title }), undefined)
    assert.equal(read('title.replace("a", "bb").size()', { title }), 4_000)
    assert.equal(read('title.split("")', { title }), undefined)
  })
})

describe('arithmetic', () => {
  test('of integers truncates towards zero, and the remainder has the sign of the dividend', () => {
    const safe = fc.maxSafeInteger()
    fc.assert(
      fc.property(safe, safe, (employees, seniority) => {
        const given = { employees, 'owner.seniority': seniority }
        const [a, b] = [BigInt(employees), BigInt(seniority)]
        assert.equal(read('employees / owner.seniority', given), b === 0n ? undefined : Number(a / b))
        assert.equal(read('employees % owner.seniority', given), b === 0n ? undefined : Number(a % b))
        const product = a * b
        const isExact = product <= BigInt(Number.MAX_SAFE_INTEGER) && product >= BigInt(Number.MIN_SAFE_INTEGER)
        assert.equal(read('employees * owner.seniority', given), isExact ? Number(product) : undefined)
      }),
    )
  })

  test('mixes integers and numbers into numbers', () => {
    assert.equal(read('employees / 2.0', { employees: 5 }), 2.5)
    assert.equal(ask('employees * 1.5 > revenue', { employees: 2, revenue: 2.5 }), true)
    assert.equal(ask('employees == 5.0', { employees: 5 }), true)
  })
})

describe('missingIn', () => {
  test('names what makes a condition unknown, in reading order and once', () => {
    assert.deepEqual(missing('country == "DE" && employees > 5 && country != "FR"'), ['country', 'employees'])
    assert.deepEqual(missing('title.startsWith(company)', { title: 'a' }), ['company'])
    assert.deepEqual(missing('"gdpr" in owner.certifications'), ['owner.certifications'])
  })

  test('names nothing when the condition is known', () => {
    assert.deepEqual(missing('country == "DE" && employees > 5', { employees: 1 }), [])
    assert.deepEqual(missing('known(country)'), [])
  })

  test('leaves out what does not matter', () => {
    assert.deepEqual(missing('(consent && country == "DE") || employees > 5', { consent: false }), ['employees'])
    assert.deepEqual(missing('consent ? country == "DE" : employees > 5', { consent: true }), ['country'])
    assert.deepEqual(missing('consent ? country == "DE" : employees > 5'), ['consent'])
    assert.deepEqual(missing('scores.exists(s, s > employees && s > 1)', { scores: [1, 2] }), ['employees'])
    assert.deepEqual(missing('scores.exists(s, s > employees)', { scores: [] }), [])
    assert.deepEqual(missing('7 / employees > 2', { employees: 0 }), [])
  })
})
