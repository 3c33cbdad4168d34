import { checkConstant } from './check-literal.ts'
import type { Checker, Expectation } from './checker.ts'
import type { Expression, ValueType, Value } from './expression.ts'
import { nearest } from './suggest.ts'
import type { Syntax } from './syntax.ts'
import { booleanType, integerType, numberType, textType } from './value-types.ts'

type Call = Extract<Syntax, { readonly kind: 'call' }>

/** `group("NAME")`: the constants the policy lists under that name. */
export function checkGroup(call: Call, checker: Checker, expected?: Expectation): Expression | null {
  const name = nameGiven(call, checker)
  if (name === null) return null
  const { groups } = checker.scope
  const values = Object.hasOwn(groups, name) ? groups[name] : undefined
  if (values === undefined) {
    const close = nearest(name, Object.keys(groups))
    const known = Object.keys(groups).slice(0, 8)
    checker.report({
      code: 'condition_group_unknown',
      span: call.span,
      message: `No group is called ${JSON.stringify(name)}.`,
      hint: close === null ? groupsHint(known) : `Did you mean \`group(${JSON.stringify(close)})\`?`,
    })
    return null
  }
  checkConstant(values, call.span, { checker, expected, group: name })
  return {
    kind: 'constant',
    value: values,
    group: name,
    type: { kind: 'list', of: typeOfItems(values) },
    span: call.span,
  }
}

function groupsHint(known: readonly string[]): string {
  if (known.length === 0) return 'Declare it under `groups`.'
  return `Declare it under \`groups\`; there ${known.length === 1 ? 'is' : 'are'} ${known.map((name) => JSON.stringify(name)).join(', ')}.`
}

function typeOfItems(values: readonly Value[]): ValueType {
  if (values.length === 0) return textType
  if (values.every((value) => Number.isSafeInteger(value))) return integerType
  if (values.every((value) => typeof value === 'number')) return numberType
  return values.every((value) => typeof value === 'boolean') ? booleanType : textType
}

/** A fact about the lead, such as `restricted("any")`, which is looked up before any condition is asked. */
export function checkFact(call: Call, checker: Checker): Expression | null {
  const argument = nameGiven(call, checker)
  if (argument === null) return null
  const symbol = checker.scope.fact(call.name, argument)
  if (symbol !== null) return { kind: 'symbol', symbol, type: symbol.type, span: call.span }
  checker.report({
    code: 'condition_fact_unknown',
    span: call.span,
    message: `\`${call.name}\` knows nothing called ${JSON.stringify(argument)}.`,
    hint: `Write \`${call.name}("any")\` or name one of its channels.`,
  })
  return null
}

/** The one text in the brackets; it is looked up when the policy is parsed, so it cannot be computed. */
function nameGiven({ name, given, span }: Call, { report }: Checker): string | null {
  const [only] = given
  if (given.length === 1 && only?.kind === 'text') return only.value
  if (given.length === 1 && only?.kind === 'broken') return null
  report({
    code: 'condition_arguments_mismatch',
    span,
    message: `\`${name}\` takes one text in quotes.`,
    hint: only?.kind === 'name' ? `Write \`${name}("${only.name}")\`.` : `Write it as \`${name}("…")\`.`,
  })
  return null
}
