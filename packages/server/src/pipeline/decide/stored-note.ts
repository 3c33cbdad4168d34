import type { FieldNote, InferredFrom, Value } from '@rightful/engine'

/** A note about a field as it is stored; a value is left out where it is the field's. */
export type StoredNote =
  | readonly [field: string, given: string]
  | readonly [field: string, given: string, kind: 'normalised', value: Value]
  | readonly [field: string, from: InferredFrom, kind: 'inferred', value?: Value]
  | readonly [field: string, given: string, kind: 'placeholder']
  | readonly [field: string, given: string, kind: 'unreadable', because: Because]

type Because = (FieldNote & { readonly kind: 'unreadable' })['because']
type Values = Readonly<Record<string, Value>>

/** A note for storing beside the lead's values. */
export function storedNote(note: FieldNote, values: Values): StoredNote {
  const { field } = note
  switch (note.kind) {
    case 'normalised':
      return isSame(note.value, values[field]) ? [field, note.given] : [field, note.given, note.kind, note.value]
    case 'inferred':
      return isSame(note.value, values[field])
        ? [field, note.from, note.kind]
        : [field, note.from, note.kind, note.value]
    case 'placeholder':
      return [field, note.given, note.kind]
    case 'unreadable':
      return [field, note.given, note.kind, note.because]
  }
}

/** The note that was stored. */
export function noteFrom(stored: StoredNote, values: Values): FieldNote {
  const [field] = stored
  if (stored.length === 2) return { field, kind: 'normalised', given: stored[1], value: valueOf(field, values) }
  switch (stored[2]) {
    case 'normalised':
      return { field, kind: stored[2], given: stored[1], value: stored[3] }
    case 'inferred':
      return { field, kind: stored[2], from: stored[1], value: stored[3] ?? valueOf(field, values) }
    case 'placeholder':
      return { field, kind: stored[2], given: stored[1] }
    case 'unreadable':
      return { field, kind: stored[2], given: stored[1], because: stored[3] }
  }
}

function valueOf(field: string, values: Values): Value {
  const value = values[field]
  if (value === undefined) throw new Error(`A note is about ${field}, which has no value.`)
  return value
}

function isSame(a: Value, b: Value | undefined): boolean {
  if (a === b) return true
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
  return a.every((item, index) => isSame(item, b[index]))
}
