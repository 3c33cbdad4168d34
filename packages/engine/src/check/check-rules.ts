import { createRandom } from '../chance/create-random.ts'
import { type Box, boxHolds } from './box.ts'
import { type CheckSpace, boxesOfStatement, firstHolding } from './check-space.ts'
import { type Finding, countOf, finding, listNames } from './finding.ts'
import { type Reach, type ReachQuestion, pickClass, reachStatement } from './reach-rules.ts'
import { type RuleSpot, capitalised, ruleSpots } from './rule-spots.ts'

/** Names shown of the rules that take a rule's leads. */
const TAKERS_SHOWN = 5

/** What was found out about the rules, and of how many. */
export type RuleChecks = {
  readonly findings: readonly Finding[]
  readonly undecided: number
  /** Numbers of rules that no lead reaches. */
  readonly unreachable: ReadonlySet<number>
  readonly exact: number
}

/** Asks for every rule whether a lead gets to it, and whether the places it names are ever tried. */
export function checkRules(space: CheckSpace): RuleChecks {
  const findings: Finding[] = []
  const unreachable = new Set<number>()
  const { policy, statements } = space
  const bindings = policy.constraints.flatMap(({ kind }, index) =>
    kind === 'bind' ? boxesOfStatement(space, statements.appliesOf[index]) : [],
  )
  let [undecided, exact] = [0, 0]
  for (const [rule, spot] of ruleSpots(policy).entries()) {
    const own = boxesOfStatement(space, statements.trueOf[rule])
    if (own.every(({ axes }) => axes.every((axis) => !space.isFree[axis]))) exact += 1
    const question: ReachQuestion = { domain: space.complete, own, statement: statements.firstRule + rule }
    const reach = reachStatement(space, question)
    if (reach.kind === 'cannot_tell') undecided += 1
    else if (reach.kind === 'reached') findings.push(...checkBinding(space, { spot, question, reach, bindings }))
    else {
      const withGaps = reachStatement(space, { ...question, domain: space.gappy })
      if (withGaps.kind === 'never_true' || withGaps.kind === 'taken_before') unreachable.add(rule)
      findings.push(...tellUnreached(space, { spot, question, reach, withGaps }))
    }
  }
  return { findings: [...findings, ...tellUndecided(space, undecided)], undecided, unreachable, exact }
}

type Unreached = {
  readonly spot: RuleSpot
  readonly question: ReachQuestion
  readonly reach: Reach
  readonly withGaps: Reach
}

function tellUnreached(space: CheckSpace, { spot, question, reach, withGaps }: Unreached): readonly Finding[] {
  const { title, path, rule } = spot
  const place = rule.place
  switch (withGaps.kind) {
    case 'never_true':
      return [
        finding('check_rule_never_true', {
          severity: 'warning',
          message: `No lead can make ${title} true: its conditions contradict each other.`,
          hint: 'Mend the condition, or remove it.',
          place,
          path,
        }),
      ]
    case 'taken_before':
      return [
        finding('check_rule_unreachable', {
          severity: 'warning',
          message: `No lead gets to ${title}: ${takersText(space, withGaps.by)}.`,
          hint: 'Move it up, narrow what stands before it, or remove it.',
          place,
          path,
        }),
      ]
    case 'reached':
    case 'cannot_tell':
      // One that asks for what is not known is made for such leads.
      return reach.kind === 'never_true' ? [] : [tellNeedsGaps(space, { spot, question, reach, withGaps })]
  }
}

function takersText(space: CheckSpace, by: readonly number[]): string {
  const { list, firstRule } = space.statements
  const rules = by.filter((statement) => statement >= firstRule).map((statement) => list[statement].id)
  const hardRules = by.filter((statement) => statement < firstRule).map((statement) => list[statement].id)
  const parts = [
    ...(hardRules.length > 0
      ? [`${listNames(hardRules, TAKERS_SHOWN)} ${hardRules.length === 1 ? 'keeps' : 'keep'} them from the routes`]
      : []),
    ...(rules.length > 0
      ? [
          `${listNames(rules, TAKERS_SHOWN)} ${rules.length === 1 ? 'takes' : 'take'} them${hardRules.length > 0 ? '' : ' all'}`,
        ]
      : []),
  ]
  return parts.join(', and ')
}

function tellNeedsGaps(space: CheckSpace, { spot, question, reach, withGaps }: Unreached): Finding {
  const gaps = withGaps.kind === 'reached' ? neededGaps(space, question, withGaps.classes) : []
  const suchAs = gaps.length === 0 ? '' : `, such as one without ${listNames(gaps, TAKERS_SHOWN)}`
  const takers = reach.kind === 'taken_before' ? `: ${takersText(space, reach.by)}` : ''
  return finding('check_rule_needs_gaps', {
    severity: 'notice',
    message: `Only leads that lack something get to ${spot.title}${suchAs}; of the others none does${takers}.`,
    hint: 'Leave it if that is meant; otherwise move it up, or remove it.',
    place: spot.rule.place,
    path: spot.path,
  })
}

/** Values tried to fill a gap before it is said to be needed. */
const FILLS_MAX = 12

/** The attributes that this lead has to lack to get to the rule; the others are filled, where that changes nothing. */
function neededGaps(
  space: CheckSpace,
  { own, statement }: ReachQuestion,
  classes: readonly number[],
): readonly string[] {
  const random = createRandom(statement + 1)
  const filled = [...classes]
  const needed: string[] = []
  for (const axis of space.axes) {
    if (
      axis.kind === 'opaque' ||
      axis.symbol.origin === 'account' ||
      axis.symbol.origin === 'consent' ||
      filled[axis.id] !== 0 ||
      space.complete[axis.id][0] === 0
    )
      continue
    const isFilled = Array.from({ length: FILLS_MAX }).some(() => {
      filled[axis.id] = pickClass(space.complete[axis.id], random)
      return firstHolding(space, filled) === statement && own.some((box) => boxHolds(box, filled))
    })
    if (isFilled) continue
    filled[axis.id] = 0
    needed.push(axis.symbol.path)
  }
  return needed
}

type Bound = {
  readonly spot: RuleSpot
  readonly question: ReachQuestion
  readonly reach: Reach & { readonly kind: 'reached' }
  readonly bindings: readonly Box[]
}

/** A rule whose leads are all bound decides nothing, unless it gives further roles or a plan. */
function checkBinding(space: CheckSpace, { spot, question, reach, bindings }: Bound): readonly Finding[] {
  const { route, rule, title, path } = spot
  if (Object.keys(route.also).length > 0 || route.plan !== null) return []
  if (!bindings.some((box) => boxHolds(box, reach.classes))) return []
  const unbound = reachStatement(space, { ...question, also: bindings })
  if (unbound.kind !== 'taken_before') return []
  const by = unbound.by.filter((statement) => statement >= space.statements.firstRule + space.statements.ruleCount)
  const names = by.map((statement) => space.statements.list[statement].id)
  return [
    finding('check_rule_always_bound', {
      severity: 'notice',
      message: `${capitalised(title)} takes only leads that ${listNames(names, TAKERS_SHOWN)} ${names.length === 1 ? 'binds' : 'bind'} to an owner, so its places are never tried.`,
      hint: 'Remove the rule, or narrow the constraint.',
      place: rule.place,
      path,
    }),
  ]
}

function tellUndecided({ policy }: CheckSpace, undecided: number): readonly Finding[] {
  const [first] = policy.routes
  if (undecided === 0 || first === undefined) return []
  return [
    finding('check_rules_undecided', {
      severity: 'notice',
      message: `Of ${countOf(undecided, 'rule')} it could not be said whether any lead gets to them: there are too many ways to part their leads among the rules before.`,
      hint: 'Nothing is known to be wrong with them; put a golden lead under `tests` for each that matters.',
      place: first.place,
      path: 'routes',
    }),
  ]
}
