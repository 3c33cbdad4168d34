/** Rows of texts as CSV, with a column for each name that any of them has. */
export function csvOf(rows: readonly object[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = rows.map((row) => {
    const cells = new Map<string, unknown>(Object.entries(row))
    return names.map((name) => quoted(cells.get(name)))
  })
  return [names, ...lines].map((cells) => `${cells.join(',')}\n`).join('')
}

function quoted(cell: unknown): string {
  const text = typeof cell === 'string' ? cell : ''
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
