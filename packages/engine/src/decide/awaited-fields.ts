import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { LeadSlots } from './lead-slots.ts'
import type { Plan } from './plan.ts'

/**
 * What an incomplete lead waits for; `null`: it does not wait. A wait for certain fields is on while the lead lacks one of
 * them. Which rules were unknown for want of it is not asked: a brief decision stops at the first, and must come to the same.
 */
export function awaitedFields(policy: CompiledPolicy, plan: Plan, slots: LeadSlots): readonly string[] | null {
  const { waitSeconds, waitFor } = policy.policy.fallback.incomplete
  if (plan.because !== 'incomplete' || waitSeconds === 0) return null
  if (waitFor.length === 0) return plan.missing
  const lacking = policy.policy.fields.filter(({ name, slot }) => slots[slot] === undefined && waitFor.includes(name))
  return lacking.length === 0 ? null : lacking.map(({ name }) => name)
}
