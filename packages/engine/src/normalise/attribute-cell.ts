import type { Value } from '../language/expression.ts'
import type { Field } from '../policy/policy.ts'
import { boundedCache } from './bounded-cache.ts'
import type { BoundedCache } from './bounded-cache.ts'
import { cleanText } from './clean-text.ts'
import { cellOfValue, emptyCell, quote } from './cell.ts'
import type { Cell } from './cell.ts'
import type { FieldReading, TextReader } from './field-reading.ts'
import type { FieldNote } from './lead.ts'
import type { PlainReader } from './plain-readers.ts'
import { splitMany } from './split-many.ts'

/** Reads whatever was given for an attribute. `country` is the lead's, where it is known. */
export type CellReader = (given: unknown, country: string | null) => Cell

/** Distinct texts that are remembered per field (and per country where it matters). */
const cacheEntriesMax = 1_024

type Spec = Pick<Field, 'name' | 'type' | 'many'>

/** The two ways to read a field's texts: any text, and the short way for usual ones, where there is one. */
export type TextReaders = { readonly readText: TextReader; readonly readPlain: PlainReader | null }

/** Makes the reader of a field's cells out of the readers of its texts. */
export function prepareCell(field: Spec, { readText, readPlain }: TextReaders): CellReader {
  const fromText = field.many ? readManyWith(field, readText) : readOneWith(field, readText)
  const remembered =
    readPlain === null || field.many ? remember(field, fromText) : plainlyFirst(readPlain, remember(field, fromText))
  return (given, country) => {
    if (typeof given === 'string') return given === '' ? emptyCell : remembered(given, country)
    if (given === undefined || given === null) return emptyCell
    return field.many && Array.isArray(given)
      ? readList(field, given.slice(0, manyMax), { readText, country })
      : readScalar(field, given, { fromText: remembered, country })
  }
}

function plainlyFirst(readPlain: PlainReader, fromText: FromText): FromText {
  return (given, country) => readPlain(given, country) ?? fromText(given, country)
}

/** More values at once than a person would give. */
const manyMax = 200

type FromText = (text: string, country: string | null) => Cell

/** Fields with few distinct texts remember them; addresses, numbers and names seldom come twice. */
function remember(field: Spec, fromText: FromText): FromText {
  switch (field.type) {
    case 'email':
    case 'phone':
    case 'company':
      return fromText
    case 'subdivision':
    case 'postal_code':
      return rememberByCountry(fromText)
    case 'integer':
    case 'number':
    case 'string':
    case 'boolean':
    case 'enum':
    case 'date':
    case 'country':
    case 'domain': {
      const cache = boundedCache<Cell>(cacheEntriesMax)
      return (text, country) => cache.get(text) ?? cache.set(text, fromText(text, country))
    }
  }
}

function rememberByCountry(fromText: FromText): FromText {
  const caches = new Map<string | null, BoundedCache<Cell>>()
  return (text, country) => {
    let cache = caches.get(country)
    if (cache === undefined) {
      cache = boundedCache<Cell>(cacheEntriesMax)
      caches.set(country, cache)
    }
    return cache.get(text) ?? cache.set(text, fromText(text, country))
  }
}

function readOneWith(field: Spec, readText: TextReader): FromText {
  return (given, country) => {
    const text = cleanText(given)
    return text === '' ? emptyCell : cellOf(field, given, readText(text, country))
  }
}

function cellOf(field: Spec, given: string, reading: FieldReading): Cell {
  switch (reading.kind) {
    case 'read':
      return cellOfValue(field.name, given, reading)
    case 'gap':
      return { value: undefined, note: { field: field.name, kind: 'placeholder', given: quote(given) }, detail: null }
    case 'unreadable': {
      const note: FieldNote = { field: field.name, kind: 'unreadable', given: quote(given), because: reading.because }
      return { value: undefined, note, detail: reading.detail }
    }
  }
}

/** Numbers and booleans as JSON has them; a list of one for a field of one. Everything else is nothing that a field can hold. */
function readScalar(
  field: Spec,
  given: unknown,
  { fromText, country }: { readonly fromText: FromText; readonly country: string | null },
): Cell {
  if (typeof given === 'number' || typeof given === 'boolean' || typeof given === 'bigint') {
    const cell = fromText(String(given), country)
    // The same value in its own type is no other spelling.
    return cell.value === given ? { ...cell, note: null } : cell
  }
  if (typeof given === 'string') return fromText(given, country)
  if (Array.isArray(given) && given.length <= 1) {
    return given[0] === undefined || given[0] === null ? emptyCell : readScalar(field, given[0], { fromText, country })
  }
  const because = Array.isArray(given) ? 'ambiguous' : 'malformed'
  return {
    value: undefined,
    note: { field: field.name, kind: 'unreadable', given: quote(describe(given)), because },
    detail: null,
  }
}

function describe(given: unknown): string {
  if (!Array.isArray(given)) return typeof given
  return given
    .slice(0, 5)
    .map((item) => (typeof item === 'string' ? item : typeof item))
    .join('; ')
}

function readManyWith(field: Spec, readText: TextReader): FromText {
  return (given, country) => {
    const text = cleanText(given)
    if (text === '') return emptyCell
    const pieces = splitMany(text, field.type, (piece) => readText(piece, country).kind === 'read')
    return readList(field, pieces, { readText, country })
  }
}

/** The readable values, each once, in the order given; the note is about the first that could not be read. */
function readList(
  field: Spec,
  pieces: readonly unknown[],
  { readText, country }: { readonly readText: TextReader; readonly country: string | null },
): Cell {
  const values: Value[] = []
  let problem: FieldNote | null = null
  let isAsGiven = true
  const single: Spec = { ...field, many: false }
  for (const piece of pieces) {
    const cell = readScalar(single, piece, { fromText: readOneWith(single, readText), country })
    if (cell.value === undefined) problem ??= cell.note
    else if (values.includes(cell.value)) isAsGiven = false
    else values.push(cell.value)
    isAsGiven &&= cell.note === null
  }
  const value = values.length === 0 ? undefined : values
  if (problem !== null || isAsGiven || value === undefined) return { value, note: problem, detail: null }
  const given = quote(pieces.map(String).join('; '))
  return { value, note: { field: field.name, kind: 'normalised', given, value }, detail: null }
}
