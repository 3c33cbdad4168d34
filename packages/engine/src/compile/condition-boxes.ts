import { invariant } from '../engine-error.ts'
import type { Expression } from '../language/expression.ts'
import type { AxisSpace } from './axis-space.ts'
import { conjoinLiterals, disjoinLiterals, isAlwaysMet, isNeverMet, type Literal, literalOf } from './literal.ts'
import { type Atom, readAtom } from './read-atom.ts'

/** Literals that must all hold, at most one per axis, by axis. None at all: always true. */
export type Box = readonly Literal[]

/** Where a condition's boxes are read, and how many one condition may become. */
export type BoxReader = { readonly space: AxisSpace; readonly boxesMax: number }

/**
 * A condition as boxes of which one must hold: its disjunctive form. Kleene's logic is distributive, so the form
 * keeps all three values (it has no excluded middle, so `x || !x` is never taken for true). What would become
 * too many boxes is one opaque literal instead. No boxes: never true, nor unknown.
 */
export function boxesOf(expression: Expression, reader: BoxReader): readonly Box[] {
  return read(expression, false, reader)
}

function read(expression: Expression, isNegated: boolean, reader: BoxReader): readonly Box[] {
  switch (expression.kind) {
    case 'constant':
      return (expression.value === true) === isNegated ? [] : [[]]
    case 'not':
      return read(expression.operand, !isNegated, reader)
    case 'all':
    case 'any': {
      const isConjunction = (expression.kind === 'all') !== isNegated
      return isConjunction ? conjoin(expression, isNegated, reader) : disjoin(expression, isNegated, reader)
    }
    case 'conditional':
      return read(withoutConditional(expression), isNegated, reader)
    default: {
      const atom = readAtom(expression)
      return atom === null ? [[opaqueLiteral(expression, isNegated, reader)]] : readAttribute(atom, isNegated, reader)
    }
  }
}

type Of<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>
type Connective = Of<'all' | 'any'>

/**
 * `c ? a : b` is unknown when `c` is, whatever `a` and `b` are. `c && !c` is just that: unknown when `c` is,
 * otherwise false.
 */
function withoutConditional({ type, span, test, then, otherwise }: Of<'conditional'>): Expression {
  const isNot: Expression = { type, span, kind: 'not', operand: test }
  const all = (...operands: readonly Expression[]): Expression => ({ type, span, kind: 'all', operands })
  return { type, span, kind: 'any', operands: [all(test, then), all(isNot, otherwise), all(test, isNot)] }
}

function readAttribute(atom: Atom, isNegated: boolean, { space }: BoxReader): readonly Box[] {
  const axis = space.attributeAxis(atom.symbol.slot)
  invariant(axis !== undefined, `no axis was cut for ${atom.symbol.path}`)
  const literal = literalOf({ ...atom, isNegated: atom.isNegated !== isNegated }, axis)
  return simplify([[literal]], space)
}

function opaqueLiteral(expression: Expression, isNegated: boolean, { space }: BoxReader): Literal {
  const start = isNegated ? 1 : 2
  return { axis: space.opaqueAxis(expression).id, classes: [start, start + 1], whenMissing: 1 }
}

function conjoin(expression: Connective, isNegated: boolean, reader: BoxReader): readonly Box[] {
  const parts = expression.operands.map((operand) => ({ operand, boxes: read(operand, isNegated, reader) }))
  while (parts.reduce((product, { boxes }) => product * boxes.length, 1) > reader.boxesMax) {
    const largest = parts.reduce((a, b) => (b.boxes.length > a.boxes.length ? b : a))
    largest.boxes = [[opaqueLiteral(largest.operand, isNegated, reader)]]
  }
  let product: readonly Box[] = [[]]
  for (const { boxes } of parts) product = product.flatMap((box) => boxes.flatMap((other) => mergeBoxes(box, other)))
  return simplify(product, reader.space)
}

function disjoin(expression: Connective, isNegated: boolean, reader: BoxReader): readonly Box[] {
  const boxes = simplify(
    expression.operands.flatMap((operand) => read(operand, isNegated, reader)),
    reader.space,
  )
  return boxes.length <= reader.boxesMax ? boxes : [[opaqueLiteral(expression, isNegated, reader)]]
}

/** Both boxes at once: one box, or none when they exclude each other for every lead. */
function mergeBoxes(a: Box, b: Box): readonly Box[] {
  const merged: Literal[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (j >= b.length || (i < a.length && a[i].axis < b[j].axis)) merged.push(a[i++])
    else if (i >= a.length || b[j].axis < a[i].axis) merged.push(b[j++])
    else {
      const literal = conjoinLiterals(a[i++], b[j++])
      if (isNeverMet(literal)) return []
      merged.push(literal)
    }
  }
  return [merged]
}

/** Boxes of one literal on the same axis become one box; what is always or never met goes. */
function simplify(boxes: readonly Box[], { axes }: AxisSpace): readonly Box[] {
  const single = new Map<number, Literal>()
  const others: Box[] = []
  for (const box of boxes) {
    const literals = box.filter((literal) => !isAlwaysMet(literal, axes[literal.axis].classCount))
    if (literals.length === 0) return [[]]
    if (literals.some(isNeverMet)) continue
    if (literals.length > 1) others.push(literals)
    else single.set(literals[0].axis, joined(single.get(literals[0].axis), literals[0]))
  }
  const merged = [...single.values()]
  if (merged.some((literal) => isAlwaysMet(literal, axes[literal.axis].classCount))) return [[]]
  return [...merged.map((literal) => [literal]), ...others]
}

function joined(known: Literal | undefined, literal: Literal): Literal {
  return known === undefined ? literal : disjoinLiterals(known, literal)
}
