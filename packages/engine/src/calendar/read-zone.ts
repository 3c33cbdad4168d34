import { distance } from 'fastest-levenshtein'

import type { CalendarFault } from './calendar-fault.ts'

const OFFSET = /^(?:UTC|GMT)?[+-]\d/i

/** The IANA zone in its usual spelling; `null`, and a fault with near names, when there is none of this name. */
export function readZone(zone: string, faults: CalendarFault[]): string | null {
  if (typeof zone === 'string' && !OFFSET.test(zone)) {
    try {
      return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId
    } catch {
      // Told below, with what may have been meant.
    }
  }
  faults.push({
    code: 'calendar_zone_unknown',
    where: 'zone',
    what: typeof zone !== 'string' ? 'the zone is missing' : `${JSON.stringify(zone)} is no IANA zone`,
    mend: typeof zone === 'string' ? howToMend(zone) : 'name a place, such as Europe/Berlin',
  })
  return null
}

function howToMend(zone: string): string {
  if (OFFSET.test(zone)) return 'an offset knows no summer time: name a place, such as Asia/Kolkata'
  const near = zonesNear(zone)
  return near.length === 0 ? 'name a place, such as Europe/Berlin' : `did you mean ${near.join(' or ')}?`
}

/** Up to three zones whose whole name, or whose city, is nearly what was written. */
function zonesNear(zone: string): readonly string[] {
  const wanted = zone.trim().toLowerCase().replaceAll(' ', '_')
  const ranked: { readonly name: string; readonly edits: number }[] = []
  for (const name of Intl.supportedValuesOf('timeZone')) {
    const lower = name.toLowerCase()
    const city = lower.slice(lower.lastIndexOf('/') + 1)
    const wantedCity = wanted.slice(wanted.lastIndexOf('/') + 1)
    const edits = Math.min(distance(wanted, lower), distance(wantedCity, city))
    if (edits <= Math.floor(wantedCity.length / 4)) ranked.push({ name, edits })
  }
  return ranked
    .toSorted((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map((candidate) => candidate.name)
}
