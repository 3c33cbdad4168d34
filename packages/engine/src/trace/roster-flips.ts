import { LEAD_UNITS } from '../balance/pool-snapshot.ts'
import { recordedWorld } from '../replay/recorded-world.ts'
import { decideRole } from '../decide/decide.ts'
import { inputFrom } from '../replay/replay-decision.ts'
import type { Outcome, Removal } from './decision.ts'
import type { QuestionedRole } from './question-record.ts'
import { type RosterChange, changedInputs } from './roster-changes.ts'

/** How far the counts of leads are moved in search of a flip. */
const LEADS_MOVED_MAX = 5

/** What comes of a changed roster. */
export type ChangedOutcome =
  | { readonly kind: 'known'; readonly outcome: Outcome }
  /** A pool or person comes in that the decision did not read, so the record cannot tell what they would do. */
  | { readonly kind: 'unread'; readonly place: string }
  /** People who are away come in, whose balances on return follow the pool's time: the record does not hold how. */
  | { readonly kind: 'unsettled' }
  /** Nobody is looked for in a further role. */
  | { readonly kind: 'not_pursued' }

/** What comes of the role in question, deciding again with the roster changed in one point. */
export function decideWith(record: QuestionedRole, change: RosterChange): ChangedOutcome {
  const inputs = changedInputs(record.inputs, change)
  const unread: string[] = []
  const world = recordedWorld(record.decision, inputs, (name) => unread.push(name))
  const { main, outcome } = decideRole(record.policy, inputFrom({ ...record, inputs }, world), record.role.role)
  if (unread.length > 0) return { kind: 'unread', place: unread[0] }
  const isMoved = change.kind === 'more_leads' || change.kind === 'fewer_leads'
  if (isMoved && (isAhead(main) || isAhead(outcome))) return { kind: 'unsettled' }
  return outcome === null ? { kind: 'not_pursued' } : { kind: 'known', outcome }
}

function isAhead(outcome: Outcome | null): boolean {
  return outcome?.kind === 'assigned' && outcome.by === 'look_ahead'
}

/** The single changes of the roster that would have given this person the role, the smallest of each kind. */
export function flipsTo(record: QuestionedRole, ownerId: string): readonly RosterChange[] {
  const gives = (change: RosterChange): boolean => {
    const changed = decideWith(record, change)
    return changed.kind === 'known' && changed.outcome.kind === 'assigned' && changed.outcome.ownerId === ownerId
  }
  const { outcome } = record.role
  const pick = outcome.kind === 'assigned' ? outcome.ownerId : null
  const tried: readonly (readonly RosterChange[])[] = [
    ...(pick === null ? [] : [moreLeads(pick), [{ kind: 'absent', ownerId: pick } satisfies RosterChange]]),
    fewerLeads(record, ownerId),
    liftings(record, ownerId),
  ]
  return tried.flatMap((changes) => changes.find(gives) ?? [])
}

function moreLeads(ownerId: string): readonly RosterChange[] {
  return counts(LEADS_MOVED_MAX).map((leads) => ({ kind: 'more_leads', ownerId, leads }))
}

/** Nobody can have fewer leads than they have. */
function fewerLeads({ inputs }: QuestionedRole, ownerId: string): readonly RosterChange[] {
  const members = inputs.pools.flatMap((pool) => pool.members.filter((member) => member.ownerId === ownerId))
  const people = [...members, ...inputs.owners.filter((owner) => owner.ownerId === ownerId)]
  const had = Math.max(
    0,
    ...people.map(({ openLeads }) => openLeads),
    ...members.map(({ received }) => Math.floor(received / LEAD_UNITS)),
  )
  return counts(Math.min(had, LEADS_MOVED_MAX)).map((leads) => ({ kind: 'fewer_leads', ownerId, leads }))
}

function counts(upTo: number): readonly number[] {
  return Array.from({ length: upTo }, (_, index) => index + 1)
}

/** What would lift each removal that this person met. */
export function liftings({ role, policy }: QuestionedRole, ownerId: string): readonly RosterChange[] {
  const removals = role.steps.flatMap((step): readonly Removal[] => {
    if (step.kind === 'pool') {
      return step.choice.candidates.flatMap((one) =>
        one.ownerId === ownerId && one.removal !== null ? [one.removal] : [],
      )
    }
    if (step.kind !== 'owner' || step.ownerId !== ownerId || step.removal === null) return []
    return step.removal.kind === 'unknown_owner' ? [] : [step.removal]
  })
  const changes = removals.flatMap((removal) => liftingOf(removal, ownerId, policy.policy))
  return changes.filter((change, index) => changes.findIndex((one) => isSame(one, change)) === index)
}

function isSame(one: RosterChange, other: RosterChange): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function liftingOf(
  removal: Removal,
  ownerId: string,
  policy: QuestionedRole['policy']['policy'],
): readonly RosterChange[] {
  switch (removal.kind) {
    case 'absent':
    case 'off_shift':
      return [{ kind: 'available', ownerId }]
    case 'not_a_member':
      return [{ kind: 'member', ownerId }]
    case 'inactive':
      return [{ kind: 'active', ownerId }]
    case 'cap':
      return [{ kind: 'below_cap', ownerId }]
    case 'excluded':
      // Whoever has another role would first have to lose it to somebody else.
      return removal.because === 'previous_owner' ? [{ kind: 'not_excluded', ownerId }] : []
    case 'bound_elsewhere':
      return []
    case 'require':
      return missingQuality(removal.constraintId, ownerId, policy)
  }
}

/** Only a rule of the form `"gdpr" in owner.certifications` says plainly what a person lacks. */
function missingQuality(
  constraintId: string,
  ownerId: string,
  { constraints }: QuestionedRole['policy']['policy'],
): readonly RosterChange[] {
  const constraint = constraints.find((one) => one.id === constraintId)
  if (constraint?.kind !== 'require') return []
  const { expression } = constraint.require
  if (expression.kind !== 'in' || expression.item.kind !== 'constant' || expression.list.kind !== 'symbol') return []
  const { origin, path } = expression.list.symbol
  if (origin !== 'owner') return []
  return [{ kind: 'has', ownerId, attribute: path.slice('owner.'.length), value: expression.item.value }]
}
