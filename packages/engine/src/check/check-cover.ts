import { type Plan, planLead } from '../decide/plan.ts'
import type { Value } from '../language/expression.ts'
import type { Target } from '../policy/policy.ts'
import { valueText } from '../trace/input-sentences.ts'
import type { UncoveredLeads } from './check-report.ts'
import type { CheckSpace } from './check-space.ts'
import { describeRegion, mattering } from './describe-region.ts'
import { exampleLead, isInGap } from './example-lead.ts'
import { type Finding, finding, listNames } from './finding.ts'
import { symbolsIn } from './symbols-in.ts'
import { type Gap, findGaps } from './find-gaps.ts'

/** What was found out about leads without a route. */
export type CoverChecks = { readonly findings: readonly Finding[]; readonly uncovered: readonly UncoveredLeads[] }

/** Looks for complete leads that nothing takes. Each one told has been put to the policy itself. */
export function checkCover(space: CheckSpace): CoverChecks {
  const found: { readonly gap: Gap; readonly slots: readonly (Value | undefined)[]; readonly plan: Plan }[] = []
  const { gaps, isDecided } = findGaps(space, (gap) => {
    const slots = exampleLead(space, gap)
    const plan = isInGap(space, gap, slots) ? planOf(space, slots) : null
    if (plan !== null) found.push({ gap, slots, plan })
    return plan !== null
  })
  const told = found
    .filter(({ gap }) => gaps.includes(gap))
    .map((each) => ({ ...each, uncovered: uncoveredLeads(space, each) }))
  const findings = told.map(({ uncovered, plan }) => tellUncovered(space, uncovered, plan))
  return {
    findings: isDecided ? findings : [...findings, tellUndecided(space)],
    uncovered: told.map(({ uncovered }) => uncovered),
  }
}

/** What the policy does with the lead; `null` when it takes it after all. */
function planOf({ compiled }: CheckSpace, slots: (Value | undefined)[]): Plan | null {
  const plan = planLead(compiled, slots, null)
  if (plan.because === 'unmatched') return plan
  // A hard rule or a route that waits for what is not known was told to.
  const isWithheld = plan.hardRules.incomplete !== null || compiled.match(slots).stoppedBy >= 0
  return plan.because === 'incomplete' && !isWithheld ? plan : null
}

function uncoveredLeads(
  space: CheckSpace,
  { gap, slots, plan }: { readonly gap: Gap; readonly slots: readonly (Value | undefined)[]; readonly plan: Plan },
): UncoveredLeads {
  const example: Record<string, Value | null> = {}
  const { axes, isWithoutAccount } = mattering(space, gap.region)
  for (const axis of axes) {
    for (const { path, slot } of axis.kind === 'attribute' ? [axis.symbol] : symbolsIn(axis.expression))
      example[path] = slots[slot] ?? null
  }
  if (isWithoutAccount) example['account'] = null
  return {
    example,
    described: describeRegion(space, gap.region),
    outcome: plan.because === 'incomplete' ? 'incomplete' : 'unmatched',
  }
}

function tellUncovered(space: CheckSpace, { example, described, outcome }: UncoveredLeads, plan: Plan): Finding {
  const { fallback } = space.policy
  const shown = Object.entries(example)
    .map(([name, value]) => (value === null ? `no ${name}` : `${name} ${valueText(value)}`))
    .join(', ')
  const who = shown === '' ? 'leads that lack nothing' : `a lead with ${shown}`
  const targets = outcome === 'unmatched' ? fallback.unmatched : fallback.incomplete.then
  const because =
    outcome === 'unmatched'
      ? ''
      : `, because ${listNames(plan.missing, 5)} ${plan.missing.length === 1 ? 'is' : 'are'} not known`
  const alike = described.length === 0 ? '' : `The same goes for every lead with: ${described.join('; ')}. `
  return finding('check_leads_uncovered', {
    severity: targets.some(({ kind }) => kind === 'pool' || kind === 'owner' || kind === 'bound')
      ? 'notice'
      : 'warning',
    message: `No route takes ${who}; ${shown === '' ? 'they fall' : 'it falls'} to \`fallback.${outcome}\`${because}, ${placeText(targets)}.`,
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
    message:
      'It could not be said whether the routes take every complete lead: that depends on conditions which cannot be reasoned about, such as regular expressions.',
    hint: 'Nothing is known to be missing; a last route without a condition, or `fallback.unmatched`, takes what is left over.',
    place: policy.fallback.place,
    path: 'routes',
  })
}
