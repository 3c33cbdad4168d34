import { scimRefusal } from './scim-refusal.ts'

/** What a filter compares with: JSON, but for arrays and objects. */
export type FilterValue = string | number | boolean | null

const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'pr'] as const

/** How a filter compares; `pr`: whether there is anything. */
export type FilterOperator = (typeof operators)[number]

/** A filter (RFC 7644, 3.4.2.2). Paths are in lower case. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | {
      readonly kind: 'compare'
      readonly path: string
      readonly operator: FilterOperator
      readonly value: FilterValue
    }

const DEPTH_MAX = 20
const tokenForm = /\s*(?:([()])|("(?:[^"\\]|\\.)*")|([^\s()"]+))/y

type Token = { readonly kind: 'bracket' | 'text' | 'word'; readonly text: string }

/** Reads a filter. Throws `provisioning_invalid`. */
export function parseFilter(text: string): Filter {
  const tokens = tokensOf(text)
  const reader = { tokens, at: 0, depth: 0 }
  const filter = readOr(reader)
  if (reader.at < tokens.length) throw refused('it goes on after its end')
  return filter
}

function refused(what: string): Error {
  return scimRefusal('invalidFilter', what)
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  const trimmed = text.trimEnd()
  tokenForm.lastIndex = 0
  while (tokenForm.lastIndex < trimmed.length) {
    const [, bracket, quoted, word] = tokenForm.exec(trimmed) ?? []
    if (bracket !== undefined) tokens.push({ kind: 'bracket', text: bracket })
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else throw refused('a text in it has no end')
  }
  return tokens
}

type Reader = { readonly tokens: readonly Token[]; at: number; depth: number }

function readOr(reader: Reader): Filter {
  return readJoined(reader, 'or', (inner) => readJoined(inner, 'and', readOne))
}

function readJoined(reader: Reader, kind: 'and' | 'or', read: (reader: Reader) => Filter): Filter {
  const parts = [read(reader)]
  while (isWord(reader, kind)) {
    reader.at += 1
    parts.push(read(reader))
  }
  const [first] = parts
  return parts.length === 1 && first !== undefined ? first : { kind, parts }
}

function readOne(reader: Reader): Filter {
  if (isWord(reader, 'not')) {
    reader.at += 1
    return { kind: 'not', part: readBracket(reader) }
  }
  return reader.tokens[reader.at]?.kind === 'bracket' ? readBracket(reader) : readComparison(reader)
}

function readBracket(reader: Reader): Filter {
  reader.depth += 1
  if (reader.depth > DEPTH_MAX) throw refused('it has too many brackets')
  take(reader, '(')
  const inner = readOr(reader)
  take(reader, ')')
  reader.depth -= 1
  return inner
}

function take(reader: Reader, bracket: string): void {
  if (reader.tokens[reader.at]?.text !== bracket) throw refused(`a ${bracket} is missing`)
  reader.at += 1
}

function isWord({ tokens, at }: Reader, word: string): boolean {
  const token = tokens[at]
  return token?.kind === 'word' && token.text.toLowerCase() === word
}

function readComparison(reader: Reader): Filter {
  const [path, operator] = [nextWord(reader), nextWord(reader)]
  const known = operators.find((name) => name === operator)
  if (known === undefined) throw refused(`it has to compare by one of ${operators.join(', ')}`)
  if (known === 'pr') return { kind: 'compare', path, operator: known, value: null }
  const token = reader.tokens[reader.at]
  reader.at += 1
  return { kind: 'compare', path, operator: known, value: valueOf(token) }
}

function nextWord(reader: Reader): string {
  const token = reader.tokens[reader.at]
  reader.at += 1
  if (token?.kind !== 'word') throw refused('an attribute and an operator are asked for')
  return token.text.toLowerCase()
}

function valueOf(token: Token | undefined): FilterValue {
  if (token === undefined || token.kind === 'bracket') throw refused('a value is missing')
  try {
    const value: unknown = JSON.parse(token.kind === 'text' ? token.text : token.text.toLowerCase())
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return value
  } catch {
    // Said below.
  }
  throw refused('a value is not JSON')
}
