import { classOfValue } from '../compile/class-of-value.ts'
import { hasClass } from '../compile/class-set.ts'
import { type Plan, planLead } from '../decide/plan.ts'
import type { Expression, Value } from '../language/expression.ts'
import { partsOf } from '../language/parts-of.ts'
import type { Target } from '../policy/policy.ts'
import { valueText } from '../trace/input-sentences.ts'
import type { Region } from './box.ts'
import type { UncoveredLeads } from './check-report.ts'
import type { CheckSpace } from './check-space.ts'
import { describeRegion, mattering } from './describe-region.ts'
import { presentValue } from './example-values.ts'
import { type Finding, finding, listNames } from './finding.ts'
import { classToShow, findGaps } from './find-gaps.ts'

/** What was found out about leads without a route. */
export type CoverChecks = { readonly findings: readonly Finding[]; readonly uncovered: readonly UncoveredLeads[] }

/** Looks for complete leads that nothing takes. Each one told has been put to the policy itself. */
export function checkCover(space: CheckSpace): CoverChecks {
  const plans = new Map<Region, Plan>()
  const { regions, isDecided } = findGaps(space, (region) => {
    const plan = planOf(space, region)
    if (plan === null) return false
    plans.set(region, plan)
    return true
  })
  const found = regions.flatMap((region) => {
    const plan = plans.get(region)
    return plan === undefined ? [] : [{ region, plan, uncovered: uncoveredLeads(space, region, plan) }]
  })
  const findings = found.map(({ uncovered, plan }) => tellUncovered(space, uncovered, plan))
  return { findings: isDecided ? findings : [...findings, tellUndecided(space)], uncovered: found.map(({ uncovered }) => uncovered) }
}

/** What the policy does with a lead of the region; `null` when it takes it after all, or no lead could be made up. */
function planOf(space: CheckSpace, region: Region): Plan | null {
  const slots = slotsOf(space, region)
  space.compiled.computeDerived(slots)
  const isThere = space.axes.every((axis) => {
    if (axis.kind === 'opaque') return true
    const value = slots[axis.symbol.slot]
    return hasClass(region[axis.id], value === undefined ? 0 : classOfValue(axis.partition, value))
  })
  if (!isThere) return null
  const plan = planLead(space.compiled, slots, null)
  if (plan.because === 'unmatched') return plan
  // A hard rule or a route that waits for what is not known was told to.
  const isWithheld = plan.hardRules.incomplete !== null || space.compiled.match(slots).stoppedBy >= 0
  return plan.because === 'incomplete' && !isWithheld ? plan : null
}

/** A complete lead of the region. What no axis speaks of gets a value that the parts with regular expressions and the like ask for, or any. */
function slotsOf(space: CheckSpace, region: Region): (Value | undefined)[] {
  const { policy, axes, examples } = space
  const slots = policy.leadSymbols.map(({ origin, type }): Value | undefined => {
    if (origin === 'fact') return false
    return origin === 'field' ? presentValue(type) : undefined
  })
  for (const axis of axes) {
    if (axis.kind === 'attribute') slots[axis.symbol.slot] = examples[axis.id][classToShow(region[axis.id], examples[axis.id])]
  }
  for (const axis of axes) if (axis.kind === 'opaque' && !hasClass(region[axis.id], 1)) suit(axis.expression, slots)
  return slots
}

/** Tries to make the part true by giving its attribute a constant that the part names. */
function suit(expression: Expression, slots: (Value | undefined)[]): void {
  const [symbol] = slotsRead(expression)
  if (symbol === undefined) return
  const [constant] = constantsIn(expression)
  if (constant === undefined) return
  const isList = Array.isArray(slots[symbol])
  slots[symbol] = isList ? [constant] : constant
}

function slotsRead(expression: Expression): readonly number[] {
  if (expression.kind === 'symbol') return expression.symbol.space === 'lead' ? [expression.symbol.slot] : []
  return partsOf(expression).flatMap(slotsRead)
}

function constantsIn(expression: Expression): readonly Value[] {
  if (expression.kind === 'constant') return typeof expression.value === 'string' ? [expression.value.replaceAll(/[\^$]/g, '')] : []
  return partsOf(expression).flatMap(constantsIn)
}

function uncoveredLeads(space: CheckSpace, region: Region, plan: Plan): UncoveredLeads {
  const example: Record<string, Value | null> = {}
  for (const axis of mattering(space, region)) {
    if (axis.kind === 'opaque') continue
    const { path } = axis.symbol
    example[path] = space.examples[axis.id][classToShow(region[axis.id], space.examples[axis.id])] ?? null
  }
  return { example, described: describeRegion(space, region), outcome: plan.because === 'incomplete' ? 'incomplete' : 'unmatched' }
}

function tellUncovered(space: CheckSpace, { example, described, outcome }: UncoveredLeads, plan: Plan): Finding {
  const { fallback } = space.policy
  const shown = Object.entries(example).map(([name, value]) => (value === null ? `no ${name}` : `${name} ${valueText(value)}`))
  const who = shown.length === 0 ? 'leads that lack nothing' : `a lead with ${shown.join(', ')}`
  const targets = outcome === 'unmatched' ? fallback.unmatched : fallback.incomplete.then
  const because = outcome === 'unmatched' ? '' : `, because ${listNames(plan.missing, 5)} ${plan.missing.length === 1 ? 'is' : 'are'} not known`
  const alike = described.length === 0 ? '' : `The same goes for every lead with: ${described.join('; ')}. `
  return finding('check_leads_uncovered', {
    severity: targets.some(({ kind }) => kind === 'pool' || kind === 'owner' || kind === 'bound') ? 'notice' : 'warning',
    message: `No route takes ${who}; ${shown.length === 0 ? 'they fall' : 'it falls'} to \`fallback.${outcome}\`${because}, ${placeText(targets)}.`,
    hint: `${alike}Add a route for them, unless that is meant.`,
    place: fallback.place,
    path: `fallback.${outcome}`,
  })
}

function placeText(targets: readonly Target[]): string {
  const [first] = targets
  switch (first?.kind) {
    case undefined:
      return 'which names no place'
    case 'pool':
      return `the pool \`${first.pool}\``
    case 'owner':
      return `\`${first.owner}\``
    case 'bound':
      return `\`${first.source.path}\``
    case 'hold':
      return `the queue \`${first.queue}\``
    case 'refuse':
      return `which refuses it (\`${first.reason}\`)`
  }
}

function tellUndecided({ policy }: CheckSpace): Finding {
  return finding('check_cover_undecided', {
    severity: 'notice',
    message: 'It could not be said whether the routes take every complete lead: that depends on conditions which cannot be reasoned about, such as regular expressions.',
    hint: 'Nothing is known to be missing; a last route without a condition, or `fallback.unmatched`, takes what is left over.',
    place: policy.fallback.place,
    path: 'routes',
  })
}
