import { iso31661 } from 'iso-3166'

/** Alpha-2 → alpha-3 and numeric code. Kosovo has none in ISO 3166; everybody writes `XK` and `XKX`. */
export function countryCodes(): Readonly<Record<string, string>> {
  const codes = iso31661.map(({ alpha2, alpha3, numeric }) => [alpha2, `${alpha3} ${numeric}`] as const)
  return Object.fromEntries([...codes, ['XK', 'XKX'] as const].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
