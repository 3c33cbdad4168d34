import type { RunningClock } from '@rightful/contract/api-paths'

/** What the address says about which clocks are listed. */
export type ClockSearch = {
  readonly state?: RunningClock['state']
  readonly owner_id?: string
  readonly pool_id?: string
}

const states = ['running', 'warned', 'breached'] as const

/** Reads the filters out of an address; what is none is left out. */
export function readClockSearch(search: Record<string, unknown>): ClockSearch {
  const state = states.find((known) => known === search.state)
  const texts = (['owner_id', 'pool_id'] as const).flatMap((name) => {
    const value = search[name]
    return typeof value === 'string' && value !== '' ? [[name, value]] : []
  })
  return { ...(state === undefined ? {} : { state }), ...Object.fromEntries(texts) }
}
