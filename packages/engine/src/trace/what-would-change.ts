import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Value } from '../language/expression.ts'
import type { Decision, Outcome } from './decision.ts'
import { valueText } from './input-sentences.ts'
import { type AttributeChange, type Destination, leadFlips } from './lead-flips.ts'
import { outcomeSentence } from './outcome-sentence.ts'
import { type QuestionedRole, questionRecord } from './question-record.ts'
import { type RosterChange, changesSentence } from './roster-changes.ts'
import { decideWith, liftings } from './roster-flips.ts'
import { shortList } from './short-list.ts'

/** A change of the lead's own attributes, one or two of them, and where it would have gone. */
export type LeadFlip = {
  readonly kind: 'lead'
  readonly changes: readonly AttributeChange[]
  readonly destination: Destination
  readonly sentence: string
}

/** One change of the roster's state, and what would have come of it. */
export type RosterFlip = {
  readonly kind: 'roster'
  readonly change: RosterChange
  /** `null`: the record does not tell, for it holds only what was read. */
  readonly outcome: Outcome | null
  /** The pool or person that is asked next and of which the record says nothing; `null` when the outcome is known. */
  readonly asks: string | null
  readonly sentence: string
}

/** The smallest changes that would have led to another outcome. */
export type Counterfactuals = {
  /** Single attributes in the order of the policy's fields, the nearest (or best known) values first; of two only where no single one does. */
  readonly lead: readonly LeadFlip[]
  /** Whether every class of values of every attribute was tried. Only a policy of many thousand values is too large for that. */
  readonly isLeadComplete: boolean
  readonly roster: readonly RosterFlip[]
}

/** People whose removal is lifted one by one in search of another outcome. */
const PEOPLE_TRIED_MAX = 50
const TARGETS_SHOWN_MAX = 4

/**
 * What would have changed the outcome of the main role, from the record and the policy that decided alone. Attributes: one value is tried of
 * each class that the policy tells apart, at most 12 places told for each attribute. A record holds the pools that were read, so for another
 * route the place is told, not the person. The account stays as it was matched. How much is tried is bounded: some ten milliseconds on a policy of ten thousand rules.
 *
 * Throws `decision_is_brief` for a record without inputs, `decision_policy_differs` for another policy than the record's.
 */
export function whatWouldChange(decision: Decision, policy: CompiledPolicy): Counterfactuals {
  const record = questionRecord(decision, policy)
  const applied = appliedRequires(decision)
  const { flips, isComplete } = leadFlips(record)
  const lead = flips.map(({ changes, destination }): LeadFlip => {
    // Nobody is sought for a lead that is refused, so it does not matter what people would have to be.
    const rules = destination.because === 'refused' ? '' : rulesText(applied, destination.requires)
    return { kind: 'lead', changes, destination, sentence: `${leadText(changes, destination)}${rules}` }
  })
  return { lead, isLeadComplete: isComplete, roster: rosterFlips(record) }
}

function rosterFlips(record: QuestionedRole): readonly RosterFlip[] {
  return rosterChanges(record).flatMap((change): readonly RosterFlip[] => {
    const changed = decideWith(record, change)
    if (changed.kind === 'unsettled' || changed.kind === 'not_pursued') return []
    const said = `if ${changesSentence([change])}`
    if (changed.kind === 'unread') {
      const sentence = `${said}: ${changed.place} is asked next, of which the record says nothing`
      return [{ kind: 'roster', change, outcome: null, asks: changed.place, sentence }]
    }
    const { outcome } = changed
    if (isSame(outcome, record.decision.outcome)) return []
    return [{ kind: 'roster', change, outcome, asks: null, sentence: `${said}: ${outcomeSentence(outcome)}` }]
  })
}

function rosterChanges(record: QuestionedRole): readonly RosterChange[] {
  const { outcome, roles } = record.decision
  const removed = roles[0].steps.flatMap((step) => {
    if (step.kind === 'owner') return step.removal === null ? [] : [step.ownerId]
    if (step.kind !== 'pool') return []
    return step.choice.candidates.flatMap(({ ownerId, removal }) => (removal === null ? [] : [ownerId]))
  })
  const people = [...new Set(removed)].slice(0, PEOPLE_TRIED_MAX)
  const lifted = people.flatMap((ownerId) => liftings(record, ownerId))
  if (outcome.kind !== 'assigned') return lifted
  const { ownerId } = outcome
  return [{ kind: 'more_leads', ownerId, leads: 1 }, { kind: 'absent', ownerId }, ...lifted]
}

/** How a person was found does not make another outcome, nor when a queue is tried again. */
function isSame(one: Outcome, other: Outcome): boolean {
  switch (one.kind) {
    case 'assigned':
      return other.kind === 'assigned' && one.ownerId === other.ownerId && one.poolId === other.poolId
    case 'held':
      return other.kind === 'held' && one.queue === other.queue
    case 'refused':
      return other.kind === 'refused' && one.reason === other.reason
  }
}

function leadText(changes: readonly AttributeChange[], destination: Destination): string {
  const changed = changes.map(({ field, from, to }) => `${field} were ${valueText(to)} instead of ${fromText(from)}`)
  return `if ${changed.join(' and ')}: ${destinationText(destination)}`
}

function fromText(from: Value | null): string {
  return from === null ? 'missing' : valueText(from)
}

/** Hard rules that the people for this lead had to pass. */
function appliedRequires({ roles }: Decision): readonly string[] {
  return roles[0].steps.flatMap((step) =>
    step.kind === 'constraint' && step.rule === 'require' && step.effect === 'applies' ? [step.constraintId] : [],
  )
}

/** `, where gdpr-trained applies`: the place may be the same, and other people may be chosen there. */
function rulesText(before: readonly string[], after: readonly string[]): string {
  const begun = after.filter((id) => !before.includes(id)).map((id) => `${id} applies`)
  const ended = before.filter((id) => !after.includes(id)).map((id) => `${id} does not apply`)
  const told = [...begun, ...ended]
  return told.length === 0 ? '' : `, where ${told.join(' and ')}`
}

/** `route dach, to pool dach`; `refused: no_consent`; `no route is true, to hold triage`. */
function destinationText({ because, ruleId, targets }: Destination): string {
  const to = targets.length === 0 ? '' : `, to ${shortList(targets, TARGETS_SHOWN_MAX).replaceAll(', ', ', then ')}`
  switch (because) {
    case 'refused':
      return targets.join(', ').replace('refuse ', 'refused: ')
    case 'route':
      return `route ${ruleId}${to}`
    case 'bound':
      return `bound by a hard rule${to}`
    case 'unmatched':
      return `no route is true${to}`
    case 'incomplete':
      return `incomplete${to}`
  }
}
