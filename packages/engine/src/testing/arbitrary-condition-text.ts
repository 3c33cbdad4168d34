import fc from 'fast-check'
import type { Value } from '../language/expression.ts'

const values = {
  country: fc.constantFrom('DE', 'AT', 'FR', 'US'),
  employees: fc.integer({ min: -5, max: 50 }),
  revenue: fc.constantFrom(0.5, 1.25, 2, 10.75),
  consent: fc.boolean(),
  title: fc.constantFrom('', 'a', 'ab', 'ba', 'abc', ' b ', 'ABc'),
  scores: fc.array(fc.integer({ min: -2, max: 4 }), { maxLength: 3 }),
}

/** Leads that lack nothing a random condition reads, by the sample scope's names. */
export const completeLeads = fc.record(values)

/** The same with gaps. */
export const leadsWithGaps = fc.record(values, { requiredKeys: [] })

export type CompleteLead = Readonly<Record<keyof typeof values, Value>>

const texts = fc.constantFrom('""', '"a"', '"b"', '"ab"', "'AB'", '"DE"')
const compared = fc.constantFrom('==', '!=', '<', '<=', '>', '>=')
const call = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((each) => each.join(''))
const word = (text: string): fc.Arbitrary<string> => fc.constant(text)

const item = fc.constantFrom('0', '1', '2', 'employees', 'size(title)', '-employees')

// Only what CEL has too: no integer beside a number. Nothing that asks whether something is known.
const grammar = fc.letrec<{ condition: string; integer: string; number: string; text: string }>((tie) => ({
  integer: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.integer({ min: 0, max: 9 }).map(String),
    word('employees'),
    call(word('('), tie('integer'), fc.constantFrom(' + ', ' - ', ' * ', ' / ', ' % '), tie('integer'), word(')')),
    call(word('-('), tie('integer'), word(')')),
    call(word('size('), fc.oneof(tie('text'), word('scores')), word(')')),
    call(word('('), tie('condition'), word(' ? '), tie('integer'), word(' : '), tie('integer'), word(')')),
  ),
  number: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('0.5', '2.0', '1e1', 'revenue'),
    call(word('('), tie('number'), fc.constantFrom(' + ', ' - ', ' * '), tie('number'), word(')')),
  ),
  text: fc.oneof(
    { maxDepth: 2 },
    texts,
    word('title'),
    call(word('('), tie('text'), word(' + '), tie('text'), word(')')),
    call(tie('text'), fc.constantFrom('.trim()', '.lowerAscii()', '.upperAscii()')),
    call(tie('text'), word('.substring('), tie('integer'), word(')')),
  ),
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('consent', 'true', 'false', 'country == "DE"', 'country in ["DE", "AT"]', '!(country != "FR")'),
    call(tie('integer'), word(' '), compared, word(' '), tie('integer')),
    call(tie('number'), word(' '), compared, word(' '), tie('number')),
    call(tie('text'), word(' '), compared, word(' '), tie('text')),
    call(tie('text'), fc.constantFrom('.startsWith(', '.endsWith(', '.contains('), tie('text'), word(')')),
    call(tie('text'), fc.constantFrom('.matches("^a")', ".matches('[A-Z]+')", '.matches("b$")')),
    // No item fails here: where one does, we look at the others, and CEL gives up.
    call(tie('integer'), word(' in ['), item, word(', '), item, word(']')),
    call(tie('integer'), word(' in scores')),
    call(
      word('scores.'),
      fc.constantFrom('exists', 'all', 'exists_one'),
      word('(s, s '),
      compared,
      word(' '),
      tie('integer'),
      word(')'),
    ),
    call(word('('), tie('condition'), fc.constantFrom(' && ', ' || '), tie('condition'), word(')')),
    call(
      tie('condition'),
      fc.constantFrom(' && ', ' || '),
      tie('condition'),
      fc.constantFrom(' && ', ' || '),
      tie('condition'),
    ),
    call(word('!('), tie('condition'), word(')')),
  ),
}))

/** Well-typed conditions over the sample scope, which are conditions of CEL as well. */
export const conditionTexts: fc.Arbitrary<string> = grammar.condition
