/** One alternative of a cell. */
export type CellItem =
  | { readonly kind: 'value'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'prefix'; readonly text: string }
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'known' | 'missing' }
  /** An absent bound is open-ended. */
  | { readonly kind: 'range'; readonly low: CellBound | null; readonly high: CellBound | null }

export type CellBound = { readonly text: string; readonly isIncluded: boolean }

/** What a cell asks: one of its items (or none of them). */
export type CellTest = { readonly isNegated: boolean; readonly items: readonly CellItem[] }

/** A cell that cannot be read, and why. */
export type CellFault = {
  readonly kind: 'fault'
  /** A cell that cannot be read, unless said otherwise. */
  readonly code?: 'table_range_empty'
  readonly message: string
  readonly hint: string
}

/** Reads a cell; `null` is a cell that takes anything. */
export function readCellTest(cell: string): CellTest | CellFault | null {
  const trimmed = cell.trim()
  if (trimmed === '' || trimmed === '*' || trimmed === '-') return null
  const { isNegated, rest } = takeNegation(trimmed)
  const pieces = splitItems(rest)
  if (pieces === null) return fault(`The quote in \`${cell}\` is never closed.`, 'Close it, or double it in the file.')
  const items: CellItem[] = []
  for (const piece of pieces) {
    if (piece === '') return fault(`\`${cell}\` has a comma or bar with nothing beside it.`, 'Remove it.')
    const item = readItem(piece)
    if (item.kind === 'fault') return item
    items.push(item)
  }
  return { isNegated, items }
}

function takeNegation(cell: string): { readonly isNegated: boolean; readonly rest: string } {
  const called = /^not\s*\((.*)\)$/is.exec(cell)?.[1]
  if (called !== undefined) return { isNegated: true, rest: called.trim() }
  const rest = /^(?:!(?!=)|not\s+)(.*)$/is.exec(cell)?.[1]
  return rest === undefined ? { isNegated: false, rest: cell } : { isNegated: true, rest: rest.trim() }
}

/** Cuts at commas and bars outside of quotes; `null` when a quote is never closed. */
function splitItems(text: string): readonly string[] | null {
  if (!/["|,]/.test(text)) return [text]
  const pieces: string[] = []
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '"') {
      const end = text.indexOf('"', at + 1)
      if (end === -1) return null
      at = end
    } else if (character === ',' || character === '|') {
      pieces.push(text.slice(from, at).trim())
      from = at + 1
    }
  }
  return [...pieces, text.slice(from).trim()]
}

function readItem(piece: string): CellItem | CellFault {
  const quoted = /^"([^"]*)"$/.exec(piece)?.[1]
  if (quoted !== undefined) return { kind: 'value', text: quoted, isQuoted: true }
  const lower = piece.toLowerCase()
  if (lower === 'known' || lower === 'missing') return { kind: lower }
  const group = /^group(?:\s+(.+)|\s*\(\s*"?([^"]+?)"?\s*\))$/is.exec(piece)
  if (group !== null) return { kind: 'group', name: (group[1] ?? group[2] ?? '').trim() }
  if (/^(?:!(?!=)|not\b)/i.test(piece)) {
    return fault('Only the whole cell can be negated.', 'Write the negation once, at the start: `!DE, AT` is neither.')
  }
  return (
    readComparison(piece) ?? readRange(piece) ?? readPrefix(piece) ?? { kind: 'value', text: piece, isQuoted: false }
  )
}

function readComparison(piece: string): CellItem | CellFault | null {
  const found = /^(<=|>=|<|>|==|=|!=|≤|≥)\s*(.*)$/s.exec(piece)
  const [sign, bound] = [found?.[1], unquoted(found?.[2] ?? '')]
  if (sign === undefined) return null
  if (bound === '') return fault(`\`${piece}\` has nothing to compare with.`, 'Write a value after the sign.')
  switch (sign) {
    case '>=':
    case '≥':
      return { kind: 'range', low: { text: bound, isIncluded: true }, high: null }
    case '>':
      return { kind: 'range', low: { text: bound, isIncluded: false }, high: null }
    case '<=':
    case '≤':
      return { kind: 'range', low: null, high: { text: bound, isIncluded: true } }
    case '<':
      return { kind: 'range', low: null, high: { text: bound, isIncluded: false } }
    case '!=':
      return fault('A cell is negated with `!` or `not`.', `Write \`!${bound}\`.`)
    default:
      return { kind: 'value', text: bound, isQuoted: false }
  }
}

/** `100..999` (both included), `[100..1000)`, `]100..200[`, `100..`, `..999`. */
function readRange(piece: string): CellItem | CellFault | null {
  const found = /^([[(\]]?)\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[]?)$/s.exec(piece)
  if (found === null) return null
  const [, open = '', low = '', high = '', close = ''] = found
  if ((open === '') !== (close === '')) {
    return fault(`\`${piece}\` has a bracket on one side only.`, 'Write both, such as `[100..1000)`, or none.')
  }
  if (low === '' && high === '')
    return fault(`\`${piece}\` is a range without ends.`, 'Write at least one end, such as `100..`.')
  return {
    kind: 'range',
    low: low === '' ? null : { text: unquoted(low), isIncluded: open === '' || open === '[' },
    high: high === '' ? null : { text: unquoted(high), isIncluded: close === '' || close === ']' },
  }
}

function readPrefix(piece: string): CellItem | CellFault | null {
  const star = piece.indexOf('*')
  if (star === -1) return null
  if (star !== piece.length - 1) {
    return fault(
      `\`${piece}\` has a star before its end.`,
      'Only the beginning of a text can be given: `80*`. Put a star that is meant in quotes.',
    )
  }
  return { kind: 'prefix', text: unquoted(piece.slice(0, -1)) }
}

function unquoted(text: string): string {
  return /^"([^"]*)"$/.exec(text.trim())?.[1] ?? text.trim()
}

function fault(message: string, hint: string): CellFault {
  return { kind: 'fault', message, hint }
}
