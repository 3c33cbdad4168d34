import { Readable } from 'node:stream'
import { readRows, type FoundInFile, type ReadRowsOptions } from '../readers/read-rows.ts'
import type { SourceRow } from '../readers/source-row.ts'

export type ReadTextOptions = Partial<ReadRowsOptions> & {
  /** Bytes handed over at a time; everything at once when left out. */
  readonly chunkBytes?: number
}

/** Reads rows from text or bytes, as if they came on the standard input. */
export async function readText(
  content: string | Uint8Array,
  options: ReadTextOptions = {},
): Promise<{ readonly rows: readonly SourceRow[]; readonly found: FoundInFile }> {
  const bytes = Buffer.from(content)
  const size = options.chunkBytes ?? Math.max(1, bytes.length)
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
  const defaults = { fields: [], map: new Map<string, string>(), format: null, delimiter: null, encoding: null }
  const reading = await readRows('-', { ...defaults, stdin: Readable.from(chunks), ...options })
  const rows: SourceRow[] = []
  for await (const batch of reading.batches) rows.push(...batch)
  return { rows, found: reading.found() }
}

/** The values of the rows that could be read. */
export function valuesOf(rows: readonly SourceRow[]): readonly Readonly<Record<string, unknown>>[] {
  return rows.flatMap((row) => (row.kind === 'row' ? [row.values] : []))
}

/** Line and reason of the rows that could not. */
export function rejectionsOf(rows: readonly SourceRow[]): readonly string[] {
  return rows.flatMap((row) => (row.kind === 'rejected' ? [`${row.line} ${row.reason}`] : []))
}
