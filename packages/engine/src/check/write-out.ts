import { readAtom } from '../compile/read-atom.ts'
import { compileValue } from '../language/evaluate.ts'
import type { Expression, Truth, Value, ValueType } from '../language/expression.ts'
import { partsOf } from '../language/parts-of.ts'
import type { Derived } from '../policy/policy.ts'

/** Which leads are wanted of a condition: those for which it is true, or false, or true or unknown, or false or unknown. */
export type Wanted = 'true' | 'false' | 'not_false' | 'not_true'

/** More cases than this are not written out in one condition; what is left over stays a value of its own. */
const CASES_MAX = 400

/**
 * A condition that is true exactly for the wanted leads, whatever they lack, and reads no derived value: each is replaced
 * by what it stands for, so that rules on `segment` and rules on `employees` are seen to concern the same leads.
 *
 * Negations are carried down to the comparisons, because "not true" and "false" part where something is missing. A
 * part that compares a derived value with something that is no constant is left as it is.
 */
export function writeOut(expression: Expression, derived: readonly Derived[], wanted: Wanted): Expression {
  const bySlot = new Map(derived.map((each) => [each.slot, each]))
  return write(expression, wanted, { bySlot, casesLeft: CASES_MAX })
}

/** The same for the leads for which the condition is unknown. */
export function writeOutUnknown(expression: Expression, derived: readonly Derived[]): Expression {
  return all([writeOut(expression, derived, 'not_false'), writeOut(expression, derived, 'not_true')])
}

type Writing = { readonly bySlot: ReadonlyMap<number, Derived>; casesLeft: number }

/** What is wanted of the operand of `!`. */
const turned: Readonly<Record<Wanted, Wanted>> = {
  true: 'false',
  false: 'true',
  not_false: 'not_true',
  not_true: 'not_false',
}

function write(expression: Expression, wanted: Wanted, at: Writing): Expression {
  // What is true of a condition without derived values is what it says itself.
  if (wanted === 'true' && !readsDerived(expression)) return expression
  switch (expression.kind) {
    case 'not':
      return write(expression.operand, turned[wanted], at)
    case 'all':
    case 'any': {
      const parts = expression.operands.map((operand) => write(operand, wanted, at))
      const isTurned = wanted === 'false' || wanted === 'not_true'
      return (expression.kind === 'all') === isTurned ? any(parts) : all(parts)
    }
    case 'conditional':
      return writeConditional(expression, wanted, at)
    default:
      return writeComparison(expression, wanted, at)
  }
}

/** Of the two ways through a conditional one is taken, if its test is known: it is as wanted when a way is taken and is. */
function writeConditional({ test, then, otherwise }: Of<'conditional'>, wanted: Wanted, at: Writing): Expression {
  const ways = any([
    all([write(test, 'true', at), write(then, wanted, at)]),
    all([write(test, 'false', at), write(otherwise, wanted, at)]),
  ])
  return wanted === 'true' || wanted === 'false' ? ways : any([ways, writeUnknown(test, at)])
}

function writeUnknown(expression: Expression, at: Writing): Expression {
  return all([write(expression, 'not_false', at), write(expression, 'not_true', at)])
}

type Of<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>

function writeComparison(expression: Expression, wanted: Wanted, at: Writing): Expression {
  const derived = onlyDerivedIn(expression, at)
  if (derived === null || derived.cases.length > at.casesLeft) return writeAsIs(expression, wanted)
  at.casesLeft -= derived.cases.length
  const { truths, whenMissing } = truthsByCase(expression, derived)
  const isWanted = (truth: Truth): boolean => isOf(truth, wanted)
  return writeCases(0, { derived, wantedBy: truths.map(isWanted), isMissingWanted: isWanted(whenMissing), at })
}

function isOf(truth: Truth, wanted: Wanted): boolean {
  switch (wanted) {
    case 'true':
      return truth === true
    case 'false':
      return truth === false
    case 'not_false':
      return truth !== false
    case 'not_true':
      return truth !== true
  }
}

function writeAsIs(expression: Expression, wanted: Wanted): Expression {
  const asIs = wanted === 'true' || wanted === 'not_false' ? expression : not(expression)
  return wanted === 'true' || wanted === 'false' ? asIs : any([asIs, unknownOf(expression)])
}

/** A comparison with constants is unknown when its attribute is missing; of other parts it is asked whether they are known. */
function unknownOf(expression: Expression): Expression {
  if (expression.kind === 'constant') return constant(false)
  const atom = readAtom(expression)
  if (atom === null) return not(known(expression))
  const { symbol, test } = atom
  return test.kind === 'known' ? constant(false) : not(known({ kind: 'symbol', type: symbol.type, span, symbol }))
}

type Cases = {
  readonly derived: Derived
  /** By case: whether the comparison is as wanted for its value. */
  readonly wantedBy: readonly boolean[]
  readonly isMissingWanted: boolean
  readonly at: Writing
}

/** From case `index` on: this case is taken and as wanted; or it is passed over and a later one is; or it is unknown, and so is the value. */
function writeCases(index: number, cases: Cases): Expression {
  const { derived, wantedBy, isMissingWanted, at } = cases
  if (index === derived.cases.length) return constant(isMissingWanted)
  const { when } = derived.cases[index]
  if (when === null) return constant(wantedBy[index])
  const guard = when.expression
  const later = all([write(guard, 'false', at), writeCases(index + 1, cases)])
  if (wantedBy[index] && isMissingWanted) return any([write(guard, 'not_false', at), later])
  if (wantedBy[index]) return any([write(guard, 'true', at), later])
  return isMissingWanted ? any([writeUnknown(guard, at), later]) : later
}

function readsDerived(expression: Expression): boolean {
  if (expression.kind === 'symbol') return expression.symbol.origin === 'derived'
  return partsOf(expression).some(readsDerived)
}

function onlyDerivedIn(expression: Expression, { bySlot }: Writing): Derived | null {
  const slots = new Set<number>()
  collectSlots(expression, slots)
  const [slot, ...others] = slots
  return slot === undefined || others.length > 0 ? null : (bySlot.get(slot) ?? null)
}

/** Slots of the lead; one of the owner's is no slot of a derived value, and makes the comparison no constant one. */
function collectSlots(expression: Expression, slots: Set<number>): void {
  if (expression.kind === 'symbol') slots.add(expression.symbol.space === 'lead' ? expression.symbol.slot : -1)
  for (const part of partsOf(expression)) collectSlots(part, slots)
}

function truthsByCase(
  expression: Expression,
  derived: Derived,
): { readonly truths: readonly Truth[]; readonly whenMissing: Truth } {
  const ask = compileValue(expression)
  const slots: (Value | undefined)[] = Array.from({ length: derived.slot + 1 })
  const truthFor = (value: Value | undefined): Truth => {
    slots[derived.slot] = value
    const truth = ask(slots, [])
    return typeof truth === 'boolean' ? truth : undefined
  }
  return { truths: derived.cases.map(({ value }) => truthFor(value)), whenMissing: truthFor(undefined) }
}

const boolean: ValueType = { kind: 'boolean' }
const span = { start: 0, end: 0 } as const

function constant(value: boolean): Expression {
  return { kind: 'constant', type: boolean, span, value }
}

function known(expression: Expression): Expression {
  return { kind: 'call', type: boolean, span, name: 'known', arguments: [expression] }
}

function all(operands: readonly Expression[]): Expression {
  return { kind: 'all', type: boolean, span, operands }
}

function any(operands: readonly Expression[]): Expression {
  return { kind: 'any', type: boolean, span, operands }
}

function not(operand: Expression): Expression {
  return { kind: 'not', type: boolean, span, operand }
}
