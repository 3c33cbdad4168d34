import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { MAIN_ROLE } from '../decide/decide.ts'
import { EngineError } from '../engine-error.ts'
import { personOf, zoneOf } from '../replay/recorded-world.ts'
import type { CandidateResult, Choice, Decision, RoleDecision } from './decision.ts'
import { outcomeSentence } from './outcome-sentence.ts'
import { outrankedSentence } from './outranked-sentence.ts'
import { type QuestionedRole, questionRecord } from './question-record.ts'
import { removalSentence } from './removal-sentences.ts'
import { rolesOf } from './roles-of.ts'
import { type RosterChange, changesSentence } from './roster-changes.ts'
import { flipsTo, liftings } from './roster-flips.ts'

/** Why a person did not get the lead. */
export type WhyNot = {
  readonly ownerId: string
  /**
   * `chosen`: they did get it. `removed`: a test removed them (`result.removal`). `outranked`: they could have had it, and
   * others came first. `not_asked`: none of the pools and people that were asked is or has them. `nobody_asked`: nobody was.
   */
  readonly verdict: 'chosen' | 'removed' | 'outranked' | 'not_asked' | 'nobody_asked'
  /** The pool in which they were considered last; `null` when they were named, or not asked. */
  readonly poolId: string | null
  /** How they fared there. */
  readonly result: CandidateResult | null
  /** Single changes of the roster's state that would have given them the lead, each found by deciding again, the smallest of its kind. */
  readonly wouldTakeIf: readonly RosterChange[]
  /** All of it for a person, with a full stop. */
  readonly sentence: string
}

/** Whom to ask about, and as what. */
export type WhyNotQuestion = {
  readonly ownerId: string
  /** `owner` is the lead's main role. */
  readonly role: string
}

/**
 * "Why not me?" for one role of a lead, from the record and the policy that decided alone; given an owner's id, for its main role.
 *
 * Throws `decision_is_brief` for a record without inputs, `decision_policy_differs` for another policy than the record's,
 * `decision_role_unknown` for a role that no route of the policy names.
 */
export function whyNot(decision: Decision, policy: CompiledPolicy, asked: string | WhyNotQuestion): WhyNot {
  const { ownerId, role: name } = typeof asked === 'string' ? { ownerId: asked, role: MAIN_ROLE } : asked
  const record = questionRecord(decision, policy)
  const role = decision.roles.find((one) => one.role === name)
  if (role === undefined) return nobodySought(record, { ownerId, role: name })
  return answer({ ...record, role }, ownerId)
}

/** Further roles are for leads that have an owner, on a route that names them. */
function nobodySought({ decision, policy }: QuestionedRole, { ownerId, role }: WhyNotQuestion): WhyNot {
  const roles = rolesOf(policy.policy)
  if (!roles.includes(role)) {
    throw new EngineError('decision_role_unknown', { decision: decision.decisionId, role, roles: roles.join(' ') })
  }
  const because =
    decision.outcome.kind === 'assigned'
      ? `route ${decision.routeId ?? 'none'} names no ${role}`
      : `the lead was ${outcomeSentence(decision.outcome)}`
  return {
    ownerId,
    verdict: 'nobody_asked',
    poolId: null,
    result: null,
    wouldTakeIf: [],
    sentence: `not ${ownerId} as ${role}: nobody was looked for, ${because}.`,
  }
}

function answer(record: QuestionedRole, ownerId: string): WhyNot {
  const { outcome, role } = record.role
  if (outcome.kind === 'assigned' && outcome.ownerId === ownerId) {
    const got = role === MAIN_ROLE ? 'got this lead' : `is the ${role} of this lead`
    const sentence = `${ownerId} ${got}: ${outcomeSentence(outcome)}.`
    return { ownerId, verdict: 'chosen', poolId: outcome.poolId, result: null, wouldTakeIf: [], sentence }
  }
  const wouldTakeIf = flipsTo(record, ownerId)
  const { reason, ...found } =
    removedByName(record, ownerId) ?? considered(record, ownerId) ?? notAsked(record, ownerId)
  const who = role === MAIN_ROLE ? ownerId : `${ownerId} as ${role}`
  return {
    ownerId,
    ...found,
    wouldTakeIf,
    sentence: `not ${who}: ${reason}.${ifSentence(record, ownerId, wouldTakeIf)}`,
  }
}

type Answer = Pick<WhyNot, 'verdict' | 'poolId' | 'result'> & { readonly reason: string }

function removedByName(record: QuestionedRole, ownerId: string): Answer | null {
  for (const step of record.role.steps) {
    if (step.kind !== 'owner' || step.ownerId !== ownerId || step.removal === null) continue
    if (step.removal.kind === 'unknown_owner')
      return { verdict: 'not_asked', poolId: null, result: null, reason: 'not in the roster' }
    const result = { ownerId, removal: step.removal, rank: null, score: null, isDue: null }
    return { verdict: 'removed', poolId: null, result, reason: removalText(result.removal, record, ownerId) }
  }
  return null
}

/** How they fared in the last pool that has them. */
function considered(record: QuestionedRole, ownerId: string): Answer | null {
  const steps = record.role.steps.filter((step) => step.kind === 'pool')
  for (const { choice } of steps.toReversed()) {
    const result = choice.candidates.find((candidate) => candidate.ownerId === ownerId)
    if (result === undefined) continue
    const { removal } = result
    return {
      verdict: removal === null ? 'outranked' : 'removed',
      poolId: choice.poolId,
      result,
      reason:
        removal === null ? outrankedSentence(choice, result, record.inputs) : removalText(removal, record, ownerId),
    }
  }
  return null
}

function removalText(
  removal: NonNullable<CandidateResult['removal']>,
  { decision, inputs, policy }: QuestionedRole,
  ownerId: string,
): string {
  return removalSentence(removal, { zone: zoneOf(ownerId, inputs), nowMs: decision.atMs, policy: policy.policy })
}

function notAsked({ role, inputs }: QuestionedRole, ownerId: string): Answer {
  const { steps } = role
  const choices = steps.flatMap((step) => (step.kind === 'pool' ? [step.choice] : []))
  const isAnybodyAsked = choices.length > 0 || steps.some((step) => step.kind === 'owner')
  const unread = personOf(ownerId, inputs) === null ? '. Nothing about this person was read' : ''
  return {
    verdict: isAnybodyAsked ? 'not_asked' : 'nobody_asked',
    poolId: null,
    result: null,
    reason: `${whereItWent(role, choices)}${unread}`,
  }
}

function whereItWent({ outcome, steps }: RoleDecision, choices: readonly Choice[]): string {
  if (outcome.kind === 'refused') return `the lead was ${outcomeSentence(outcome)}`
  if (outcome.kind === 'assigned' && outcome.by === 'kept') return `the lead ${outcomeSentence(outcome)}`
  if (outcome.kind === 'assigned' && outcome.poolId === null) {
    const binding = steps.find((step) => step.kind === 'constraint' && step.ownerId === outcome.ownerId)
    return binding?.kind === 'constraint'
      ? `${binding.constraintId} binds the lead to ${outcome.ownerId}`
      : `the lead goes to ${outcome.ownerId} by name, not through a pool`
  }
  const pools = [...new Set(choices.map(({ poolId }) => poolId))]
  if (pools.length === 0) return `no pool was asked: the lead was ${outcomeSentence(outcome)}`
  // Of a pool that is closed nobody is asked, so being a member would not show.
  const closed = choices.filter((choice) => choice.closed !== null).map(({ poolId }) => poolId)
  if (closed.length === pools.length) return `nobody was asked: ${pools.join(', ')} could give no lead`
  const open = pools.filter((poolId) => !closed.includes(poolId))
  return open.length === 1 && pools.length === 1
    ? `not a member of ${open[0]}, the only pool that was asked`
    : `in none of the pools that were asked: ${open.join(', ')}`
}

function ifSentence(record: QuestionedRole, ownerId: string, changes: readonly RosterChange[]): string {
  if (changes.length > 0) return ` It would have been ${ownerId} if ${changesSentence(changes)}.`
  const [lifting] = liftings(record, ownerId)
  return lifting === undefined ? '' : ` Even if ${changesSentence([lifting])}, it would not have been ${ownerId}.`
}
