/** What a cell can hold; `null` and `undefined` are written as nothing. */
export type CsvCell = string | number | boolean | null | undefined

export type CsvFormat = {
  /** One character. */
  readonly delimiter: string
  /**
   * Whether text that a spreadsheet would run as a formula gets an apostrophe in front. Reading takes it away again
   * (`unguardFormula`), so nothing is lost either way.
   */
  readonly guardFormulas: boolean
}

/** What makes a spreadsheet take a text for a formula, in the usual and in the full-width form. */
const formula = /^'*[=+\-@\t\r＝＋－＠]/
const guarded = /^'+[=+\-@\t\r＝＋－＠]/

/** Makes the function that writes one row, with its line break. */
export function createCsvRowWriter(format: CsvFormat): (cells: readonly CsvCell[]) => string {
  const { delimiter, guardFormulas } = format
  const needsQuotes = new RegExp(`["\\r\\n\\uFEFF${delimiter === '|' ? '\\|' : delimiter}]|^\\s|\\s$`)

  function cellText(cell: CsvCell): string {
    if (cell === null || cell === undefined) return ''
    if (typeof cell !== 'string') return String(cell)
    const text = guardFormulas && formula.test(cell) ? `'${cell}` : cell
    return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }

  return (cells) => {
    // A row with one empty cell would be a blank line, which readers pass over.
    if (cells.length === 1 && cellText(cells[0]) === '') return '""\n'
    let row = ''
    for (let index = 0; index < cells.length; index += 1)
      row += index === 0 ? cellText(cells[0]) : delimiter + cellText(cells[index])
    return `${row}\n`
  }
}

/** Takes away the apostrophe that `guardFormulas` puts before a formula. */
export function unguardFormula(text: string): string {
  return text.charCodeAt(0) === 39 && guarded.test(text) ? text.slice(1) : text
}
