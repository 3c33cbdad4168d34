import { readAtom } from '../compile/read-atom.ts'
import type { Expression } from '../language/expression.ts'
import { partsOf } from '../language/parts-of.ts'
import { policyConditions } from '../policy/policy-conditions.ts'
import type { Policy, Target } from '../policy/policy.ts'
import { namedTargets } from './named-targets.ts'

/** What a policy's conditions, places and other parts make use of. */
export type PolicyReads = {
  /** Paths of symbols, such as `country`, `account.owner`, `segment`. */
  readonly symbols: ReadonlySet<string>
  readonly groups: ReadonlySet<string>
  /** By symbol: the texts it is compared with, one by one. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>
  /** Symbols that are also compared in other ways, so that any of their values may matter. */
  readonly anyValue: ReadonlySet<string>
}

type Draft = {
  readonly symbols: Set<string>
  readonly groups: Set<string>
  readonly values: Map<string, Set<string>>
  readonly anyValue: Set<string>
}

/** Collects what is used, golden leads aside: a test does not make a field useful. */
export function collectReads(policy: Policy): PolicyReads {
  const draft: Draft = { symbols: new Set(), groups: new Set(), values: new Map(), anyValue: new Set() }
  for (const { expression } of policyConditions(policy)) collect(expression, draft)
  for (const { target } of namedTargets(policy)) collectTarget(target, draft)
  for (const constraint of policy.constraints) if (constraint.kind === 'bind') draft.symbols.add(constraint.bind.path)
  for (const field of policy.fallback.incomplete.waitFor) draft.symbols.add(field)
  for (const { on } of policy.reassign)
    if (on.kind === 'changed') for (const field of on.fields) draft.symbols.add(field)
  return draft
}

function collectTarget(target: Target, draft: Draft): void {
  if (target.kind === 'bound') draft.symbols.add(target.source.path)
}

function collect(expression: Expression, draft: Draft): void {
  if (expression.kind === 'constant' && expression.group !== undefined) draft.groups.add(expression.group)
  if (expression.kind === 'symbol') draft.symbols.add(expression.symbol.path)
  const atom = readAtom(expression)
  if (atom === null) {
    // Inside `&&`, `||` and `!` there may be atoms yet; a symbol met bare is compared in a way that is not looked into.
    if (expression.kind === 'symbol') draft.anyValue.add(expression.symbol.path)
    for (const part of partsOf(expression)) collect(part, draft)
    return
  }
  const { symbol, test } = atom
  draft.symbols.add(symbol.path)
  for (const part of partsOf(expression))
    if (part.kind === 'constant' && part.group !== undefined) draft.groups.add(part.group)
  if (test.kind === 'below' || test.kind === 'prefix') draft.anyValue.add(symbol.path)
  if (test.kind !== 'one_of') return
  const known = draft.values.get(symbol.path) ?? new Set()
  draft.values.set(symbol.path, known)
  for (const value of test.values) if (typeof value === 'string') known.add(value)
}
