import { type ErrorItem, RoutingError } from '@rightful/contract'
import { parseRoster, type Roster } from '@rightful/engine'
import type { RosterRecord } from './queries.ts'
import { assembleRoster } from './roster-document.ts'

const itemsAtMost = 100

/**
 * Reads the roster that records make. Throws `roster_invalid` with everything that is wrong, each at its place in the API;
 * what is only worth knowing comes back beside the roster.
 */
export function checkRecords(records: readonly RosterRecord[]): {
  readonly roster: Roster
  readonly warnings: readonly ErrorItem[]
} {
  const { text, placeOf } = assembleRoster(records)
  const { roster, problems } = parseRoster(text, { file: 'roster.json' })
  const itemsOf = (severities: readonly string[]): readonly ErrorItem[] =>
    problems
      .filter(({ severity }) => severities.includes(severity))
      .slice(0, itemsAtMost)
      .map(({ path, message, hint }) => ({ where: placeOf(path), what: message, mend: hint ?? null }))
  if (roster === null) throw new RoutingError('roster_invalid', {}, { items: itemsOf(['error']) })
  return { roster, warnings: itemsOf(['warning']) }
}
