import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { NormalisedLead } from '../normalise/lead.ts'
import type { TraceStep } from '../trace/decision.ts'
import type { LeadHistory } from '../trace/lead-history.ts'
import type { LeadTerms } from './lead-terms.ts'
import type { LeadSlots } from './lead-slots.ts'
import type { Plan } from './plan.ts'
import type { World } from './world.ts'

/** One role's search for an owner. */
export type Pursuit = {
  readonly policy: CompiledPolicy
  readonly plan: Plan
  readonly slots: LeadSlots
  readonly world: World
  readonly history: LeadHistory
  readonly nowMs: number
  readonly lead: NormalisedLead
  /** What the lead asks of anybody. */
  readonly terms: LeadTerms
  /** Who holds this role now; `null`: nobody. */
  readonly currentOwnerId: string | null
  /** `null` in brief. */
  readonly steps: TraceStep[] | null
}
