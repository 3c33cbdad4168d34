import {
  type CompiledPolicy,
  type Counterfactuals,
  type Decision,
  type Explanation,
  explainDecision,
  whatWouldChange,
  whyNot,
  type WhyNot,
} from '@rightful/engine'

/** What is asked about a decision. */
export type Questions = {
  /** Owners to say why not of; `null`: those of the pools that were asked. */
  readonly owners: readonly string[] | null
  /** The role of which to say why not; `owner` is the main one. */
  readonly role: string
  readonly whatWouldChange: boolean
}

/** The answers, from the record and its policy alone. */
export type Answers = {
  readonly explanation: Explanation
  /** Those who could take the lead first, in the order they would. */
  readonly whyNot: readonly WhyNot[]
  /** Members of the asked pools of whom nothing is said. */
  readonly unsaid: number
  /** `null`: not asked. */
  readonly whatWouldChange: Counterfactuals | null
}

/** More people than this are only told about when they are named. */
const peopleToldMax = 12

/** Answers why, why not, and what would change it. */
export function answerQuestions(decision: Decision, policy: CompiledPolicy, asked: Questions): Answers {
  const people = asked.owners ?? othersAsked(decision, asked.role)
  const told = asked.owners === null ? people.slice(0, peopleToldMax) : people
  return {
    explanation: explainDecision(decision, policy.policy),
    whyNot: told.map((ownerId) => whyNot(decision, policy, { ownerId, role: asked.role })),
    unsaid: people.length - told.length,
    whatWouldChange: asked.whatWouldChange ? whatWouldChange(decision, policy) : null,
  }
}

/** Everybody in the pools that were asked for the role, but for the one who got it. */
function othersAsked({ roles }: Decision, name: string): readonly string[] {
  const role = roles.find((one) => one.role === name)
  const people = new Set<string>()
  for (const step of role?.steps ?? []) {
    if (step.kind !== 'pool') continue
    for (const { ownerId } of step.choice.candidates) people.add(ownerId)
  }
  if (role?.outcome.kind === 'assigned') people.delete(role.outcome.ownerId)
  return [...people]
}
