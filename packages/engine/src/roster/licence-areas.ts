import type { Licence } from '../balance/pool-snapshot.ts'
import type { Value } from '../language/expression.ts'
import { licenceAttribute } from '../policy/licence-path.ts'

/** Where licences hold at an instant, as conditions read them, and from when until when nothing about that changes. */
export type LicenceAreas = {
  /** By attribute, such as `licences.insurance`: areas in alphabetical order. */
  readonly attributes: Readonly<Record<string, Value>>
  /** Epoch ms. */
  readonly fromMs: number
  readonly untilMs: number
}

/** The areas of every kind of licence that somebody has or had; `null`: at any time at all. */
export function licenceAreasAt(licences: readonly Licence[], nowMs: number | null): LicenceAreas {
  const areas = new Map<string, Set<string>>()
  let fromMs = -Infinity
  let untilMs = Infinity
  for (const licence of licences) {
    const attribute = licenceAttribute(licence.kind)
    const listed = areas.get(attribute) ?? new Set()
    areas.set(attribute, listed)
    if (nowMs === null || holdsAt(licence, nowMs)) listed.add(licence.area)
    if (nowMs === null) continue
    for (const boundMs of [licence.fromMs, licence.untilMs]) {
      if (boundMs === null) continue
      if (boundMs <= nowMs) fromMs = Math.max(fromMs, boundMs)
      else untilMs = Math.min(untilMs, boundMs)
    }
  }
  const attributes = Object.fromEntries([...areas].map(([name, listed]) => [name, [...listed].toSorted()]))
  return { attributes, fromMs, untilMs }
}

function holdsAt({ fromMs, untilMs }: Licence, nowMs: number): boolean {
  return (fromMs === null || fromMs <= nowMs) && (untilMs === null || nowMs < untilMs)
}
