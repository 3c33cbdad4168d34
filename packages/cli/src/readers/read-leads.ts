import type { RawLead } from '@rightful/engine'
import { readRows, type ReadRowsOptions, type RowReading } from './read-rows.ts'
import type { RejectedRow, SourceRow } from './source-row.ts'

/** One row of a file of leads. */
export type LeadRow =
  | { readonly kind: 'lead'; readonly line: number; readonly lead: RawLead }
  /** A row that cannot be read; it goes to the output as an error, so that as many rows come out as went in. */
  | RejectedRow

/** A file of leads being read. */
export type LeadReading = Omit<RowReading, 'batches'> & {
  readonly batches: AsyncIterable<readonly LeadRow[]>
}

/**
 * Opens a file of leads: CSV, NDJSON or JSON. A lead's id is what stands under `id` (or a usual name for it), else its
 * line, as `line-7`. `priority` is read when it is a whole number.
 */
export async function readLeads(path: string, options: ReadRowsOptions): Promise<LeadReading> {
  const reading = await readRows(path, options)
  async function* batches(): AsyncGenerator<readonly LeadRow[]> {
    for await (const rows of reading.batches) yield rows.map(toLeadRow)
  }
  return { ...reading, batches: batches() }
}

function toLeadRow(row: SourceRow): LeadRow {
  if (row.kind === 'rejected') return row
  const { line, values } = row
  const id = leadId(values.id) ?? `line-${line}`
  const priority = wholeNumber(values.priority)
  const lead: RawLead = priority === null ? { id, attributes: values } : { id, priority, attributes: values }
  return { kind: 'lead', line, lead }
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
