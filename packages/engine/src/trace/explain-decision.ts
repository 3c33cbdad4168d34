import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Policy } from '../policy/policy.ts'
import { clocksLine, ledgerLine } from './clock-sentences.ts'
import type { Decision, RoleDecision, TraceStep } from './decision.ts'
import { formatInstant } from './format-instant.ts'
import { accountLine, historyLine, leadLine } from './input-sentences.ts'
import { holdReasonText, outcomeSentence } from './outcome-sentence.ts'
import { ownerSentence, poolSentences } from './place-sentences.ts'
import { type Explained, constraintSentence, fallbackSentence, routesSentence } from './rule-sentences.ts'
import { whyNot } from './why-not.ts'

/** One labelled line of an explanation, such as `routes  1 of 212 asked: dach-enterprise true`. */
export type ExplanationLine = { readonly label: string; readonly text: string }

/** Why not the next in line for a further role. */
export type RunnerUp = { readonly role: string; readonly sentence: string }

export type Explanation = {
  /** What happened, by which policy and route, in one line. */
  readonly headline: string
  /** In the order the engine asked. */
  readonly lines: readonly ExplanationLine[]
  /** Why not the next in line, and what would have made it them; `null` where nobody was, or the policy is not compiled. */
  readonly runnerUp: string | null
  /** The same of each further role that has a next in line. */
  readonly furtherRunnersUp: readonly RunnerUp[]
  /** All of it as text for a person, lines ending in `\n`. */
  readonly text: string
}

/** Width of the labels' column. */
const LABEL_WIDTH = 10

/**
 * Says what was decided and why, from the record and the policy that decided alone. With the policy compiled it ends with the next in line
 * for each role: what would have made it them is found by deciding again. A brief record gives the headline and what was missing only.
 */
export function explainDecision(decision: Decision, policy: Policy | CompiledPolicy): Explanation {
  const compiled = 'policy' in policy ? policy : null
  const record: Explained = { decision, policy: 'policy' in policy ? policy.policy : policy }
  const headline = headlineOf(decision)
  const lines = decision.inputs === null ? briefLines(decision) : fullLines(record)
  const [main, ...further] = decision.roles
  const runnerUp = compiled === null ? null : runnerUpSentence(decision, compiled, main)
  const furtherRunnersUp = further.flatMap((role): readonly RunnerUp[] => {
    const sentence = compiled === null ? null : runnerUpSentence(decision, compiled, role)
    return sentence === null ? [] : [{ role: role.role, sentence }]
  })
  const body = lines.map((line) => `  ${line.label.padEnd(LABEL_WIDTH)} ${line.text}\n`)
  const next = [...(runnerUp === null ? [] : [runnerUp]), ...furtherRunnersUp.map(({ sentence }) => sentence)]
  const text = [`${headline}\n`, ...body, ...next.map((sentence) => `${sentence}\n`)].join('')
  return { headline, lines, runnerUp, furtherRunnersUp, text }
}

function headlineOf({ policy, outcome, ruleId, roles }: Decision): string {
  const version = policy.version === null ? '' : ` v${policy.version}`
  const by = `by policy ${policy.name}${version} (${policy.hash.slice(0, 7)})`
  // A hard rule that binds names the owner; the route then says only what goes with it.
  const binding = roles[0].steps.find((step) => step.kind === 'constraint' && step.effect === 'bound')
  if (binding?.kind === 'constraint') return `${outcomeSentence(outcome)}, ${by}, hard rule ${binding.constraintId}`
  return `${outcomeSentence(outcome)}, ${by}${ruleId === null ? '' : `, route ${ruleId}`}`
}

function briefLines({ missing }: Decision): readonly ExplanationLine[] {
  return [
    ...(missing.length === 0 ? [] : [{ label: 'missing', text: missing.join(', ') }]),
    { label: 'detail', text: 'recorded in brief; decide the lead in full detail to see every step' },
  ]
}

function fullLines(record: Explained): readonly ExplanationLine[] {
  const { decision, policy } = record
  const [main, ...further] = decision.roles
  const { inputs } = decision
  return filled([
    { label: 'lead', text: inputs === null ? '' : leadLine(inputs, policy) },
    { label: 'account', text: inputs === null ? '' : accountLine(inputs.match) },
    { label: 'before', text: inputs === null ? '' : historyLine(inputs) },
    ...roleLines(main, record),
    ...further.flatMap((role) => [
      { label: role.role, text: outcomeSentence(role.outcome) },
      ...roleLines(role, record).map(({ label, text }) => ({ label: '', text: `${label}: ${text}` })),
    ]),
    { label: 'plan', text: decision.plan ?? '' },
    { label: 'clocks', text: clocksLine(decision) },
    { label: 'ledger', text: ledgerLine(decision) },
  ])
}

function filled(lines: readonly ExplanationLine[]): readonly ExplanationLine[] {
  return lines.filter(({ text }) => text !== '')
}

function roleLines(role: RoleDecision, record: Explained): readonly ExplanationLine[] {
  const constraints = role.steps.filter((step) => step.kind === 'constraint')
  const rules = constraints.map((step) => constraintSentence(step, record)).join(' · ')
  return filled([{ label: 'hard rules', text: rules }, ...role.steps.flatMap((step) => stepLines(step, role, record))])
}

function stepLines(step: TraceStep, role: RoleDecision, record: Explained): readonly ExplanationLine[] {
  const { decision } = record
  switch (step.kind) {
    case 'constraint':
      return []
    case 'routes':
      return [{ label: 'routes', text: routesSentence(step, decision) }]
    case 'fallback':
      return [{ label: 'fallback', text: fallbackSentence(step, record) }]
    case 'wait': {
      const until = formatInstant(step.untilMs, null, decision.atMs)
      return [{ label: 'wait', text: `for ${step.missing.join(', ') || 'what could not be computed'} until ${until}` }]
    }
    case 'pool': {
      const { pool, balance } = poolSentences(step, record)
      return [{ label: 'pool', text: pool }, ...(balance === null ? [] : [{ label: 'balance', text: balance }])]
    }
    case 'owner':
      return [{ label: 'owner', text: ownerSentence(step, record) }]
    case 'hold':
      return [{ label: 'hold', text: `${step.queue}: ${holdReasonText(step.reason)}${retryText(role, decision)}` }]
    case 'refuse':
      return [{ label: 'refused', text: step.reason }]
  }
}

function retryText({ outcome }: RoleDecision, { atMs }: Decision): string {
  if (outcome.kind !== 'held') return ''
  if (outcome.retryAtMs === null) return '; tried again when something changes'
  return `; tried again at ${formatInstant(outcome.retryAtMs, null, atMs)} at the latest`
}

/** The one who comes next in the pool that gave the lead. */
function runnerUpSentence(
  decision: Decision,
  policy: CompiledPolicy,
  { role, outcome, steps }: RoleDecision,
): string | null {
  if (outcome.kind !== 'assigned' || decision.inputs === null) return null
  const pools = steps.filter((step) => step.kind === 'pool')
  const next = pools.at(-1)?.choice.candidates.find(({ rank }) => rank === 1)
  return next === undefined ? null : whyNot(decision, policy, { ownerId: next.ownerId, role }).sentence
}
