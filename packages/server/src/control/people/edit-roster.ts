import { type ErrorItem, RoutingError } from '@rightful/contract'
import type { Roster } from '@rightful/engine'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { changeWorkspace, findDesk, type HeldDesk, type WorkspaceChange } from '../workspaces/read.ts'
import { checkRecords } from './check-records.ts'
import { resolveHolidays, withHolidays } from './holiday-records.ts'
import { keepPolicySound } from './keep-policy-sound.ts'
import {
  endRosterRecords,
  findRosterRecords,
  insertRosterRecords,
  insertRosterVersion,
  insertUnavailableTasks,
  type RosterStep,
} from './queries.ts'
import { lastPart, recordIdOf } from './record-id.ts'
import { rosterCache } from './roster-cache.ts'
import type { RosterKind } from './roster-document.ts'
import {
  applyChanges,
  createRosterRecords,
  effectiveChanges,
  type RosterChange,
  type RosterRecords,
  recordsSet,
} from './roster-records.ts'
import { unavailableOwners } from './unavailable-owners.ts'

/** An edit of the roster. */
export type RosterEdit = {
  readonly workspaceId: string
  readonly by: string
  /** What is to change, given the records that hold; may throw. It is asked again when somebody else was faster. */
  readonly plan: (records: RosterRecords) => readonly RosterChange[]
  /** Also renews the dates of holidays that end soon, where nothing else changes. */
  readonly renewsHolidays?: boolean
  /** Only checks, and changes nothing. */
  readonly isDryRun?: boolean
}

/** What an edit came to. */
export type RosterEdited = {
  /** The version that holds now: another one only where something changed. */
  readonly rosterVersion: number
  /** What really changed, what had to be added beside included. */
  readonly changes: readonly RosterChange[]
  /** The records before. */
  readonly before: RosterRecords
  /** What is worth knowing of the roster as it is now. */
  readonly warnings: readonly ErrorItem[]
}

/** Tries before the desk is held all along. */
const triesMax = 3
/** Changes that an event names one by one. */
const toldMax = 500

/**
 * Changes the roster by one version: the records that hold are read and the new roster is checked before the desk is taken, and
 * written if nobody changed it meanwhile. Where nothing would change, nothing is written. Throws `roster_invalid` with every
 * problem at its place in the API or, where it ends what the active policy names, in the policy; `workspace_not_found`, and what
 * `plan` throws.
 */
export async function editRoster(db: Database, edit: RosterEdit): Promise<RosterEdited> {
  const { workspaceId, by } = edit
  for (let attempt = 0; attempt < triesMax; attempt += 1) {
    const desk = await findDesk(db, workspaceId)
    if (desk === null) throw new RoutingError('workspace_not_found')
    const prepared = await prepare(db, edit, desk)
    if (prepared.roster === null || edit.isDryRun === true) return prepared.edited
    const edited = await changeWorkspace(db, { workspaceId, by }, async (tx, held) =>
      held.rosterVersion === desk.rosterVersion && held.policyVersion === desk.policyVersion
        ? carryOut(tx, { edit, held }, prepared)
        : unchanged(null),
    )
    if (edited !== null) return keep(workspaceId, edited, prepared.roster)
  }
  // Others were faster each time; while this holds the desk, nobody is.
  return changeWorkspace(db, { workspaceId, by }, async (tx, held) => {
    const prepared = await prepare(tx, edit, held)
    return prepared.roster === null ? unchanged(prepared.edited) : carryOut(tx, { edit, held }, prepared)
  })
}

/** It is committed: the next batch of leads need not read the roster again. */
function keep(workspaceId: string, edited: RosterEdited, roster: Roster): RosterEdited {
  rosterCache.keep(workspaceId, edited.rosterVersion, roster)
  return edited
}

/** An edit that was checked; `roster` is `null` where nothing would change. */
type Prepared = { readonly edited: RosterEdited; readonly roster: Roster | null }

async function prepare(db: Queryable, edit: RosterEdit, desk: HeldDesk): Promise<Prepared> {
  const { workspaceId } = edit
  const { rosterVersion, policyVersion, nowMs } = desk
  const rows = await findRosterRecords(db, workspaceId, rosterVersion)
  const before = createRosterRecords(rosterVersion, rows)
  const asked = effectiveChanges(before, edit.plan(before))
  const unchangedYet: Prepared = { edited: { rosterVersion, changes: [], before, warnings: [] }, roster: null }
  if (asked.length === 0 && edit.renewsHolidays !== true) return unchangedYet
  const changes = await completeChanges(before, asked, nowMs)
  if (changes.length === 0) return unchangedYet
  const records = applyChanges(before, changes)
  const { roster, warnings } = checkRecords(records)
  await keepPolicySound(db, { workspaceId, policyVersion }, { changes, roster })
  const edited = { rosterVersion: rosterVersion + 1, changes, before, warnings }
  return { edited, roster: withHolidays(roster, records) }
}

function unchanged<Result>(result: Result): WorkspaceChange<Result> {
  return { kind: 'unchanged', result }
}

async function carryOut(
  tx: Queryable,
  { edit, held }: { readonly edit: RosterEdit; readonly held: HeldDesk },
  { edited, roster }: Prepared,
): Promise<WorkspaceChange<RosterEdited>> {
  const { workspaceId, by } = edit
  const step = { workspaceId, version: edited.rosterVersion, nowMs: held.nowMs, changedBy: by }
  if (roster !== null) await writeChanges(tx, step, { edited, roster })
  return { kind: 'changed', result: edited, versions: { rosterVersion: step.version }, event: eventOf(edited) }
}

/** With the teams that owners name for the first time, and the holidays of regions. Throws `roster_invalid`. */
async function completeChanges(
  before: RosterRecords,
  asked: readonly RosterChange[],
  nowMs: number,
): Promise<readonly RosterChange[]> {
  const next = applyChanges(before, asked)
  const known = new Set(next.flatMap(({ kind, recordId }) => (kind === 'team' ? [recordId] : [])))
  const ended = new Set(
    asked.flatMap(({ kind, recordId, body }) => (kind === 'team' && body === null ? [recordId] : [])),
  )
  const teams = new Map<string, RosterChange>()
  const items: ErrorItem[] = []
  for (const { kind, recordId, body } of next) {
    if (kind !== 'owner') continue
    const { team }: { readonly team?: unknown } = JSON.parse(body)
    if (typeof team !== 'string' || known.has(recordIdOf(team))) continue
    if (ended.has(recordIdOf(team))) items.push(teamInUse(lastPart(recordId), team))
    else teams.set(team, { kind: 'team', recordId: recordIdOf(team), body: {} })
  }
  const holidays = await resolveHolidays(next, nowMs)
  items.push(...holidays.items)
  if (items.length > 0) throw new RoutingError('roster_invalid', {}, { items })
  const dates = holidays.found.map(({ recordId, body }): RosterChange => ({
    kind: 'holidays',
    recordId,
    body: JSON.parse(body),
  }))
  return [...asked, ...teams.values(), ...dates]
}

function teamInUse(ownerId: string, team: string): ErrorItem {
  return {
    where: `owners/${ownerId}/team`,
    what: `is \`${team}\`, which is to be removed`,
    mend: 'Give the owner another team, or none, first.',
  }
}

async function writeChanges(
  tx: Queryable,
  step: RosterStep,
  { edited, roster }: { readonly edited: RosterEdited; readonly roster: Roster },
): Promise<void> {
  const { before, changes } = edited
  const known = changes.filter(({ kind, recordId }) => before.find(kind, recordId) !== null)
  if (known.length > 0) {
    const ended = await endRosterRecords(tx, step, known)
    if (ended !== known.length) throw new Error('A record to end did not hold.')
  }
  await insertRosterRecords(tx, step, recordsSet(changes))
  await insertRosterVersion(tx, { ...step, hash: roster.hash })
  const away = unavailableOwners(before, changes, { roster, nowMs: step.nowMs })
  if (away.length === 0) return
  const tasks = away.map(({ ownerId, reason }) => ({
    taskId: newId(),
    ownerId,
    body: JSON.stringify({ owner_id: ownerId, reason, roster_version: step.version }),
  }))
  await insertUnavailableTasks(tx, step, tasks)
}

/** The word of the API for a kind of record. */
const toldKinds: Readonly<Record<RosterKind, string>> = {
  roster: 'roster',
  team: 'team',
  hours: 'calendar',
  owner: 'owner',
  absence: 'absence',
  feed: 'feed',
  licence: 'licence',
  pool: 'pool',
  member: 'member',
  restriction: 'restriction',
  consent: 'consent',
  holidays: 'holidays',
}

function eventOf({ rosterVersion, changes }: RosterEdited): {
  readonly kind: string
  readonly body: Readonly<Record<string, unknown>>
} {
  const told = changes.slice(0, toldMax).map(({ kind, recordId, body }) => ({
    kind: toldKinds[kind],
    id: recordId,
    action: body === null ? 'removed' : 'set',
  }))
  return {
    kind: 'roster.changed',
    body: { roster_version: rosterVersion, change_count: changes.length, changes: told },
  }
}
