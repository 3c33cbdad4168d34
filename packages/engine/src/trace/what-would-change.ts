import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Value } from '../language/expression.ts'
import { inputsOf } from '../replay/replay-decision.ts'
import { type AttributeChange, type Destination, attributeFlips } from './attribute-flips.ts'
import type { Decision, Outcome } from './decision.ts'
import { outcomeSentence } from './explain-decision.ts'
import { valueText } from './input-sentences.ts'
import {
  type QuestionedRecord,
  type RosterChange,
  decideWith,
  liftings,
  rosterChangeSentence,
} from './roster-changes.ts'

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

/** The smallest changes that would have led to another outcome, those of one attribute first. */
export type Counterfactuals = { readonly lead: readonly LeadFlip[]; readonly roster: readonly RosterFlip[] }

/** People whose removal is lifted one by one in search of another outcome. */
const PEOPLE_TRIED_MAX = 50

/**
 * What would have changed the outcome, from the record and its policy alone. Attributes: every class of values that the
 * policy tells apart is tried, so no single change is overlooked; two at a time where one does not do.
 * A record holds the pools that were read, so for another route the place is told, not the person.
 *
 * Throws `decision_is_brief` for a record without inputs.
 */
export function whatWouldChange(decision: Decision, policy: CompiledPolicy): Counterfactuals {
  const inputs = inputsOf(decision)
  const record: QuestionedRecord = { decision, inputs, policy }
  const applied = appliedRequires(decision)
  const lead = attributeFlips(record).map(({ changes, destination }): LeadFlip => {
    // Nobody is sought for a lead that is refused, so it does not matter what people would have to be.
    const rules = destination.because === 'refused' ? '' : rulesSentence(applied, destination.requires)
    const sentence = `${leadSentence(changes, destination)}${rules}`
    return { kind: 'lead', changes, destination, sentence }
  })
  return { lead, roster: rosterFlips(record) }
}

function rosterFlips(record: QuestionedRecord): readonly RosterFlip[] {
  const { outcome } = record.decision
  const found: RosterFlip[] = []
  for (const change of rosterChanges(record)) {
    const changed = decideWith(record, change)
    if (changed.kind === 'known' && isSame(changed.outcome, outcome)) continue
    const then =
      changed.kind === 'known'
        ? outcomeSentence(changed.outcome)
        : `${changed.place} is asked next, of which the record says nothing`
    found.push({
      kind: 'roster',
      change,
      outcome: changed.kind === 'known' ? changed.outcome : null,
      asks: changed.kind === 'known' ? null : changed.place,
      sentence: `if ${rosterChangeSentence(change)}: ${then}`,
    })
  }
  return found
}

function rosterChanges(record: QuestionedRecord): readonly RosterChange[] {
  const { outcome, roles } = record.decision
  const changes: RosterChange[] = []
  if (outcome.kind === 'assigned') {
    const { ownerId } = outcome
    changes.push({ kind: 'more_leads', ownerId, leads: 1 }, { kind: 'absent', ownerId })
  }
  const removed = roles[0].steps.flatMap((step) => {
    if (step.kind === 'pool')
      return step.choice.candidates.filter((one) => one.removal !== null).map((one) => one.ownerId)
    return step.kind === 'owner' && step.removal !== null ? [step.ownerId] : []
  })
  for (const ownerId of [...new Set(removed)].slice(0, PEOPLE_TRIED_MAX)) changes.push(...liftings(record, ownerId))
  return changes
}

function isSame(one: Outcome, other: Outcome): boolean {
  if (one.kind === 'assigned')
    return other.kind === 'assigned' && one.ownerId === other.ownerId && one.poolId === other.poolId
  if (one.kind === 'held') return other.kind === 'held' && one.queue === other.queue
  return other.kind === 'refused' && one.reason === other.reason
}

function leadSentence(changes: readonly AttributeChange[], destination: Destination): string {
  const changed = changes.map(({ field, from, to }) => `${field} were ${textOf(to)} instead of ${textOf(from)}`)
  return `if ${changed.join(' and ')}: ${destinationText(destination)}`
}

/** Hard rules that the people for this lead had to pass. */
function appliedRequires({ roles }: Decision): readonly string[] {
  return roles[0].steps.flatMap((step) =>
    step.kind === 'constraint' && step.rule === 'require' && step.effect === 'applies' ? [step.constraintId] : [],
  )
}

/** `, where gdpr-trained applies`: the place may be the same, and other people may be chosen there. */
function rulesSentence(before: readonly string[], after: readonly string[]): string {
  const begun = after.filter((id) => !before.includes(id)).map((id) => `${id} applies`)
  const ended = before.filter((id) => !after.includes(id)).map((id) => `${id} does not apply`)
  const told = [...begun, ...ended]
  return told.length === 0 ? '' : `, where ${told.join(' and ')}`
}

function textOf(value: Value | null): string {
  return value === null ? 'missing' : valueText(value)
}

/** `route dach, to pool dach`; `refused: no_consent`. */
function destinationText(destination: Destination): string {
  if (destination.because === 'refused') return destination.targets.join(', ').replace('refuse ', 'refused: ')
  const route = destination.ruleId === null ? destination.because : `route ${destination.ruleId}`
  return destination.targets.length === 0 ? route : `${route}, to ${destination.targets.join(', then ')}`
}
