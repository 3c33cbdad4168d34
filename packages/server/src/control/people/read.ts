import { parseRoster, type Problem, type Roster } from '@rightful/engine'
import type { Queryable } from '../../platform/db/database.ts'
import { withHolidays } from './holiday-records.ts'
import { findRosterRecords } from './queries.ts'
import { rosterCache } from './roster-cache.ts'
import { rosterDocument } from './roster-document.ts'

export { type RosterDocument, storeRoster } from './store-roster.ts'
export { ownersWithin } from './reach.ts'
export { findOwnerByEmail, setOwnerActive } from './owner-activity.ts'
export { readTeamOf } from './teams.ts'

/**
 * Reads the roster as it stood at a version, with public holidays and the absences of calendar feeds in its owners' calendars:
 * both are records of the version. Throws when it does not parse: every edit was checked when it was made.
 */
export async function readRoster(db: Queryable, workspaceId: string, version: number): Promise<Roster> {
  const known = rosterCache.find(workspaceId, version)
  if (known !== null) return known
  const roster = await readStoredRoster(db, workspaceId, version)
  rosterCache.keep(workspaceId, version, roster)
  return roster
}

/** The same from what is stored, whatever this node remembers: for verifying that. */
export async function readStoredRoster(db: Queryable, workspaceId: string, version: number): Promise<Roster> {
  const records = await findRosterRecords(db, workspaceId, version)
  const { roster, problems } = parseRoster(rosterDocument(records), { file: 'roster.json' })
  if (roster === null) throw new Error(`Roster version ${version} does not parse: ${firstError(problems)}`)
  return withHolidays(roster, records)
}

function firstError(problems: readonly Problem[]): string {
  return problems.find(({ severity }) => severity === 'error')?.message ?? 'unknown'
}
