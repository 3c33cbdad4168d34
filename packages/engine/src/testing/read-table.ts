import { readCsv } from '../policy/csv-text.ts'

/** The rows of a CSV text by the names in its first line; a missing cell is empty. */
export function readTable(text: string): readonly Readonly<Record<string, string>>[] {
  const [header, ...rows] = readCsv(text).rows
  if (header === undefined) return []
  return rows.map((row) => Object.fromEntries(header.cells.map((name, at) => [name, row.cells[at] ?? ''])))
}
