import type { RawLead } from '@rightful/engine'
import { CliError } from '../cli-error.ts'
import { headingKey } from './known-headings.ts'
import { nearestName } from './nearest-name.ts'
import { type FoundInFile, readRows, type ReadRowsOptions, type RowReading } from './read-rows.ts'
import { rejectedRow, type RejectedRow, type SourceRow } from './source-row.ts'

/** One row of a file of leads. */
export type LeadRow =
  | {
      readonly kind: 'lead'
      readonly line: number
      readonly lead: RawLead
      /** Its own instant (epoch ms), from the column that holds it; `null` when no column does. */
      readonly atMs: number | null
    }
  /** A row that cannot be read; it goes to the output as an error, so that as many rows come out as went in. */
  | RejectedRow

/** A file of leads being read. */
export type LeadReading = Omit<RowReading, 'batches'> & {
  readonly batches: AsyncIterable<readonly LeadRow[]>
}

export type ReadLeadsOptions = ReadRowsOptions & {
  /** The heading of the column that holds each lead's instant, RFC 3339; `null`: none does. */
  readonly atColumn: string | null
}

/**
 * Opens a file of leads: CSV, NDJSON or JSON. A lead's id is what stands under `id` (or a usual name for it), else its
 * line, as `line-7`. `priority` is read when it is a whole number. Where a column holds instants, a row without one is
 * rejected: nobody can say what was free when it came.
 */
export async function readLeads(path: string, options: ReadLeadsOptions): Promise<LeadReading> {
  const { atColumn } = options
  const reading = await readRows(path, options)
  async function* batches(): AsyncGenerator<readonly LeadRow[]> {
    for await (const rows of reading.batches) {
      const column = atColumn === null ? null : { heading: atColumn, name: nameOfColumn(reading.found(), atColumn) }
      yield rows.map((row) => toLeadRow(row, column))
    }
  }
  return { ...reading, batches: batches() }
}

/** A column of instants: its heading, and the name under which its values go on. */
type AtColumn = { readonly heading: string; readonly name: string }

/** Columns feed fields too: under which name the values of one go on. */
function nameOfColumn({ columns, format }: FoundInFile, heading: string): string {
  const column =
    columns.find((use) => use.heading === heading) ??
    columns.find((use) => headingKey(use.heading) === headingKey(heading))
  if (column !== undefined) return column.name
  // An object may lack what the next one has.
  if (format !== 'csv') return heading
  const names = columns.map((use) => use.heading)
  const near = nearestName(heading, names)
  const hint = `The file has: ${names.join(', ')}.${near === null ? '' : ` Did you mean ${near}?`}`
  throw new CliError('map_column_unknown', { where: '--at-column', what: `The file has no column ${heading}.`, hint })
}

function toLeadRow(row: SourceRow, atColumn: AtColumn | null): LeadRow {
  if (row.kind === 'rejected') return row
  const { line, values } = row
  const at = atColumn === null ? null : readAt(values[atColumn.name] ?? values[atColumn.heading])
  if (at === 'missing' || at === 'malformed') {
    const given = at === 'missing' ? 'no instant' : 'what is no RFC 3339 instant'
    return rejectedRow(line, `has ${given} under ${atColumn?.heading ?? ''}`, JSON.stringify(values))
  }
  const id = leadId(values.id) ?? `line-${line}`
  const priority = wholeNumber(values.priority)
  const lead: RawLead = priority === null ? { id, attributes: values } : { id, priority, attributes: values }
  return { kind: 'lead', line, lead, atMs: at }
}

function readAt(given: unknown): number | 'missing' | 'malformed' {
  if (given === undefined || given === null || given === '') return 'missing'
  if (typeof given !== 'string') return 'malformed'
  const text = given.trim()
  if (text === '') return 'missing'
  try {
    return Temporal.Instant.from(text).epochMilliseconds
  } catch {
    return 'malformed'
  }
}

function leadId(given: unknown): string | null {
  if (typeof given === 'number') return String(given)
  if (typeof given !== 'string') return null
  const id = given.trim()
  return id === '' ? null : id
}

function wholeNumber(given: unknown): number | null {
  if (typeof given === 'number') return Number.isSafeInteger(given) ? given : null
  return typeof given === 'string' && /^-?\d{1,9}$/.test(given.trim()) ? Number(given) : null
}
