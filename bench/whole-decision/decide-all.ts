import { createRosterState, decide, type Decision, matchAccount, normaliseLead, type OwnedLead, type RawLead } from '@rightful/engine'
import { arrivalTimes } from '../generated-business/arrival-times.ts'
import { createLeadGenerator, type GeneratedLead } from '../generated-business/generate-leads.ts'
import type { Business } from './business.ts'

/** Leads that come in over some days from Monday. */
export type Intake = { readonly leads: readonly RawLead[]; readonly times: Float64Array }

/** Which leads: another seed gives others. */
export type IntakeSize = { readonly seed: number; readonly leadCount: number }

/** Leads in a day; each is done with about a day after it came. */
export const leadsPerDay = 20_000

const fromMs = Temporal.Instant.from('2026-11-23T00:00:00Z').epochMilliseconds

export function generateIntake({ book }: Business, { seed, leadCount }: IntakeSize): Intake {
  const generate = createLeadGenerator(seed, book)
  const leads = Array.from({ length: leadCount }, (_, index): RawLead => ({ id: `lead-${seed}-${index}`, attributes: asReceived(generate()) }))
  return { leads, times: arrivalTimes(seed, leadCount, { fromMs, days: Math.ceil(leadCount / leadsPerDay) }) }
}

/** Leads come as JSON: their texts are plain stretches of memory, and not put together from pieces as generated ones are. */
function asReceived(lead: GeneratedLead): RawLead['attributes'] {
  return JSON.parse(JSON.stringify(lead))
}

/**
 * Decides leads one after the other, each from its raw attributes to its place in the roster's state. Returns decisions a second.
 * A decision is told to `onDecision` and, as in a service that has stored it, not kept.
 */
export function decideAll(business: Business, { leads, times }: Intake, onDecision: (decision: Decision) => void): number {
  const { policy, schema, roster, accounts } = business
  const state = createRosterState(roster)
  const open = createOpenLeads()
  const started = performance.now()
  for (let index = 0; index < leads.length; index += 1) {
    const nowMs = times[index]
    const lead = normaliseLead(schema, leads[index])
    const match = matchAccount(accounts, lead.identity)
    const decision = decide(policy, { decisionId: `decision-${index}`, lead, match, world: state.at(nowMs), nowMs, detail: 'brief' })
    state.apply(decision)
    const done = open.replace(index, decision)
    if (done !== null) state.close(done)
    onDecision(decision)
  }
  return leads.length / ((performance.now() - started) / 1000)
}

/** Who owns the leads of the last day. */
export function createOpenLeads(): { replace(index: number, decision: Decision): OwnedLead | null } {
  const open: (OwnedLead | null)[] = Array.from({ length: leadsPerDay }, () => null)
  return {
    /** Puts in a lead, and takes out the one that came a day earlier. */
    replace(index, { outcome }) {
      const done = open[index % leadsPerDay]
      open[index % leadsPerDay] = outcome.kind === 'assigned' ? { ownerId: outcome.ownerId, poolId: outcome.poolId } : null
      return done
    },
  }
}
