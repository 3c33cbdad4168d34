import type { Expression, SymbolRef } from '../language/expression.ts'
import type { AttributeAxis, Partition } from './axis.ts'
import { nextNumber, nextText, prefixEnd } from './next-value.ts'
import { readAtom, type AtomTest } from './read-atom.ts'

/** The constants one attribute is compared with, as they are found. */
type Draft = {
  readonly symbol: SymbolRef
  readonly numberCuts: Set<number>
  readonly textCuts: Set<string>
  readonly names: Set<string>
  isOrdered: boolean
}

/**
 * One axis for each attribute that an atom of these conditions reads, cut where some atom's answer changes. By lead
 * slot. Atoms inside a part that only the evaluator answers are not looked at: their cuts would part nothing.
 */
export function cutAxes(conditions: Iterable<Expression>): ReadonlyMap<number, AttributeAxis> {
  const drafts = new Map<number, Draft>()
  for (const condition of conditions) collectCuts(condition, drafts)
  const axes = new Map<number, AttributeAxis>()
  for (const [slot, draft] of [...drafts].toSorted(([a], [b]) => a - b)) {
    axes.set(slot, finishAxis(draft, axes.size))
  }
  return axes
}

function collectCuts(expression: Expression, drafts: Map<number, Draft>): void {
  switch (expression.kind) {
    case 'not':
      return collectCuts(expression.operand, drafts)
    case 'all':
    case 'any':
      for (const operand of expression.operands) collectCuts(operand, drafts)
      return
    case 'conditional':
      for (const part of [expression.test, expression.then, expression.otherwise]) collectCuts(part, drafts)
      return
    default: {
      const atom = readAtom(expression)
      if (atom !== null) addCuts(draftFor(atom.symbol, drafts), atom.test)
    }
  }
}

function draftFor(symbol: SymbolRef, drafts: Map<number, Draft>): Draft {
  const known = drafts.get(symbol.slot)
  if (known !== undefined) return known
  const draft = {
    symbol,
    numberCuts: new Set<number>(),
    textCuts: new Set<string>(),
    names: new Set<string>(),
    isOrdered: false,
  }
  drafts.set(symbol.slot, draft)
  return draft
}

function addCuts(draft: Draft, test: AtomTest): void {
  switch (test.kind) {
    case 'known':
    case 'is_true':
      return
    case 'one_of':
      for (const value of test.values) addPoint(draft, value)
      return
    case 'below':
      draft.isOrdered = true
      if (typeof test.bound === 'number') draft.numberCuts.add(numberCut(test.bound, test.inclusive))
      else draft.textCuts.add(test.inclusive ? nextText(test.bound) : test.bound)
      return
    case 'prefix': {
      draft.isOrdered = true
      draft.textCuts.add(test.prefix)
      const end = prefixEnd(test.prefix)
      if (end !== null) draft.textCuts.add(end)
    }
  }
}

function addPoint(draft: Draft, value: string | number | boolean): void {
  if (typeof value === 'string') draft.names.add(value)
  if (typeof value !== 'number') return
  draft.numberCuts.add(numberCut(value, false)).add(numberCut(value, true))
}

/** Adding zero turns −0 into 0, which no comparison tells apart. */
function numberCut(bound: number, isAfter: boolean): number {
  return (isAfter ? nextNumber(bound) : bound) + 0
}

function finishAxis(draft: Draft, id: number): AttributeAxis {
  const partition = partitionOf(draft)
  return { kind: 'attribute', id, symbol: draft.symbol, partition, classCount: countOf(partition) }
}

function partitionOf(draft: Draft): Partition {
  switch (draft.symbol.type.kind) {
    case 'boolean':
      return { kind: 'truths' }
    case 'list':
      return { kind: 'presence' }
    case 'integer':
    case 'number':
      return { kind: 'numbers', cuts: Float64Array.from([...draft.numberCuts].toSorted((a, b) => a - b)) }
    case 'string':
      return draft.isOrdered ? textsPartition(draft) : namesPartition(draft)
  }
}

function textsPartition({ textCuts, names }: Draft): Partition {
  const cuts = new Set(textCuts)
  for (const name of names) cuts.add(name).add(nextText(name))
  return { kind: 'texts', cuts: [...cuts].toSorted(byUnits) }
}

function namesPartition(draft: Draft): Partition {
  const names = [...draft.names].toSorted(byUnits)
  return { kind: 'names', names, classByName: new Map(names.map((name, index) => [name, index + 2])) }
}

/** The order in which the evaluator compares texts, not a language's. */
function byUnits(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function countOf(partition: Partition): number {
  switch (partition.kind) {
    case 'truths':
      return 3
    case 'presence':
      return 2
    case 'numbers':
    case 'texts':
      return partition.cuts.length + 2
    case 'names':
      return partition.names.length + 2
  }
}
