import type { Canonical } from './canonical-policy.ts'
import { canonicalText } from './content-hash.ts'
import type { ChangeDetail } from './policy-diff.ts'

/** A thing's properties by name, as they are compared. */
export type Properties = { readonly [key: string]: Canonical }

/** The properties that differ; those with no value on one side are absent there. */
export function differingDetails(before: Properties, after: Properties): readonly ChangeDetail[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap((what) => {
    const [old, fresh] = [before[what] ?? null, after[what] ?? null]
    return canonicalText(old) === canonicalText(fresh)
      ? []
      : [{ what, before: readable(what, old), after: readable(what, fresh) }]
  })
}

/** Everything a new or lost thing says, leaving out what is empty. */
export function allDetails(properties: Properties, side: 'before' | 'after'): readonly ChangeDetail[] {
  return differingDetails(side === 'before' ? properties : {}, side === 'after' ? properties : {}).filter(
    (detail) => detail[side] !== null && detail[side] !== '',
  )
}

/** A property as people read it: seconds as a duration, anything else without the marks of JSON. */
function readable(what: string, value: Canonical): string | null {
  if (value === null) return null
  return typeof value === 'number' && what.endsWith('Seconds') ? durationText(value) : plainText(value)
}

/** Data without quotes and outer brackets, such as `country: DE, employees: 5000`. */
export function plainText(value: Canonical): string {
  if (value === null || typeof value !== 'object') return String(value)
  const parts = Array.isArray(value)
    ? value.map((item) => nested(item))
    : Object.entries(value)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => `${key}: ${nested(item)}`)
  return parts.join(', ')
}

function nested(value: Canonical): string {
  const text = plainText(value)
  if (value === null || typeof value !== 'object') return text
  return Array.isArray(value) ? `[${text}]` : `{ ${text} }`
}

/** Seconds as an ISO 8601 duration of at most hours. */
export function durationText(seconds: number): string {
  return Temporal.Duration.from({ seconds }).round({ largestUnit: 'hours' }).toString()
}
