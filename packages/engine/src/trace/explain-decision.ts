import type { Policy } from '../policy/policy.ts'
import { balanceSentence } from './balance-sentences.ts'
import type { ClockSetting, Decision, FallbackCause, Outcome, RoleDecision, TraceStep } from './decision.ts'
import { accountLine, leadLine } from './input-sentences.ts'
import { formatInstant, formatSeconds } from './format-instant.ts'
import { zoneOf } from '../replay/recorded-world.ts'
import { removalSentence, requirementText } from './removal-sentences.ts'

/** One labelled line of an explanation, such as `routes  1 of 212 asked: dach-enterprise true`. */
export type ExplanationLine = { readonly label: string; readonly text: string }

export type Explanation = {
  /** What happened, by which policy and route, in one line. */
  readonly headline: string
  /** In the order the engine asked. */
  readonly lines: readonly ExplanationLine[]
  /** All of it as text for a person, lines ending in `\n`. */
  readonly text: string
}

/** Says what was decided and why, from the record and its policy alone. A brief record gives the headline only. */
export function explainDecision(decision: Decision, policy: Policy): Explanation {
  const headline = headlineOf(decision)
  const lines = decision.detail === 'brief' ? briefLines(decision) : fullLines(decision, policy)
  const body = lines.map((line) => `  ${line.label.padEnd(10)} ${line.text}\n`).join('')
  return { headline, lines, text: `${headline}\n${body}` }
}

function headlineOf(decision: Decision): string {
  const version = decision.policy.version === null ? '' : ` v${decision.policy.version}`
  const by = `by policy ${decision.policy.name}${version} (${decision.policy.hash.slice(0, 7)})`
  const route = decision.ruleId === null ? '' : `, route ${decision.ruleId}`
  return `${outcomeSentence(decision.outcome)}, ${by}${route}`
}

/** `assigned to owner-07, pool dach-ent`; `held in triage (unmatched)`; `refused: do_not_contact`. */
export function outcomeSentence(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'assigned': {
      const pool = outcome.poolId === null ? '' : `, pool ${outcome.poolId}`
      const how = {
        pool: '',
        bound: ', to whom the lead is bound',
        named: ', named by the policy',
        look_ahead: ', who is free soon',
        kept: ', who keeps it',
      }
      return `assigned to ${outcome.ownerId}${pool}${how[outcome.by]}`
    }
    case 'held':
      return `held in ${outcome.queue} (${outcome.reason.replaceAll('_', ' ')})`
    case 'refused':
      return `refused: ${outcome.reason}`
  }
}

function briefLines(decision: Decision): readonly ExplanationLine[] {
  const missing = decision.missing.length === 0 ? [] : [{ label: 'missing', text: decision.missing.join(', ') }]
  return [
    ...missing,
    { label: 'detail', text: 'recorded in brief; route the lead again in full detail to see every step' },
  ]
}

function fullLines(decision: Decision, policy: Policy): readonly ExplanationLine[] {
  const lines: ExplanationLine[] = []
  if (decision.inputs !== null) {
    lines.push({ label: 'lead', text: leadLine(decision.inputs, policy) })
    lines.push({ label: 'account', text: accountLine(decision.inputs.match) })
  }
  const [main, ...further] = decision.roles
  lines.push(...roleLines(main, { decision, policy }))
  for (const role of further) {
    lines.push({ label: role.role, text: outcomeSentence(role.outcome) })
    lines.push(
      ...roleLines(role, { decision, policy }).map((line) => ({ label: '', text: `${line.label}: ${line.text}` })),
    )
  }
  if (decision.plan !== null) lines.push({ label: 'plan', text: decision.plan })
  for (const clock of decision.clocks) lines.push({ label: 'clock', text: clockSentence(clock, decision.atMs) })
  return lines
}

type Telling = { readonly decision: Decision; readonly policy: Policy }

function roleLines(role: RoleDecision, telling: Telling): readonly ExplanationLine[] {
  const constraints = role.steps.filter((step) => step.kind === 'constraint')
  const rules = constraints.map((step) => constraintSentence(step, telling)).join(' · ')
  const lines: ExplanationLine[] = constraints.length === 0 ? [] : [{ label: 'hard rules', text: rules }]
  for (const step of role.steps) lines.push(...stepLines(step, telling))
  return lines
}

function stepLines(step: TraceStep, telling: Telling): readonly ExplanationLine[] {
  switch (step.kind) {
    case 'constraint':
      return []
    case 'routes':
      return [{ label: 'routes', text: routesSentence(step) }]
    case 'fallback':
      return [{ label: 'fallback', text: fallbackSentence(step) }]
    case 'wait':
      return [
        {
          label: 'wait',
          text: `for ${step.missing.join(', ')} until ${formatInstant(step.untilMs, null, telling.decision.atMs)}`,
        },
      ]
    case 'pool':
      return poolLines(step, telling)
    case 'owner':
      return [{ label: 'owner', text: ownerSentence(step, telling) }]
    case 'hold':
      return [{ label: 'hold', text: `${step.queue}: ${step.reason.replaceAll('_', ' ')}` }]
    case 'refuse':
      return [{ label: 'refused', text: step.reason }]
  }
}

function constraintSentence(step: TraceStep & { readonly kind: 'constraint' }, telling: Telling): string {
  const missing = step.missing.length === 0 ? '' : ` (missing: ${step.missing.join(', ')})`
  switch (step.effect) {
    case 'none':
      return `${step.constraintId}: ${step.result === undefined ? `unknown, so it does not apply${missing}` : 'does not apply'}`
    case 'applies':
      return `${step.constraintId}: ${step.result === undefined ? `unknown, so it applies${missing}` : 'applies'}${removesSentence(step.constraintId, telling)}`
    case 'refused':
      return `${step.constraintId}: refuses`
    case 'bound':
      return `${step.constraintId}: binds to ${step.ownerId ?? 'nobody'}`
    case 'not_bound':
      return `${step.constraintId}: applies, but names no owner`
    case 'incomplete':
      return `${step.constraintId}: cannot tell${missing}`
  }
}

/** `, removes owner-03, owner-09 (no "gdpr")`. */
function removesSentence(constraintId: string, { decision, policy }: Telling): string {
  const removed = new Set<string>()
  for (const step of decision.roles.flatMap((role) => role.steps)) {
    if (step.kind !== 'pool') continue
    for (const { ownerId, removal } of step.choice.candidates) {
      if (removal?.kind === 'require' && removal.constraintId === constraintId) removed.add(ownerId)
    }
  }
  if (removed.size === 0) return ''
  return `, removes ${shortList([...removed])} (${requirementText(constraintId, policy)})`
}

function routesSentence(step: TraceStep & { readonly kind: 'routes' }): string {
  const unknown = step.unknown.slice(0, 3).map((rule) => `${rule.ruleId} unknown (missing: ${rule.missing.join(', ')})`)
  const more = step.unknown.length + step.unknownCut - unknown.length
  const rest = more > 0 ? [`${more} more unknown`] : []
  const matched = step.matched === null ? [] : [`${step.matched.ruleId} true`]
  const said = [...unknown, ...rest, ...matched]
  return `${step.asked} of ${step.total} asked: ${said.length === 0 ? 'none true' : said.join(' · ')}`
}

const fallbackCauses: Readonly<Record<FallbackCause, string>> = {
  no_route_true: 'no route is true',
  route_unknown: 'no route is true, and some cannot be told',
  hard_rule_unknown: 'a hard rule cannot be told',
  constraints_leave_nobody: 'the hard rules leave nobody',
  nobody_eligible: 'nobody there can take it now',
}

function fallbackSentence(step: TraceStep & { readonly kind: 'fallback' }): string {
  const missing = step.missing.length === 0 ? '' : ` (missing: ${step.missing.join(', ')})`
  return `${step.name}: ${fallbackCauses[step.because]}${missing}`
}

const REMOVED_SHOWN_MAX = 6

function poolLines(step: TraceStep & { readonly kind: 'pool' }, telling: Telling): readonly ExplanationLine[] {
  const { choice } = step
  const ahead = step.lookAhead ? ' (looking ahead)' : ''
  if (choice.closed !== null)
    return [{ label: 'pool', text: `${choice.poolId}${ahead}: ${choice.closed.replaceAll('_', ' ')}` }]
  const removed = choice.candidates.filter((candidate) => candidate.removal !== null)
  const shown = removed.slice(0, REMOVED_SHOWN_MAX).map(({ ownerId, removal }) => {
    const told = { zone: zoneIn(telling.decision, ownerId), nowMs: telling.decision.atMs, policy: telling.policy }
    return `${ownerId} ${removal === null ? '' : removalSentence(removal, told)}`
  })
  if (removed.length > shown.length) shown.push(`and ${removed.length - shown.length} more`)
  const because = shown.length === 0 ? '' : `; removed: ${shown.join('; ')}`
  const eligible = choice.candidates.length - removed.length
  const pool = {
    label: 'pool',
    text: `${choice.poolId}${ahead}: ${choice.candidates.length} ${choice.candidates.length === 1 ? 'member' : 'members'}, ${eligible} eligible${because}`,
  }
  const balance = balanceSentence(choice)
  return balance === '' ? [pool] : [pool, { label: 'balance', text: balance }]
}

function zoneIn(decision: Decision, ownerId: string): string | null {
  return decision.inputs === null ? null : zoneOf(ownerId, decision.inputs)
}

function ownerSentence(step: TraceStep & { readonly kind: 'owner' }, { decision, policy }: Telling): string {
  const how = { bound: 'bound', named: 'named', kept: 'kept' }[step.by]
  if (step.removal === null) return `${step.ownerId} (${how})`
  if (step.removal.kind === 'unknown_owner') return `${step.ownerId} (${how}) is not in the roster`
  return `${step.ownerId} (${how}) ${removalSentence(step.removal, { zone: zoneIn(decision, step.ownerId), nowMs: decision.atMs, policy })}`
}

function clockSentence(clock: ClockSetting, nowMs: number): string {
  const name = clock.name.replaceAll('_', ' ')
  const time = `${formatSeconds(clock.targetSeconds)}${clock.hours === 'wall' ? '' : ' of working time'}`
  return clock.dueAtMs === null
    ? `${name}: never due (${time})`
    : `${name} by ${formatInstant(clock.dueAtMs, clock.zone, nowMs)} (${time})`
}

function shortList(items: readonly string[]): string {
  const shown = items.slice(0, 4)
  return items.length > shown.length ? `${shown.join(', ')} and ${items.length - shown.length} more` : shown.join(', ')
}
