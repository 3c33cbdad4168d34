import { LEAD_UNITS } from '../balance/pool-snapshot.ts'
import { ASSIGNMENT_CLOCK } from '../decide/set-clocks.ts'
import type { ClockSetting, Decision } from './decision.ts'
import { formatInstant, formatSeconds } from './format-instant.ts'

/** `first touch by 14:35 Europe/Berlin (15 min of working time)`; empty when no clock runs. */
export function clocksLine({ clocks, outcome, atMs }: Decision): string {
  const told = clocks.flatMap((clock): readonly string[] => {
    if (clock.name !== ASSIGNMENT_CLOCK || outcome.kind !== 'assigned') return [clockSentence(clock, atMs)]
    // The assignment ends this clock, so it is only worth a word when it came late.
    const isLate = clock.dueAtMs !== null && clock.dueAtMs < atMs
    return isLate ? [`assignment was due by ${formatInstant(clock.dueAtMs, clock.zone, atMs)}`] : []
  })
  return told.join(' · ')
}

function clockSentence(clock: ClockSetting, nowMs: number): string {
  const name = clock.name.replaceAll('_', ' ')
  const time = `${formatSeconds(clock.targetSeconds)}${clock.hours === 'wall' ? '' : ' of working time'}`
  return clock.dueAtMs === null
    ? `${name}: never due (${time})`
    : `${name} by ${formatInstant(clock.dueAtMs, clock.zone, nowMs)} (${time})`
}

/** What is unlike the usual lead more for the pool that gave it; empty when nothing is. */
export function ledgerLine({ roles, ledger }: Decision): string {
  const kept = roles.flatMap(({ outcome }) =>
    outcome.kind === 'assigned' && outcome.by === 'kept' ? [outcome.ownerId] : [],
  )
  const bound = ledger.filter(({ kind }) => kind === 'bound_lead')
  return [
    ...kept.map((ownerId) => `no lead more for ${ownerId}`),
    ...bound.map(({ ownerId, poolId, amount }) => `${amount / LEAD_UNITS} bound lead for ${ownerId} in ${poolId}`),
  ].join(' · ')
}
