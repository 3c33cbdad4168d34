import { checkPair } from './check-pair.ts'
import { checkFact, checkGroup } from './check-lookup.ts'
import { checkPattern } from './check-pattern.ts'
import { checkQuantifier } from './check-quantifier.ts'
import { type Checker, type Expectation, writtenAt } from './checker.ts'
import type { Expression } from './expression.ts'
import { foreignFunctions, functions, type Parameter, quantifiers, type Signature } from './functions.ts'
import { nearest } from './suggest.ts'
import type { Syntax } from './syntax.ts'
import { describeType, isNumeric } from './value-types.ts'

type Call = Extract<Syntax, { readonly kind: 'call' }>

/** A call: a group, a fact, a quantifier, or a function, before its first argument or behind a dot. */
export function checkCall(call: Call, checker: Checker, expected?: Expectation): Expression | null {
  const { target, name } = call
  if (target === null && name === 'group') return checkGroup(call, checker, expected)
  if (target === null && checker.scope.factNames.includes(name)) return checkFact(call, checker)
  if (target !== null && Object.hasOwn(quantifiers, name)) return checkQuantifier({ ...call, target }, checker)
  const isMath = target?.kind === 'name' && target.name === 'math' && checker.scope.symbol('math') === null
  const qualified = isMath ? `math.${name}` : name
  const signature = functions.get(qualified)
  if (signature === undefined) return tellUnknown(call, qualified, checker)
  const parts = target === null || isMath ? call.given : [target, ...call.given]
  return checkArguments({ call, name: qualified, signature, parts }, checker)
}

type Plan = {
  readonly call: Call
  readonly name: string
  readonly signature: Signature
  /** The receiver, if any, and the arguments. */
  readonly parts: readonly Syntax[]
}

function checkArguments({ call, name, signature, parts }: Plan, checker: Checker): Expression | null {
  const { parameters, required, isOpenEnded = false } = signature
  if (parts.length < required || (parts.length > parameters.length && !isOpenEnded)) {
    return tellCount({ call, name, signature, parts }, checker)
  }
  const [first, second] = parts
  // The items of one list are checked against those of the other.
  const isPair = name === 'overlaps' && first !== undefined && second !== undefined
  const given: readonly (Expression | null)[] = isPair
    ? checkPair(first, second, checker)
    : parts.map((part) => checker.check(part, checker))
  const complete = given.filter((expression) => expression !== null)
  if (complete.length < given.length) return null
  for (const [index, expression] of complete.entries()) {
    const parameter = parameters[Math.min(index, parameters.length - 1)] ?? 'any'
    if (!takes(parameter, expression) && !isNumberList(name, complete))
      return tellArgument({ call, name, signature, parts }, { expression, parameter, checker })
  }
  if (name === 'matches' && !checkPattern(complete[1], checker)) return null
  const type = typeof signature.returns === 'function' ? signature.returns(complete) : signature.returns
  return { kind: 'call', name, arguments: complete, type, span: call.span }
}

/** `math.greatest` and `math.least` also take one list of numbers. */
function isNumberList(name: string, given: readonly Expression[]): boolean {
  const [only] = given
  return (
    /^math\.(greatest|least)$/.test(name) && given.length === 1 && only?.type.kind === 'list' && isNumeric(only.type.of)
  )
}

function takes(parameter: Parameter, { type }: Expression): boolean {
  switch (parameter) {
    case 'text':
      return type.kind === 'string'
    case 'integer':
      return type.kind === 'integer'
    case 'number':
      return isNumeric(type)
    case 'texts':
      return type.kind === 'list' && type.of.kind === 'string'
    case 'list':
      return type.kind === 'list'
    case 'plain':
      return type.kind !== 'list'
    case 'sized':
      return type.kind === 'list' || type.kind === 'string'
    case 'any':
      return true
  }
}

const parameterNouns: Readonly<Record<Parameter, string>> = {
  text: 'a text',
  integer: 'an integer',
  number: 'a number',
  texts: 'a list of texts',
  list: 'a list',
  plain: 'one value, not a list',
  sized: 'a text or a list',
  any: 'anything',
}

function tellCount({ call, name, signature, parts }: Plan, checker: Checker): null {
  const { parameters, required, example } = signature
  const least =
    required === parameters.length || signature.isOpenEnded === true
      ? `${required}`
      : `${required} to ${parameters.length}`
  checker.report({
    code: 'condition_arguments_mismatch',
    span: call.span,
    message: `\`${name}\` takes ${signature.isOpenEnded === true ? 'at least ' : ''}${least} ${least === '1' ? 'value' : 'values'}; it was given ${parts.length}.`,
    hint: `Write it as \`${example}\`.`,
  })
  return null
}

function tellArgument(
  { name, signature }: Plan,
  {
    expression,
    parameter,
    checker,
  }: { readonly expression: Expression; readonly parameter: Parameter; readonly checker: Checker },
): null {
  checker.report({
    code: 'condition_arguments_mismatch',
    span: expression.span,
    message: `\`${name}\` needs ${parameterNouns[parameter]} here; \`${writtenAt(checker, expression.span)}\` is ${describeType(expression.type)}.`,
    hint: argumentHint(name, signature, { expression, written: writtenAt(checker, expression.span), parameter }),
  })
  return null
}

function argumentHint(
  name: string,
  { example }: Signature,
  {
    expression,
    written,
    parameter,
  }: { readonly expression: Expression; readonly written: string; readonly parameter: Parameter },
): string {
  const { type } = expression
  if (parameter === 'text' && type.kind === 'list') {
    if (name === 'contains') return `Write \`"…" in ${written}\` to ask whether a list holds a value.`
    return `Ask each item: \`${written}.exists(item, ${example.replace(/^x/, 'item')})\`.`
  }
  if (parameter === 'text' && isNumeric(type)) return `Write \`string(${written})\` to treat it as a text.`
  if (parameter === 'list' && type.kind === 'string') return `Write a list: \`[${written}]\`, or \`group("…")\`.`
  if ((parameter === 'number' || parameter === 'integer') && type.kind === 'string')
    return `Write \`int(${written})\` to read it as a number.`
  if (parameter === 'integer' && type.kind === 'number') return `Write \`int(${written})\`.`
  return `Write it as \`${example}\`.`
}

function tellUnknown({ target, name, nameSpan, given }: Call, qualified: string, checker: Checker): null {
  if (target === null && given.length === 1 && checker.scope.symbol(name) !== null) {
    const argument = given.map(({ span }) => writtenAt(checker, span)).join(', ')
    const message = `\`${name}\` is an attribute, not a function.`
    checker.report({
      code: 'condition_function_unknown',
      span: nameSpan,
      message,
      hint: `Write \`${name} == ${argument}\`.`,
    })
    return null
  }
  const foreign = Object.hasOwn(foreignFunctions, name.toLowerCase()) ? foreignFunctions[name.toLowerCase()] : undefined
  const close = nearest(qualified, [
    ...functions.keys(),
    ...Object.keys(quantifiers),
    ...checker.scope.factNames,
    'group',
  ])
  const written = close === null ? undefined : (functions.get(close)?.example ?? `${close}(…)`)
  // The example speaks of `x`; the reader's own words are easier to take over.
  const subject = target === null || qualified !== name ? given[0] : target
  const inOwnWords = (example: string): string =>
    subject === undefined ? example : example.replaceAll(/\bx\b/g, () => writtenAt(checker, subject.span))
  checker.report({
    code: 'condition_function_unknown',
    span: nameSpan,
    message: `No function is called \`${qualified}\`.`,
    hint:
      foreign === undefined
        ? written === undefined
          ? noSuchFunction
          : `Did you mean \`${inOwnWords(written)}\`?`
        : `Write \`${inOwnWords(foreign)}\`.`,
  })
  return null
}

const noSuchFunction =
  'The functions are listed in the reference of conditions; there are none for dates, time or maps.'
