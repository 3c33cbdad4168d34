import timezones from 'countries-and-timezones'

/** Country → its zone, for countries that have one; links do not count. */
export function timeZones(): Readonly<Record<string, string>> {
  const zones: Record<string, string> = {}
  for (const [code, country] of Object.entries(timezones.getAllCountries()).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const own = country.timezones.filter((name) => {
      const zone = timezones.getTimezone(name)
      return zone !== null && zone.aliasOf === null
    })
    const [only] = own
    if (only !== undefined && own.length === 1) zones[code] = only
  }
  return zones
}
