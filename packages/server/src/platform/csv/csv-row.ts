import { guardFormula } from './formula.ts'

/** Cells as one row of CSV, with its line break. Texts that a spreadsheet would run are guarded. */
export function csvRow(cells: readonly (string | number | boolean | null | undefined)[]): string {
  return `${cells.map((cell) => quoted(typeof cell === 'string' ? guardFormula(cell) : String(cell ?? ''))).join(',')}\r\n`
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
