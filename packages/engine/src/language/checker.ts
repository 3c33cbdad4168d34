import type { Expression, Span, ValueType } from './expression.ts'
import type { Report } from './problem-list.ts'
import type { Scope } from './scope.ts'
import type { Syntax } from './syntax.ts'

/** What a part is compared with, which tells more about a literal than the literal does. */
export type Expectation = {
  readonly type: ValueType
  /** The attribute's path, when it is one. */
  readonly name: string | null
}

/** What checking one condition's types needs everywhere. */
export type Checker = {
  readonly scope: Scope
  readonly text: string
  readonly report: Report
  /** Whether no further problem would be kept, so that looking for suggestions is wasted. */
  readonly isFull: () => boolean
  /** The variables of the quantifiers around. */
  readonly variables: ReadonlyMap<string, ValueType>
  /** Checks a part; `null` when it is wrong, which has then been told. */
  readonly check: (syntax: Syntax, checker: Checker, expected?: Expectation) => Expression | null
}

/** The condition's own text at a place. */
export function writtenAt({ text }: Checker, span: Span): string {
  return text.slice(span.start, span.end)
}

/** What an expression expects from the part it is compared with. */
export function expectationOf(expression: Expression): Expectation {
  return { type: expression.type, name: nameOf(expression) }
}

function nameOf(expression: Expression): string | null {
  if (expression.kind === 'symbol') return expression.symbol.path
  return expression.kind === 'variable' ? expression.name : null
}

/** The same for the items of a list. */
export function itemExpectationOf(list: Expression): Expectation | undefined {
  return list.type.kind === 'list' ? { ...expectationOf(list), type: list.type.of } : undefined
}
