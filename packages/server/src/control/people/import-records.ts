import type { Readable } from 'node:stream'
import { type ErrorItem, type RecordImportReport, RoutingError } from '@rightful/contract'
import type { Database } from '../../platform/db/database.ts'
import { endRecord } from './change-record.ts'
import { type CsvTable, placeOfRecord, recordIdOfRow } from './csv-tables.ts'
import { editRoster, type RosterEdited } from './edit-roster.ts'
import { readTable, type TableReading, type TableRow } from './read-table.ts'
import { lastPart, recordIdOf } from './record-id.ts'
import type { Body } from './roster-document.ts'
import type { RosterChange, RosterRecords } from './roster-records.ts'

/** A file to be taken in. */
export type RecordImport = {
  readonly workspaceId: string
  readonly by: string
  readonly table: CsvTable
  readonly source: Readable
  readonly isDryRun: boolean
  /** Whether records that the file does not name are ended. */
  readonly isReplacing: boolean
}

const changesToldMax = 500

/**
 * Takes a CSV file of records in as one version of the roster, or says what that would come to. Nothing is done by halves: where any
 * cell is wrong it throws `roster_invalid` with each by row and column; a dry run answers with them instead.
 */
export async function importRecords(db: Database, ask: RecordImport): Promise<RecordImportReport> {
  const { workspaceId, by, table, isDryRun } = ask
  const reading = await readTable(ask.source, table)
  if (reading.items.length > 0 && !isDryRun) throw new RoutingError('roster_invalid', {}, { items: reading.items })
  const plan = (records: RosterRecords): readonly RosterChange[] => planOf(records, ask, reading)
  try {
    const edited = await editRoster(db, { workspaceId, by, plan, isDryRun })
    return reportOf(edited, { ask, reading, items: reading.items })
  } catch (error) {
    if (!(error instanceof RoutingError) || error.code !== 'roster_invalid') throw error
    const items = error.items.map((item) => asRow(item, table, reading.rows))
    if (!isDryRun) throw new RoutingError('roster_invalid', {}, { items, cause: error })
    const nothing = await editRoster(db, { workspaceId, by, plan: () => [], isDryRun })
    return reportOf(nothing, { ask, reading, items: [...reading.items, ...items] })
  }
}

/** What a file changes, given the records that hold. Throws `roster_invalid` where a row belongs to nothing. */
function planOf(
  records: RosterRecords,
  { table, isReplacing }: RecordImport,
  { rows, columns }: TableReading,
): readonly RosterChange[] {
  const { kind, parent } = table.resource
  const known = new Set(parent === null ? [] : records.listOf(parent.kind).map(({ recordId }) => recordId))
  const lost = rows.filter(({ parts: [outer = ''] }) => parent !== null && !known.has(recordIdOf(outer)))
  if (parent !== null && lost.length > 0) {
    const items = lost.map(({ row, parts: [outer] }) => ({
      where: `row ${row}/${parent.kind}`,
      what: `there is no ${parent.kind} \`${outer}\``,
      mend: `Add the ${parent.kind} first, or compare the spelling.`,
    }))
    throw new RoutingError('roster_invalid', {}, { items: items.slice(0, changesToldMax) })
  }
  const set = rows.map(({ parts, body }): RosterChange => {
    const recordId = recordIdOfRow(parts)
    const before: Body = JSON.parse(records.find(kind, recordId)?.body ?? '{}')
    const kept = Object.entries(before).filter(([key]) => !columns.has(key))
    return { kind, recordId, body: { ...Object.fromEntries(kept), ...namesOf(table, parts), ...body } }
  })
  return isReplacing ? [...endedBy(records, table, new Set(set.map(({ recordId }) => recordId))), ...set] : set
}

/** Everything of the kind that the file does not name, but for what calendar feeds tell of. */
function endedBy(records: RosterRecords, { resource }: CsvTable, named: ReadonlySet<string>): readonly RosterChange[] {
  return records
    .listOf(resource.kind)
    .filter(({ recordId, body }) => !named.has(recordId) && !('feed' in JSON.parse(body)))
    .flatMap(({ recordId }) => {
      const parts = recordId.split('/').map(lastPart)
      return endRecord(records, { resource, parts, ifVersion: null })
    })
}

function namesOf({ resource: { kind, parent } }: CsvTable, [outer = '', inner = '']: readonly string[]): Body {
  if (kind === 'member') return { pool: outer, owner: inner }
  return parent === null ? {} : { [parent.kind]: outer }
}

/** A problem of the roster at the row that it comes from; one of another place stays where it is. */
function asRow(item: ErrorItem, table: CsvTable, rows: readonly TableRow[]): ErrorItem {
  for (const { row, parts } of rows) {
    const place = placeOfRecord(table, parts)
    if (item.where !== place && !item.where.startsWith(`${place}/`)) continue
    const [column] = item.where.slice(place.length + 1).split('/')
    return { ...item, where: column === undefined || column === '' ? `row ${row}` : `row ${row}/${column}` }
  }
  return item
}

function reportOf(
  { rosterVersion, changes, before }: RosterEdited,
  {
    ask: { table, isDryRun },
    reading,
    items,
  }: { readonly ask: RecordImport; readonly reading: TableReading; readonly items: readonly ErrorItem[] },
): RecordImportReport {
  const told = changes
    .filter(({ kind }) => kind === table.resource.kind)
    .map(({ kind, recordId, body }) => ({
      id: recordId,
      action:
        body === null
          ? ('ended' as const)
          : before.find(kind, recordId) === null
            ? ('added' as const)
            : ('changed' as const),
    }))
  const count = (action: string): number => told.filter((change) => change.action === action).length
  return {
    dry_run: isDryRun,
    version: isDryRun ? before.version : rosterVersion,
    row_count: reading.rowCount,
    added_count: count('added'),
    changed_count: count('changed'),
    unchanged_count: items.length > 0 ? 0 : reading.rows.length - count('added') - count('changed'),
    ended_count: count('ended'),
    changes: told.slice(0, changesToldMax),
    errors: [...items],
  }
}
