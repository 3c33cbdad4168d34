/** One element of a JSON list as text, or what is wrong with the list at that place. */
export type JsonElement = {
  /** The line on which it starts, counted from 1. */
  readonly line: number
  readonly text: string
  /** `missing`: nothing between two commas. `cut_off`: the file ends first. `after_end`: something follows the list. */
  readonly fault: JsonFault | null
}

export type JsonFault = 'missing' | 'cut_off' | 'after_end' | 'too_long'

export type JsonElementScanner = {
  /** The elements that end within the text read so far. Text may be cut anywhere. */
  readonly push: (text: string) => readonly JsonElement[]
  readonly end: () => readonly JsonElement[]
}

/**
 * `between`: right after a comma or the opening bracket. `whole`: the document is not a list, but one value. `done`: only
 * blanks may follow. `closed`: nothing more is read.
 */
type Phase = 'start' | 'between' | 'element' | 'whole' | 'done' | 'closed'

const elementCharsMaxDefault = 16_000_000

/**
 * Cuts a JSON list into its elements without parsing them, so that a file of any length can be read element by element;
 * an element that does not parse spoils only itself. A document that is not a list is handed out as one element.
 */
export function createJsonElementScanner(elementCharsMax: number = elementCharsMaxDefault): JsonElementScanner {
  const state: ScanState = {
    phase: 'start',
    text: '',
    at: 0,
    from: 0,
    depth: 0,
    isInString: false,
    isEscaped: false,
    isFirst: true,
    line: 1,
    startLine: 1,
    elementCharsMax,
    elements: [],
  }
  return { push: (text) => push(state, text), end: () => end(state) }
}

type ScanState = {
  phase: Phase
  text: string
  at: number
  /** Where the element in hand starts. */
  from: number
  depth: number
  isInString: boolean
  isEscaped: boolean
  /** Whether the list has had no element yet. */
  isFirst: boolean
  line: number
  startLine: number
  readonly elementCharsMax: number
  elements: JsonElement[]
}

function push(state: ScanState, text: string): readonly JsonElement[] {
  state.text = state.text.slice(state.from) + text
  state.at -= state.from
  state.from = 0
  state.elements = []
  for (; state.at < state.text.length; state.at += 1) step(state, state.text.charCodeAt(state.at))
  if (state.phase !== 'element' && state.phase !== 'whole') state.from = state.text.length
  if (state.text.length - state.from > state.elementCharsMax) giveUp(state)
  return state.elements
}

function end(state: ScanState): readonly JsonElement[] {
  state.elements = []
  const rest = state.text.slice(state.from)
  if (state.phase === 'whole') emit(state, rest, null)
  else if (state.phase === 'element' || state.phase === 'between') emit(state, rest, 'cut_off')
  state.phase = 'closed'
  return state.elements
}

function step(state: ScanState, code: number): void {
  if (code === 10) state.line += 1
  switch (state.phase) {
    case 'start':
      if (isBlank(code)) return
      state.startLine = state.line
      state.from = state.at
      state.phase = code === 91 ? 'between' : 'whole'
      return
    case 'between':
      if (isBlank(code)) return
      state.startLine = state.line
      state.from = state.at
      state.phase = 'element'
      stepInElement(state, code)
      return
    case 'element':
      stepInElement(state, code)
      return
    case 'whole':
      return
    case 'done':
      if (isBlank(code)) return
      state.startLine = state.line
      emit(state, state.text.slice(state.at), 'after_end')
      state.phase = 'closed'
      return
    case 'closed':
  }
}

function stepInElement(state: ScanState, code: number): void {
  if (state.isInString) {
    if (state.isEscaped) state.isEscaped = false
    else if (code === 92) state.isEscaped = true
    else if (code === 34) state.isInString = false
    return
  }
  if (code === 34) state.isInString = true
  else if (code === 123 || code === 91) state.depth += 1
  else if (state.depth > 0 && (code === 125 || code === 93)) state.depth -= 1
  else if (state.depth === 0 && (code === 44 || code === 93)) endElement(state, code === 93)
}

function endElement(state: ScanState, isLast: boolean): void {
  const text = state.text.slice(state.from, state.at)
  // Only what JSON calls blank; a form feed, which trim() would take away, is a fault.
  const isNothing = /^[ \t\r\n]*$/.test(text)
  if (!isNothing) emit(state, text, null)
  else if (!isLast || !state.isFirst) emit(state, text, 'missing')
  state.isFirst = false
  state.phase = isLast ? 'done' : 'between'
}

function emit(state: ScanState, text: string, fault: JsonFault | null): void {
  state.elements.push({ line: state.startLine, text, fault })
}

/** Stops at an element that does not end: most likely a bracket is missing, and what follows cannot be told apart. */
function giveUp(state: ScanState): void {
  emit(state, state.text.slice(state.from, state.from + 1000), 'too_long')
  state.phase = 'closed'
  state.text = ''
  state.from = 0
  state.at = 0
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9
}
