import { createDelimitedScanner } from './delimited-scanner.ts'

export type Delimiter = ',' | ';' | '\t' | '|'

const candidates: readonly Delimiter[] = [',', ';', '\t', '|']
const sampleRowsMax = 50

/**
 * Finds out what separates the cells: the candidate under which the most rows have as many cells as the header, and
 * among those the one with the most cells. A line `sep=;`, as Excel writes it, settles it.
 */
export function detectDelimiter(sample: string): Delimiter {
  const told = candidates.find((candidate) =>
    new RegExp(`^sep=\\${candidate === '\t' ? 't' : candidate}\\r?\\n`, 'i').test(sample),
  )
  if (told !== undefined) return told
  let best: Delimiter = ','
  let bestScore = 0
  for (const delimiter of candidates) {
    const score = agreement(sample, delimiter)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

/** Cells of the header, times the share of rows that have as many; 0 when the header has one cell. */
function agreement(sample: string, delimiter: Delimiter): number {
  const scanner = createDelimitedScanner({ delimiter })
  // The sample may be cut within a row, so what is left at its end says nothing, unless it is all there is.
  const whole = scanner.push(sample)
  const rows = (whole.length > 0 ? whole : scanner.end()).slice(0, sampleRowsMax)
  const width = rows.at(0)?.cells.length ?? 0
  if (width < 2) return 0
  const agreeing = rows.filter((row) => row.fault === null && row.cells.length === width).length
  return width * (agreeing / rows.length) ** 2
}
