import {
  createRosterState,
  decide,
  type Decision,
  matchAccount,
  normaliseLead,
  type OwnedLead,
  type RawLead,
} from '@rightful/engine'
import { arrivalTimes } from '../generated-business/arrival-times.ts'
import { createLeadGenerator, type GeneratedLead } from '../generated-business/generate-leads.ts'
import { type Business, leadsPerDay } from './business.ts'

/** Leads that come in over some days from Monday. */
export type Intake = {
  /** The next so many leads, as if they had just been received. */
  readonly next: (count: number) => readonly RawLead[]
  readonly times: Float64Array
}

/** Which leads: another seed gives others. */
export type IntakeSize = { readonly seed: number; readonly leadCount: number }

const fromMs = Temporal.Instant.from('2026-11-23T00:00:00Z').epochMilliseconds

/** Leads of a service or a file come in small batches, each decided while it is still in the processor's caches. */
const batchSize = 500

/** Makes leads that come over as many days as that takes. */
export function generateIntake({ book }: Business, { seed, leadCount }: IntakeSize): Intake {
  const generate = createLeadGenerator(seed, book)
  let made = 0
  return {
    next: (count) =>
      Array.from({ length: count }, (): RawLead => ({
        id: `lead-${seed}-${(made += 1)}`,
        attributes: asReceived(generate()),
      })),
    times: arrivalTimes(seed, leadCount, { fromMs, days: Math.ceil(leadCount / leadsPerDay) }),
  }
}

/** Leads come as JSON: their texts are plain stretches of memory, and not put together from pieces as generated ones are. */
function asReceived(lead: GeneratedLead): RawLead['attributes'] {
  return JSON.parse(JSON.stringify(lead))
}

/**
 * Decides leads one after the other, each from its raw attributes to its place in the roster's state. Returns decisions a second;
 * making up the leads is not counted. A decision is told to `onDecision` and, as in a service that has stored it, not kept.
 */
export function decideAll(
  business: Business,
  { next, times }: Intake,
  onDecision: (decision: Decision) => void,
): number {
  const { policy, schema, roster, accounts } = business
  const state = createRosterState(roster)
  const open = createOpenLeads()
  let spentMs = 0
  for (let from = 0; from < times.length; from += batchSize) {
    const leads = next(Math.min(batchSize, times.length - from))
    const started = performance.now()
    const normalised = leads.map((lead) => normaliseLead(schema, lead))
    const matches = normalised.map(({ identity }) => matchAccount(accounts, identity))
    for (const [index, lead] of normalised.entries()) {
      const nowMs = times[from + index]
      const match = matches[index]
      const decision = decide(policy, {
        decisionId: `decision-${from + index}`,
        lead,
        match,
        world: state.at(nowMs),
        nowMs,
        detail: 'brief',
      })
      state.apply(decision)
      const done = open.replace(from + index, decision)
      if (done !== null) state.close(done)
      onDecision(decision)
    }
    spentMs += performance.now() - started
  }
  return times.length / (spentMs / 1000)
}

/** Who owns the leads of the last day: each lead is done with a day after it came. */
export function createOpenLeads(): { replace(index: number, decision: Decision): OwnedLead | null } {
  const open: (OwnedLead | null)[] = Array.from({ length: leadsPerDay }, () => null)
  return {
    /** Puts in a lead, and takes out the one that came a day earlier. */
    replace(index, { outcome }) {
      const done = open[index % leadsPerDay]
      open[index % leadsPerDay] =
        outcome.kind === 'assigned' ? { ownerId: outcome.ownerId, poolId: outcome.poolId } : null
      return done
    },
  }
}
