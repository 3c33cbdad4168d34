/** A row of a delimited file. */
export type DelimitedRecord = {
  /** The line on which it starts, counted from 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** Set when the row cannot be trusted; its text is then `cells[0]`, as it stands in the file. */
  readonly fault: DelimitedFault | null
}

/**
 * `quote_open`: a quoted cell does not end, or not soon enough. `text_after_quote`: something stands between a closing
 * quote and the next delimiter. `too_long`: a line without an end in sight.
 */
export type DelimitedFault = 'quote_open' | 'text_after_quote' | 'too_long'

export type DelimitedScanner = {
  /** The rows that end within the text read so far. Text may be cut anywhere. */
  readonly push: (text: string) => readonly DelimitedRecord[]
  /** The rows left when the file ends. */
  readonly end: () => readonly DelimitedRecord[]
}

export type DelimitedOptions = {
  /** One character. */
  readonly delimiter: string
  /** A quoted cell that runs on for longer than this has lost its closing quote. In UTF-16 units. */
  readonly recordCharsMax?: number
}

const quote = 34
const lineFeed = 10
const carriageReturn = 13
const recordCharsMaxDefault = 1_000_000

/**
 * Splits delimited text (RFC 4180 with any delimiter and any line ends) into rows, lazily and in one pass.
 *
 * A row that breaks the rules of quoting is handed out whole, with its fault, and reading goes on with the next line:
 * one stray quote must not swallow the rest of a file. Lines with nothing on them are left out.
 */
export function createDelimitedScanner(options: DelimitedOptions): DelimitedScanner {
  const state: ScanState = {
    delimiter: options.delimiter,
    delimiterCode: options.delimiter.charCodeAt(0),
    recordCharsMax: options.recordCharsMax ?? recordCharsMaxDefault,
    text: '',
    at: 0,
    line: 1,
    isLast: false,
    isSkipping: false,
    nextQuote: -1,
    nextReturn: -1,
    records: [],
  }
  return {
    push: (text) => scan(state, text, false),
    end: () => scan(state, '', true),
  }
}

type ScanState = {
  readonly delimiter: string
  readonly delimiterCode: number
  readonly recordCharsMax: number
  text: string
  at: number
  line: number
  /** Whether the text ends where the file ends. */
  isLast: boolean
  /** Whether the rest of an endless line is being passed over. */
  isSkipping: boolean
  /** The first quote at or after `at`, so that lines without one need no second look; the text's length when there is none. */
  nextQuote: number
  /** The same for carriage returns. */
  nextReturn: number
  records: DelimitedRecord[]
}

function scan(state: ScanState, text: string, isLast: boolean): readonly DelimitedRecord[] {
  state.text = state.at < state.text.length ? state.text.slice(state.at) + text : text
  state.at = 0
  state.isLast = isLast
  state.nextQuote = -1
  state.nextReturn = -1
  state.records = []
  if (state.isSkipping) skipLine(state)
  while (state.at < state.text.length && takeRecord(state));
  return state.records
}

/** Takes one row from the text; false when the text ends before the row does. */
function takeRecord(state: ScanState): boolean {
  const { at } = state
  const end = lineEnd(state, at)
  if (end === -1) return isTooLong(state) ? takeFaulty(state, 'too_long') : false
  if (state.nextQuote < at) state.nextQuote = find(state.text, '"', at)
  if (state.nextQuote < end) return takeQuotedRecord(state)
  if (end > at) state.records.push({ line: state.line, cells: splitPlainLine(state, at, end), fault: null })
  passLine(state, end)
  return true
}

function isTooLong(state: ScanState): boolean {
  return state.text.length - state.at > state.recordCharsMax
}

function find(text: string, character: string, from: number): number {
  const at = text.indexOf(character, from)
  return at === -1 ? text.length : at
}

/** Where the line that holds `from` ends, before its line break; -1 when that is not known yet. */
function lineEnd(state: ScanState, from: number): number {
  const { text, isLast } = state
  if (state.nextReturn < from) state.nextReturn = find(text, '\r', from)
  const feed = text.indexOf('\n', from)
  const stop = feed === -1 ? text.length : feed
  // A lone carriage return ends a line too: old spreadsheets write it. At the very end of the text a line feed may still follow it.
  if (state.nextReturn < stop) return state.nextReturn === text.length - 1 && !isLast ? -1 : state.nextReturn
  return feed === -1 && !isLast ? -1 : stop
}

/** Goes to the start of the next line; `end` is where this one's text ends. */
function passLine(state: ScanState, end: number): void {
  const isPair = state.text.charCodeAt(end) === carriageReturn && state.text.charCodeAt(end + 1) === lineFeed
  state.at = end + (isPair ? 2 : 1)
  state.line += 1
}

/** Passes over what is left of a line that was handed out as too long. */
function skipLine(state: ScanState): void {
  const end = lineEnd(state, state.at)
  if (end === -1) {
    state.at = state.text.length
    return
  }
  state.isSkipping = false
  passLine(state, end)
}

function splitPlainLine(state: ScanState, from: number, end: number): string[] {
  const { text, delimiter } = state
  const cells: string[] = []
  let at = from
  for (;;) {
    const stop = text.indexOf(delimiter, at)
    if (stop === -1 || stop >= end) break
    cells.push(text.slice(at, stop))
    at = stop + 1
  }
  cells.push(text.slice(at, end))
  return cells
}

/** A row with a quote somewhere on its first line. */
function takeQuotedRecord(state: ScanState): boolean {
  const cells: string[] = []
  let at = state.at
  for (;;) {
    const cell = state.text.charCodeAt(at) === quote ? readQuotedCell(state, at) : readPlainCell(state, at)
    if (cell === 'more') return isTooLong(state) ? takeFaulty(state, 'quote_open') : false
    if (typeof cell === 'string') return takeFaulty(state, cell)
    cells.push(cell.value)
    if (state.text.charCodeAt(cell.end) === state.delimiterCode && cell.end < state.text.length) {
      at = cell.end + 1
      continue
    }
    const { line } = state
    state.records.push({ line, cells, fault: null })
    state.line += countBreaks(state.text, state.at, cell.end)
    passLine(state, cell.end)
    return true
  }
}

type ReadCell = { readonly value: string; readonly end: number } | 'more' | DelimitedFault

function readQuotedCell(state: ScanState, start: number): ReadCell {
  const { text, isLast } = state
  let value = ''
  let from = start + 1
  for (;;) {
    const close = text.indexOf('"', from)
    if (close === -1) return isLast ? 'quote_open' : 'more'
    const next = close + 1
    // Whether a quote right at the end of the text closes the cell or is the first half of a pair is not known yet.
    if (next >= text.length && !isLast) return 'more'
    if (text.charCodeAt(next) === quote) {
      value += text.slice(from, next)
      from = next + 1
      continue
    }
    // Nor whether a carriage return right at the end has a line feed after it.
    if (text.charCodeAt(next) === carriageReturn && next + 1 >= text.length && !isLast) return 'more'
    value = value === '' ? text.slice(from, close) : value + text.slice(from, close)
    return endsCell(state, next) ? { value, end: next } : 'text_after_quote'
  }
}

function endsCell(state: ScanState, at: number): boolean {
  if (at >= state.text.length) return true
  const code = state.text.charCodeAt(at)
  return code === state.delimiterCode || code === lineFeed || code === carriageReturn
}

/** A cell that does not start with a quote; a quote inside it is an ordinary character. */
function readPlainCell(state: ScanState, start: number): ReadCell {
  const end = lineEnd(state, start)
  if (end === -1) return 'more'
  const stop = state.text.indexOf(state.delimiter, start)
  const at = stop === -1 || stop > end ? end : stop
  return { value: state.text.slice(start, at), end: at }
}

/** Hands the first line of a broken row out as it stands and goes on with the line below it. */
function takeFaulty(state: ScanState, fault: DelimitedFault): boolean {
  // The look-ahead may be past this line already.
  state.nextQuote = -1
  state.nextReturn = -1
  const end = lineEnd(state, state.at)
  const stop = end === -1 ? state.text.length : end
  state.records.push({ line: state.line, cells: [state.text.slice(state.at, stop)], fault })
  if (end === -1 && !state.isLast) {
    state.isSkipping = true
    state.at = state.text.length
  } else passLine(state, stop)
  return true
}

function countBreaks(text: string, from: number, end: number): number {
  let count = 0
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) count += 1
  }
  return count
}
