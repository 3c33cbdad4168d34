import type { Place } from './places.ts'

/** A pool of the generated roster: who is in it follows from its region. */
export type PoolSketch = { readonly id: string; readonly region: Place['region'] | 'world' }

/** Members of every pool. */
export const poolSize = 50

/** Ten teams of 50 by region, and two that everybody takes part in. */
export const poolSketches: readonly PoolSketch[] = [
  ...['east', 'central', 'west', 'latin'].map((name) => ({ id: `americas-${name}`, region: 'americas' as const })),
  ...['north', 'dach', 'south'].map((name) => ({ id: `emea-${name}`, region: 'emea' as const })),
  ...['india', 'japan', 'oceania'].map((name) => ({ id: `apac-${name}`, region: 'apac' as const })),
  { id: 'inbound', region: 'world' },
  { id: 'round-the-clock', region: 'world' },
]

/** The teams of a region. */
export function poolsOf(wanted: Place['region']): readonly PoolSketch[] {
  return poolSketches.filter(({ region }) => region === wanted)
}
