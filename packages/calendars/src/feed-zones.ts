import type { FeedComponent } from './feed-components.ts'
import { propertyOf } from './feed-components.ts'
import { zoneOfRules } from './zone-of-rules.ts'
import { windowsZones } from './windows-zones.ts'

const windowsNames: ReadonlyMap<string, string> = new Map(
  [...windowsZones].map(([name, zone]) => [name.toLowerCase(), zone]),
)

/**
 * Finds the zone that a feed's zone name means: an IANA zone, or a fixed offset such as `+05:30`; `null` when nobody can
 * tell. Asked in this order: IANA names, names of Windows, the rules that the feed gives under the name, cities in
 * the name, offsets. `home` is preferred where the rules fit several zones.
 */
export function feedZones(calendar: FeedComponent, home: string): (tzid: string) => string | null {
  const rules = new Map<string, FeedComponent>()
  for (const part of calendar.parts) {
    const tzid = part.name === 'VTIMEZONE' ? propertyOf(part, 'TZID')?.value : undefined
    if (tzid !== undefined) rules.set(plainName(tzid), part)
  }
  const found = new Map<string, string | null>()
  return (tzid) => {
    const name = plainName(tzid)
    const known = found.get(name)
    if (known !== undefined) return known
    const zone =
      ianaZone(name) ?? windowsZone(name) ?? ruledZone(rules.get(name), home) ?? cityZone(name) ?? offsetZone(name)
    found.set(name, zone)
    return zone
  }
}

function plainName(tzid: string): string {
  return tzid.replaceAll('"', '').trim()
}

/** Some programs put a path of their own before the name: `/mozilla.org/20050126_1/Europe/Berlin`. */
function ianaZone(name: string): string | null {
  const path = name.split('/').filter((step) => step !== '')
  for (const length of [path.length, 3, 2]) {
    const tail = path.slice(-length).join('/')
    if (/^[A-Za-z]/.test(tail) && isZone(tail)) return tail
  }
  return null
}

function windowsZone(name: string): string | null {
  if (/^tzone:\/\/microsoft\/utc$/i.test(name)) return 'UTC'
  const zone = windowsNames.get(name.toLowerCase())
  return zone === undefined || !isZone(zone) ? null : zone
}

function ruledZone(rules: FeedComponent | undefined, home: string): string | null {
  if (rules === undefined) return null
  const location = propertyOf(rules, 'X-LIC-LOCATION')?.value.trim() ?? ''
  return ianaZone(location) ?? zoneOfRules(rules, [home, ...new Set(windowsZones.values())])
}

/** Outlook's display names list cities: `(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna`. */
function cityZone(name: string): string | null {
  if (!name.startsWith('(')) return null
  const cities = new Set(
    name
      .replace(/^\([^)]*\)/, '')
      .split(',')
      .map((city) => city.trim().toLowerCase().replaceAll(' ', '_')),
  )
  const zones = Intl.supportedValuesOf('timeZone')
  return zones.find((zone) => cities.has(zone.slice(zone.lastIndexOf('/') + 1).toLowerCase())) ?? null
}

function offsetZone(name: string): string | null {
  const parts = /^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?$/i.exec(name)
  if (parts === null) return null
  const zone = `${parts[1]}${parts[2].padStart(2, '0')}:${parts[3] ?? '00'}`
  return isZone(zone) ? zone : null
}

function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}
