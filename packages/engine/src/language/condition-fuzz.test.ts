import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { conditionTexts } from '../testing/arbitrary-condition-text.ts'
import { sampleLeadSymbols, sampleOwnerSymbols, sampleScope } from '../testing/sample-scope.ts'
import { bounds } from './bounds.ts'
import { compileValue, missingIn } from './evaluate.ts'
import { parseCondition } from './parse-condition.ts'
import { describeExpression } from './print-expression.ts'
import { signs } from './token.ts'

const numRuns = process.env.RIGHTFUL_LONG === '1' ? 300_000 : 2_000

const torture = new URL('../../../../../shared/data/torture/blns.json', import.meta.url)

/** Whatever the text: it is read or told, in places that exist, and what is read can be asked and printed. */
function survives(text: string): void {
  const { expression, problems } = parseCondition(text, sampleScope, null)
  assert.ok(problems.length <= 2 * bounds.problemsMax)
  for (const { span, message, hint } of problems) {
    assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, `${span.start} to ${span.end}`)
    assert.ok(message !== '' && hint !== '')
  }
  if (expression === null) {
    assert.ok(
      problems.some(({ severity }) => severity === 'error'),
      'refused without a word',
    )
    return
  }
  const [lead, owner] = [sampleLeadSymbols.map(() => undefined), sampleOwnerSymbols.map(() => undefined)]
  compileValue(expression)(lead, owner)
  missingIn(expression, lead, owner)
  assert.notEqual(parseCondition(describeExpression(expression), sampleScope, null).expression, null)
}

const words = 'in and not is true null group restricted math exists map matches known size x'.split(' ')
const scraps = [
  '"DE"',
  "'",
  '"',
  'r"',
  '"""',
  '\\',
  '“',
  '5',
  '0.5',
  '9e9',
  '0x',
  '10k',
  '1u',
  '{',
  '}',
  ';',
  '=',
  '&',
  '//',
  '\n',
  '😀',
  '\ud800',
  ' ',
]
const pieces = fc.constantFrom<string>(...signs, ...sampleScope.names, ...words, ...scraps)
const soups = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(' '))
const crammed = fc.array(pieces, { maxLength: 15 }).map((parts) => parts.join(''))

describe('any text', () => {
  test('of any characters is read or told', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), survives), { numRuns })
  })

  test('of pieces of the language is read or told', () => {
    fc.assert(fc.property(fc.oneof(soups, crammed), survives), { numRuns })
  })

  test('that is a condition with a slip is read or told', () => {
    const slips = fc.tuple(conditionTexts, fc.nat(), fc.nat(8), pieces)
    const broken = slips.map(([text, at, length, piece]) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + piece + text.slice(place + length)
    })
    fc.assert(fc.property(broken, survives), { numRuns })
  })

  test('that repeats one piece without end is read or told', () => {
    const repeated = [
      ...signs,
      '(',
      '[',
      '!',
      '-',
      'a.',
      'f(',
      '[[',
      '1+',
      'a?',
      '"',
      '“',
      '\\',
      'x in ',
      '//',
      'not ',
      '{',
      '0x',
      '1.',
    ]
    for (const piece of repeated) {
      survives(piece.repeat(Math.floor(bounds.conditionLengthMax / piece.length)))
      survives(`consent && ${piece.repeat(150)}`)
      survives(`country == "DE"${piece.repeat(150)}`)
    }
  })

  test(
    'from a list of naughty ones is read or told, bare and in quotes',
    { skip: existsSync(torture) ? false : 'the shared list of naughty strings is not beside this checkout' },
    () => {
      const naughty: readonly string[] = JSON.parse(readFileSync(torture, 'utf8'))
      assert.ok(naughty.length > 400)
      for (const text of naughty) {
        survives(text)
        survives(`title == ${text}`)
        survives(`title == "${text}"`)
        survives(`title.matches(${JSON.stringify(text)})`)
      }
    },
  )
})
