import type { Expression } from '../language/expression.ts'
import type { Condition, Constraint, Policy } from '../policy/policy.ts'
import { type Wanted, writeOut, writeOutUnknown } from './write-out.ts'

/** Something that holds for leads, free of derived values; `when: null` holds for all. */
export type Statement = { readonly id: string; readonly when: Expression | null }

/** A case of a derived value or of a clock: where it would be taken, and where those before it are. Numbers of statements. */
export type CaseStatements = {
  readonly of: 'derived' | 'clock'
  readonly name: string
  /** Its place among the cases, from 0. */
  readonly index: number
  readonly own: number
  readonly before: readonly number[]
}

/**
 * All that the checks ask, numbered, so that everything is said over one set of axes. First what keeps leads from the
 * routes (refusals, and hard rules that wait for an attribute), then the routes' rules, then the rest in any order.
 */
export type Statements = {
  readonly list: readonly Statement[]
  /** The first rule's number; rule r of the compiled policy has number firstRule + r. */
  readonly firstRule: number
  readonly ruleCount: number
  /** By rule: where it is true. That is its own number, unless it also stops leads for which it is unknown. */
  readonly trueOf: readonly number[]
  /** By constraint: where it applies. */
  readonly appliesOf: readonly number[]
  readonly cases: readonly CaseStatements[]
}

/** Cases beyond these are not looked at; no policy made by people has so many. */
const CASES_MAX = 5_000

type Add = (id: string, when: Condition | null, wanted: Wanted | 'unknown') => number

/** Lists what the policy says of leads. */
export function collectStatements(policy: Policy): Statements {
  const list: Statement[] = []
  const add: Add = (id, when, wanted) => {
    if (when === null) return list.push({ id, when: null }) - 1
    const { expression } = when
    const written =
      wanted === 'unknown' ? writeOutUnknown(expression, policy.derived) : writeOut(expression, policy.derived, wanted)
    return list.push({ id, when: written }) - 1
  }
  for (const constraint of policy.constraints) addWithheld(constraint, add)
  const firstRule = list.length
  const rules = policy.routes.flatMap((route) =>
    route.rules.map((rule) => ({ rule, stops: route.whenUnknown === 'incomplete' })),
  )
  for (const { rule, stops } of rules) add(rule.id, rule.when, stops ? 'not_false' : 'true')
  const ruleCount = list.length - firstRule
  const trueOf = rules.map(({ rule, stops }, number) => (stops ? add(rule.id, rule.when, 'true') : firstRule + number))
  const appliesOf = policy.constraints.map(({ id, when, whenUnknown }) =>
    add(id, when, whenUnknown === 'applies' ? 'not_false' : 'true'),
  )
  return { list, firstRule, ruleCount, trueOf, appliesOf, cases: collectCases(policy, add) }
}

/** Leads that a hard rule keeps from the routes: refused, or waiting because the rule may not be guessed. */
function addWithheld({ id, kind, when, whenUnknown }: Constraint, add: Add): void {
  if (kind === 'refuse') add(id, when, whenUnknown === 'skip' ? 'true' : 'not_false')
  else if (whenUnknown === 'incomplete' && when !== null) add(id, when, 'unknown')
}

function collectCases(policy: Policy, add: Add): readonly CaseStatements[] {
  const collected: CaseStatements[] = []
  const collect = (of: CaseStatements['of'], name: string, whens: readonly (Condition | null)[]): void => {
    const before: number[] = []
    for (const [index, when] of whens.entries()) {
      // The last case takes what is left over; it is no fault when nothing is.
      if (when === null || collected.length >= CASES_MAX) return
      collected.push({ of, name, index, own: add(name, when, 'true'), before: [...before] })
      // A derived value stops at an unknown case; a clock goes on.
      before.push(of === 'clock' ? collected[collected.length - 1].own : add(name, when, 'not_false'))
    }
  }
  for (const { name, cases } of policy.derived)
    collect(
      'derived',
      name,
      cases.map(({ when }) => when),
    )
  for (const [name, cases] of Object.entries(policy.clocks))
    collect(
      'clock',
      name,
      cases.map(({ when }) => when),
    )
  return collected
}
