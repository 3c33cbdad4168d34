import type { CompiledClockCase, CompiledPolicy } from '../compile/compiled-policy.ts'
import type { ClockSetting, Outcome } from '../trace/decision.ts'
import type { LeadHistory } from '../trace/lead-history.ts'
import type { LeadSlots } from './lead-slots.ts'
import type { World } from './world.ts'

const noOwner: readonly never[] = []

/** The clock that runs from intake, on wall time; every other clock runs from the assignment. */
export const ASSIGNMENT_CLOCK = 'assignment'

/**
 * The clocks this outcome starts, each by its first true case (an unknown case is passed over). A clock that runs
 * from the assignment is only set when there is a new one: with who keeps a lead, theirs runs on. Its working time is that of the
 * owner, or of the pool. The assignment clock ends with the first owner and never starts again.
 */
export function setClocks(
  policy: CompiledPolicy,
  lead: { readonly slots: LeadSlots; readonly history: LeadHistory; readonly outcome: Outcome },
  at: { readonly world: World; readonly nowMs: number },
): readonly ClockSetting[] {
  const { slots, history, outcome } = lead
  if (policy.clocks.length === 0 || outcome.kind === 'refused') return noClocks
  const isNew = outcome.kind === 'assigned' && outcome.by !== 'kept'
  const isFirst = history.currentOwnerId === null && history.previousOwnerIds.length === 0
  const zone = outcome.kind === 'assigned' ? at.world.zoneOf(outcome.ownerId) : null
  let clocks = noClocks
  for (const { name, cases } of policy.clocks) {
    if (name === ASSIGNMENT_CLOCK ? !isFirst : !isNew) continue
    const caseIndex = firstTrueCase(cases, slots)
    if (caseIndex < 0) continue
    const { targetSeconds, hours } = cases[caseIndex].clockCase
    const fromMs = name === ASSIGNMENT_CLOCK ? history.receivedAtMs : at.nowMs
    const dueAtMs = dueAt(hours, { fromMs, targetSeconds, outcome, world: at.world })
    const clock: ClockSetting = { name, targetSeconds, hours, caseIndex, dueAtMs, zone }
    // Most leads start one or two, which a growing list would keep room for many more for.
    clocks = clocks.length === 0 ? [clock] : [...clocks, clock]
  }
  return clocks
}

const noClocks: readonly ClockSetting[] = []

function firstTrueCase(cases: readonly CompiledClockCase[], slots: LeadSlots): number {
  for (let index = 0; index < cases.length; index += 1) {
    const { when } = cases[index]
    if (when === null || when(slots, noOwner) === true) return index
  }
  return -1
}

function dueAt(
  hours: ClockSetting['hours'],
  run: { readonly fromMs: number; readonly targetSeconds: number; readonly outcome: Outcome; readonly world: World },
): number | null {
  const { outcome } = run
  // Nobody's working time can be counted while nobody owns the lead.
  if (hours === 'wall' || outcome.kind !== 'assigned') return run.fromMs + run.targetSeconds * 1000
  const of = hours === 'pool' && outcome.poolId !== null ? { poolId: outcome.poolId } : { ownerId: outcome.ownerId }
  return run.world.addWorkingSeconds(of, run.fromMs, run.targetSeconds)
}
