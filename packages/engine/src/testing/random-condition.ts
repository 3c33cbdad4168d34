import type { CompareOperator, Expression, SymbolRef, Value } from '../language/expression.ts'
import type { Random } from '../chance/create-random.ts'
import {
  all,
  any,
  arithmetic,
  call,
  compare,
  conditional,
  constant,
  isIn,
  list,
  negative,
  not,
  quantifier,
  symbol,
} from './expression-builder.ts'

// Few values, so that constants meet one another and the leads' values, ties and neighbours included.
const texts = [
  '',
  'A',
  'AT',
  'ATX',
  'CH',
  'DE',
  'D',
  'Dé',
  'FR',
  'PL',
  'US',
  'a',
  'ab',
  'abc',
  'b',
  'ba',
  '1',
  '10',
  '101',
  '2',
  'Z\u{1F600}',
  '\uffff',
]
const integers = [-3, -1, 0, 1, 2, 3, 5, 8, 10, 100]
const numbers = [-0.5, 0, 0.1, 0.30000000000000004, 1, 1.5, 2.5, 1e9]
const patterns = ['^A', 'b$', '[0-9]+', 'a.?b', '^$', 'E|R']
const operators: readonly CompareOperator[] = ['==', '!=', '<', '<=', '>', '>=']

/** A condition over these symbols of the lead, using every operator and most functions of the language. */
export function randomCondition(random: Random, symbols: readonly SymbolRef[], depth: number): Expression {
  if (depth <= 0 || random.chance(0.15)) return randomLeaf(random, symbols)
  const part = (): Expression => randomCondition(random, symbols, depth - 1)
  const parts = (): readonly Expression[] => Array.from({ length: 2 + random.below(3) }, part)
  switch (random.below(8)) {
    case 0:
      return not(part())
    case 1:
    case 2:
    case 3:
      return all(...parts())
    case 4:
    case 5:
      return any(...parts())
    case 6:
      return random.chance(0.5) ? conditional(part(), part(), part()) : not(all(...parts()))
    default:
      return random.chance(0.3) ? compare(part(), random.pick(operators), part()) : not(any(...parts()))
  }
}

/** A value a symbol of this kind can have, or be compared with. Never an empty text: that is a gap. */
export function randomValue(random: Random, { type }: SymbolRef): Value {
  switch (type.kind) {
    case 'boolean':
      return random.chance(0.5)
    case 'integer':
      return random.chance(0.8) ? random.pick(integers) : random.below(12)
    case 'number':
      return random.chance(0.8) ? random.pick(numbers) : random.next() * 3
    case 'string':
      return random.pick(type.values === undefined ? texts.filter((text) => text !== '') : [...type.values])
    case 'list':
      return Array.from({ length: random.below(4) }, () =>
        type.of.kind === 'integer' ? random.pick(integers) : random.pick(texts),
      )
  }
}

function randomLeaf(random: Random, symbols: readonly SymbolRef[]): Expression {
  const chosen = random.pick(symbols)
  const read = symbol(chosen)
  if (random.chance(0.01)) return constant(random.chance(0.5))
  if (random.chance(0.06)) return call('known', [read])
  switch (chosen.type.kind) {
    case 'boolean':
      return onTruth(random, read, symbols)
    case 'integer':
    case 'number':
      return onNumber(random, read, { chosen, symbols })
    case 'string':
      return onText(random, read, symbols)
    case 'list':
      return onList(random, read, chosen.type.of.kind === 'integer')
  }
}

function onTruth(random: Random, read: Expression, symbols: readonly SymbolRef[]): Expression {
  switch (random.below(5)) {
    case 0:
      return compare(read, random.pick(operators), constant(random.chance(0.5)))
    case 1:
      return isIn(read, constant(random.pick([[], [true], [false, true]])))
    case 2:
      return compare(
        read,
        random.pick(operators),
        symbol(random.pick(symbols.filter(({ type }) => type.kind === 'boolean'))),
      )
    default:
      return read
  }
}

type NumberContext = { readonly chosen: SymbolRef; readonly symbols: readonly SymbolRef[] }

function onNumber(random: Random, read: Expression, { chosen, symbols }: NumberContext): Expression {
  const operator = random.pick(operators)
  const known = (): Value => randomValue(random, chosen)
  const other = symbol(random.pick(symbols.filter(({ type }) => type.kind === chosen.type.kind)))
  switch (random.below(10)) {
    case 0:
      return compare(constant(known()), operator, read)
    case 1:
      return isIn(read, constant(Array.from({ length: random.below(6) }, known)))
    case 2:
      return isIn(read, list(other, constant(known())))
    case 3:
      return compare(read, operator, other)
    case 4:
      return compare(arithmetic(read, random.pick(['+', '-', '*', '/', '%']), other), operator, constant(known()))
    case 5:
      return compare(negative(read), operator, constant(known()))
    case 6:
      return all(compare(read, '>=', constant(known())), compare(read, '<', constant(known())))
    default:
      return compare(read, operator, constant(known()))
  }
}

function onText(random: Random, read: Expression, symbols: readonly SymbolRef[]): Expression {
  const known = (): Expression => constant(random.pick(texts))
  const other = symbol(random.pick(symbols.filter(({ type }) => type.kind === 'string')))
  switch (random.below(12)) {
    case 0:
      return compare(read, random.pick(operators), known())
    case 1:
      return compare(known(), random.pick(operators), read)
    case 2:
      return call('startsWith', [read, known()])
    case 3:
      return call(random.pick(['endsWith', 'contains']), [read, known()])
    case 4:
      return call('matches', [read, constant(random.pick(patterns))])
    case 5:
      return compare(call('lower', [read], { kind: 'string' }), random.pick(operators), known())
    case 6:
      return compare(read, random.pick(operators), other)
    case 7:
      return compare(call('size', [read], { kind: 'integer' }), random.pick(operators), constant(random.below(4)))
    case 8:
      return compare(call('substring', [read, constant(1)], { kind: 'string' }), '==', known())
    default:
      return random.chance(0.5)
        ? compare(read, random.pick(['==', '!=']), known())
        : isIn(read, constant(randomTexts(random)))
  }
}

function onList(random: Random, read: Expression, isOfIntegers: boolean): Expression {
  const item = (): Value => (isOfIntegers ? random.pick(integers) : random.pick(texts))
  switch (random.below(5)) {
    case 0:
      return compare(call('size', [read], { kind: 'integer' }), random.pick(operators), constant(random.below(3)))
    case 1:
      return quantifier(random.pick(['exists', 'all', 'exists_one']), read, (variable) =>
        compare(variable, random.pick(operators), constant(item())),
      )
    case 2:
      return compare(read, random.pick(['==', '!=']), constant([item()]))
    default:
      return isIn(constant(item()), read)
  }
}

function randomTexts(random: Random): readonly string[] {
  return Array.from({ length: random.below(7) }, () => random.pick(texts))
}
