import { createRosterState, decide, type Decision, matchAccount, normaliseLead, type RawLead } from '@rightful/engine'
import { arrivalTimes } from '../generated-business/arrival-times.ts'
import { createLeadGenerator, type GeneratedLead } from '../generated-business/generate-leads.ts'
import type { Business } from './business.ts'

/** Leads that come in over five days from Monday. */
export type Intake = { readonly leads: readonly RawLead[]; readonly times: Float64Array }

/** Which leads: another seed gives others. */
export type IntakeSize = { readonly seed: number; readonly leadCount: number }

/** What one run gave. */
export type Run = { readonly perSecond: number; readonly decisions: readonly Decision[] }

/** Leads are done with after so many others, as if each were open for about a day. */
export const openLeadsMax = 20_000

const fromMs = Temporal.Instant.from('2026-11-23T00:00:00Z').epochMilliseconds

export function generateIntake(business: Business, { seed, leadCount }: IntakeSize): Intake {
  const generate = createLeadGenerator(seed, business.book)
  const leads = Array.from({ length: leadCount }, (_, index): RawLead => ({ id: `lead-${seed}-${index}`, attributes: asReceived(generate()) }))
  return { leads, times: arrivalTimes(seed, leadCount, { fromMs, days: 5 }) }
}

/** Leads come as JSON: their texts are plain stretches of memory, and not put together from pieces as generated ones are. */
function asReceived(lead: GeneratedLead): RawLead['attributes'] {
  return JSON.parse(JSON.stringify(lead))
}

/** Decides new leads one after the other, each from its raw attributes to its place in the roster's state. */
export function decideAll(business: Business, size: IntakeSize): Run {
  const { policy, schema, roster, accounts } = business
  const { leads, times } = generateIntake(business, size)
  const state = createRosterState(roster)
  const decisions: Decision[] = []
  const started = performance.now()
  for (let index = 0; index < leads.length; index += 1) {
    const nowMs = times[index]
    const lead = normaliseLead(schema, leads[index])
    const match = matchAccount(accounts, lead.identity)
    const decision = decide(policy, { decisionId: `decision-${index}`, lead, match, world: state.at(nowMs), nowMs, detail: 'brief' })
    state.apply(decision)
    decisions.push(decision)
    if (index >= openLeadsMax) closeLead(state, decisions[index - openLeadsMax])
  }
  const seconds = (performance.now() - started) / 1000
  return { perSecond: leads.length / seconds, decisions }
}

/** Frees what the lead took of its owner's capacity. */
export function closeLead(state: ReturnType<typeof createRosterState>, { outcome }: Decision): void {
  if (outcome.kind === 'assigned') state.close({ ownerId: outcome.ownerId, poolId: outcome.poolId })
}
