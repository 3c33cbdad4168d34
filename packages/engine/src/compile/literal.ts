import type { AttributeAxis } from './axis.ts'
import {
  classRange,
  type ClassSet,
  classSetOf,
  intersectClasses,
  noClasses,
  otherClasses,
  uniteClasses,
} from './class-set.ts'
import { classOfValue } from './class-of-value.ts'
import { nextNumber, nextText, prefixEnd } from './next-value.ts'
import type { Atom, AtomTest } from './read-atom.ts'

/** Kleene's truths as numbers: 0 false, 1 unknown, 2 true. "And" is the smaller one, "or" the larger, "not" 2 minus it. */
export type TruthRank = 0 | 1 | 2

/**
 * A condition on one axis: true for these classes and false for the others of a present value; `whenMissing`
 * for class 0. Any condition over one attribute comes down to this, so nothing three-valued is lost.
 */
export type Literal = { readonly axis: number; readonly classes: ClassSet; readonly whenMissing: TruthRank }

/** The literal that says what the atom says. */
export function literalOf({ test, isNegated }: Atom, axis: AttributeAxis): Literal {
  const classes = classesOf(test, axis)
  const isKnown = test.kind === 'known'
  if (!isNegated) return { axis: axis.id, classes, whenMissing: isKnown ? 0 : 1 }
  return { axis: axis.id, classes: otherClasses(classes, axis.classCount), whenMissing: isKnown ? 2 : 1 }
}

/** Both at once; on one axis that is one literal again. */
export function conjoinLiterals(a: Literal, b: Literal): Literal {
  const whenMissing = a.whenMissing < b.whenMissing ? a.whenMissing : b.whenMissing
  return { axis: a.axis, classes: intersectClasses(a.classes, b.classes), whenMissing }
}

/** Either; on one axis that is one literal again. */
export function disjoinLiterals(a: Literal, b: Literal): Literal {
  const whenMissing = a.whenMissing > b.whenMissing ? a.whenMissing : b.whenMissing
  return { axis: a.axis, classes: uniteClasses(a.classes, b.classes), whenMissing }
}

/** False whatever the lead holds. Unknown when missing is not false: such a literal stays. */
export function isNeverMet({ classes, whenMissing }: Literal): boolean {
  return classes.length === 0 && whenMissing === 0
}

/** True whatever the lead holds. */
export function isAlwaysMet({ classes, whenMissing }: Literal, classCount: number): boolean {
  return whenMissing === 2 && classes.length === 2 && classes[0] === 1 && classes[1] === classCount
}

function classesOf(test: AtomTest, axis: AttributeAxis): ClassSet {
  const all = classRange(1, axis.classCount)
  switch (test.kind) {
    case 'known':
      return all
    case 'is_true':
      return classRange(2, 3)
    case 'one_of':
      return pointClasses(test.values, axis)
    case 'below': {
      const { bound, inclusive } = test
      if (typeof bound === 'number')
        return classRange(1, classOfValue(axis.partition, inclusive ? nextNumber(bound) : bound))
      return classRange(1, classOfValue(axis.partition, inclusive ? nextText(bound) : bound))
    }
    case 'prefix': {
      const end = prefixEnd(test.prefix)
      const start = classOfValue(axis.partition, test.prefix)
      return classRange(start, end === null ? axis.classCount : classOfValue(axis.partition, end))
    }
  }
}

/** Each mentioned constant is a class of its own. */
function pointClasses(values: readonly (string | number | boolean)[], axis: AttributeAxis): ClassSet {
  return values.length === 0 ? noClasses : classSetOf(values.map((value) => classOfValue(axis.partition, value)))
}
