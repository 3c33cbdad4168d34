import {
  chooseOwner,
  createRosterState,
  decide,
  type Decision,
  matchAccount,
  normaliseLead,
  type World,
} from '@rightful/engine'
import { fillLeadSlots } from '../../packages/engine/src/decide/lead-slots.ts'
import { planLead } from '../../packages/engine/src/decide/plan.ts'
import type { Business } from './business.ts'
import { createOpenLeads, type Intake } from './decide-all.ts'

/** Where the time of a decision goes: each stage alone over the leads whose decisions are given, in microseconds a lead. */
export function measureStages(
  business: Business,
  { next, times }: Intake,
  decisions: readonly Decision[],
): readonly (readonly [string, number])[] {
  const { policy, schema, roster, accounts } = business
  const count = times.length
  const leads = next(count)
  const normalised = leads.map((lead) => normaliseLead(schema, lead))
  const matches = normalised.map(({ identity }) => matchAccount(accounts, identity))
  const idle = createRosterState(roster).at(times[0])
  const made = { times, decisions }
  const takingUp = replay(business, made, () => 0)
  const choosing = replay(business, made, (world, index) => {
    const { outcome, leadId } = decisions[index]
    const pool = outcome.kind === 'assigned' && outcome.poolId !== null ? world.pool(outcome.poolId, 'brief') : null
    return pool === null ? 0 : (chooseOwner({ pool, leadId, detail: 'brief' }).ownerId?.length ?? 0)
  })
  const deciding = replay(business, made, (world, index) => {
    const input = {
      decisionId: `decision-${index}`,
      lead: normalised[index],
      match: matches[index],
      world,
      nowMs: times[index],
      detail: 'brief',
    } as const
    return decide(policy, input).roles.length
  })
  return [
    ['normalise', perLead(count, (index) => normaliseLead(schema, leads[index]).notes.length)],
    ['match', perLead(count, (index) => matchAccount(accounts, normalised[index].identity).kind.length)],
    [
      'plan',
      perLead(
        count,
        (index) =>
          planLead(policy, fillLeadSlots(policy, { lead: normalised[index], match: matches[index], world: idle }), null)
            .targets.length,
      ),
    ],
    ['choose from one pool', choosing - takingUp],
    ['decide (plan, choose, clocks, record)', deciding - takingUp],
    ['take up in the roster', takingUp],
  ]
}

/** Goes once more through decisions that were made, so that the roster is always as it was; does something before each is taken up. */
function replay(
  { roster }: Business,
  made: { readonly times: Float64Array; readonly decisions: readonly Decision[] },
  before: (world: World, index: number) => number,
): number {
  const { times, decisions } = made
  const state = createRosterState(roster)
  const open = createOpenLeads()
  return perLead(decisions.length, (index) => {
    const done = before(state.at(times[index]), index)
    state.apply(decisions[index])
    const closed = open.replace(index, decisions[index])
    if (closed !== null) state.close(closed)
    return done
  })
}

/** Microseconds for each lead. The figures that the work returns are added up, so that none of it can be left out. */
function perLead(count: number, work: (index: number) => number): number {
  let sum = 0
  const started = performance.now()
  for (let index = 0; index < count; index += 1) sum += work(index)
  const micros = (performance.now() - started) * 1000
  if (!Number.isFinite(sum)) throw new Error('The work gave no figure.')
  return micros / count
}
