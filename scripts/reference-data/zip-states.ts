import zipcodes from 'zipcodes'

/**
 * First three digits of a ZIP → state, as runs (`NY005-005,100-149`), and the single ZIPs that lie in another state than the most of
 * their three digits.
 */
export function zipStates(): {
  readonly runs: Readonly<Record<string, string>>
  readonly exceptions: Readonly<Record<string, string>>
} {
  const counts = new Map<string, Map<string, number>>()
  const states = new Map<string, string>()
  for (const { zip, state, country } of Object.values(zipcodes.codes)) {
    if (country !== 'US' || !/^\d{5}$/.test(zip)) continue
    states.set(zip, state)
    const count = counts.get(zip.slice(0, 3)) ?? new Map<string, number>()
    counts.set(zip.slice(0, 3), count.set(state, (count.get(state) ?? 0) + 1))
  }
  const byPrefix = new Map([...counts].map(([prefix, count]) => [prefix, mostFrequent(count)] as const))
  const exceptions = [...states]
    .filter(([zip, state]) => byPrefix.get(zip.slice(0, 3)) !== state)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { runs: runsByState(byPrefix), exceptions: Object.fromEntries(exceptions) }
}

function mostFrequent(count: ReadonlyMap<string, number>): string {
  const [first] = [...count].toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
  return first?.[0] ?? ''
}

function runsByState(byPrefix: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const runs: Record<string, string[]> = {}
  for (let prefix = 0; prefix < 1000; prefix += 1) {
    const state = byPrefix.get(pad(prefix))
    if (state === undefined || byPrefix.get(pad(prefix - 1)) === state) continue
    let end = prefix
    while (byPrefix.get(pad(end + 1)) === state) end += 1
    runs[state] = [...(runs[state] ?? []), `${pad(prefix)}-${pad(end)}`]
  }
  const sorted = Object.entries(runs).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([state, list]) => [state, list.join(' ')]))
}

function pad(prefix: number): string {
  return String(prefix).padStart(3, '0')
}
