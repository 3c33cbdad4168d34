import { checkComputed } from './check-literal.ts'
import { isUnknownName } from './check-name.ts'
import { type Checker, expectationOf } from './checker.ts'
import type { Expression } from './expression.ts'
import type { Syntax } from './syntax.ts'

type Pair = readonly [Expression | null, Expression | null]

/** Checks two parts of one type against each other: a literal against the values that the other part can have. */
export function checkPair(left: Syntax, right: Syntax, checker: Checker): Pair {
  const [a, b] = checkInOrder(left, right, checker)
  if (a !== null && b !== null) {
    checkComputed(left, a, { checker, expected: expectationOf(b) })
    checkComputed(right, b, { checker, expected: expectationOf(a) })
  }
  return [a, b]
}

/** The more telling part first, so that it can guide the other. */
function checkInOrder(left: Syntax, right: Syntax, checker: Checker): Pair {
  if (isGuided(left, checker) <= isGuided(right, checker)) {
    const checked = checker.check(left, checker)
    return [checked, checker.check(right, checker, checked === null ? undefined : expectationOf(checked))]
  }
  const checked = checker.check(right, checker)
  return [checker.check(left, checker, checked === null ? undefined : expectationOf(checked)), checked]
}

/** How much a part needs to be told by the other: a name without meaning most, as its quotes may be missing. */
export function isGuided(syntax: Syntax, checker: Checker): 0 | 1 | 2 {
  if (isUnknownName(syntax, checker)) return 2
  switch (syntax.kind) {
    case 'text':
    case 'list':
    case 'conditional':
      return 1
    case 'call':
      return syntax.target === null && syntax.name === 'group' ? 1 : 0
    case 'number':
    case 'name':
    case 'member':
    case 'index':
    case 'unary':
    case 'binary':
    case 'chain':
    case 'broken':
      return 0
  }
}
