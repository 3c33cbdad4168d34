import { type Checker, type Expectation, writtenAt } from './checker.ts'
import type { Expression } from './expression.ts'
import { functions } from './functions.ts'
import { nearest } from './suggest.ts'
import type { Syntax } from './syntax.ts'
import { booleanType } from './value-types.ts'

type Name = Extract<Syntax, { readonly kind: 'name' | 'member' }>

/** Words of other languages for "there is no value". */
export const nothing: ReadonlySet<string> = new Set(['null', 'nil', 'none', 'undefined', 'nothing', 'na'])

/** A name: a truth, a variable, or a symbol of the scope. */
export function checkName(syntax: Name, checker: Checker, expected?: Expectation): Expression | null {
  const { span } = syntax
  const path = pathOf(syntax)
  if (path === null) return tellNoParts(syntax, checker)
  if (path === 'true' || path === 'false') return { kind: 'constant', value: path === 'true', type: booleanType, span }
  const variable = checker.variables.get(path)
  if (variable !== undefined) return { kind: 'variable', name: path, type: variable, span }
  const symbol = checker.scope.symbol(path)
  if (symbol !== null) return { kind: 'symbol', symbol, type: symbol.type, span }
  tellUnknown(path, syntax, { checker, expected })
  return null
}

/** Whether a part is a name that means nothing here, such as a text whose quotes were forgotten. */
export function isUnknownName(syntax: Syntax, { scope, variables }: Checker): boolean {
  if (syntax.kind !== 'name' && syntax.kind !== 'member') return false
  const path = pathOf(syntax)
  return path !== null && path !== 'true' && path !== 'false' && !variables.has(path) && scope.symbol(path) === null
}

/** `a.b.c` as one path; `null` when it begins with something that is not a name. */
function pathOf(syntax: Syntax): string | null {
  if (syntax.isBracketed === true && syntax.kind === 'member') return null
  if (syntax.kind === 'name') return syntax.name
  if (syntax.kind !== 'member') return null
  const target = pathOf(syntax.target)
  return target === null ? null : `${target}.${syntax.name}`
}

function tellNoParts(syntax: Name, checker: Checker): null {
  const target = syntax.kind === 'member' ? syntax.target : syntax
  // Checking what stands before the dot tells its own problem first.
  if (checker.check(target, checker) === null || syntax.kind !== 'member') return null
  checker.report({
    code: 'condition_name_unknown',
    span: syntax.nameSpan,
    message: `\`${writtenAt(checker, target.span)}\` has no part \`${syntax.name}\`.`,
    hint: `Call a function with brackets, as in \`x.${syntax.name}()\`, if that is what you mean.`,
  })
  return null
}

function tellUnknown(
  path: string,
  { span }: Name,
  { checker, expected }: { readonly checker: Checker; readonly expected: Expectation | undefined },
): void {
  const reason = checker.scope.explainAbsence?.(path) ?? null
  if (reason !== null) {
    const hint = 'Read it where it is known, or use another attribute here.'
    checker.report({ code: 'condition_name_not_here', span, message: reason, hint })
    return
  }
  if (nothing.has(path.toLowerCase())) {
    const message = `\`${path}\` is not part of the language: a missing attribute has no value.`
    checker.report({ code: 'condition_literal_unsupported', span, message, hint: 'Ask `known(x)` or `!known(x)`.' })
    return
  }
  const hint = hintFor(path, checker, expected)
  checker.report({ code: 'condition_name_unknown', span, message: `No attribute is called \`${path}\`.`, hint })
}

const truthWords: Readonly<Record<string, string>> = {
  true: 'true',
  yes: 'true',
  y: 'true',
  false: 'false',
  no: 'false',
  n: 'false',
}

function hintFor(path: string, checker: Checker, expected: Expectation | undefined): string {
  const word = path.toLowerCase()
  const truth = Object.hasOwn(truthWords, word) ? truthWords[word] : undefined
  if (truth !== undefined && (word === truth || expected?.type.kind === 'boolean')) return `Write \`${truth}\`.`
  const { type } = expected ?? {}
  const isValue = type?.kind === 'string' && type.values?.has(path) === true
  if (isValue) return `A text stands in quotes: \`"${path}"\`.`
  const whole = path.slice(0, Math.max(0, path.lastIndexOf('.')))
  if (functions.has(lastPart(path)) && checker.scope.symbol(whole) !== null)
    return `A function has brackets: \`${path}()\`.`
  const meant = suggestName(path, checker)
  if (meant !== null) return `Did you mean \`${meant}\`?`
  if (type?.kind === 'string') return `If it is a text, put it in quotes: \`"${path}"\`.`
  return 'Conditions read the declared fields, `mail.*`, `account.*` and derived values; declare it as a field.'
}

/** The attribute that was meant: nearly the same name, or one whose last part is the same. */
function suggestName(path: string, { scope, variables }: Checker): string | null {
  const candidates = [...scope.names, ...variables.keys()]
  const close = nearest(path, candidates)
  if (close !== null) return close
  const last = lastPart(path)
  return candidates.find((candidate) => lastPart(candidate) === last) ?? null
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase()
}
