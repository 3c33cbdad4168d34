import { parse } from 'csv-parse/sync'
import { readFileSync } from 'node:fs'

/** A row of a table: the cell under a heading. Throws for a heading that the table does not have. */
export type TableRow = (heading: string) => string

/** The rows of a CSV file, read by another parser than the product's own. */
export function readTable(path: string): readonly TableRow[] {
  const rows: Record<string, string>[] = parse(readFileSync(path, 'utf8'), { columns: true, bom: true })
  return rows.map((row) => (heading) => {
    const cell = row[heading]
    if (cell === undefined) throw new Error(`${path} has no column ${heading}`)
    return cell
  })
}
