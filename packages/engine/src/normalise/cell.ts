import type { Value } from '../language/expression.ts'
import type { Detail } from './field-reading.ts'
import type { FieldNote } from './lead.ts'

/** One attribute of one lead, read. The note is made with it, so that a text seen before costs one look-up. */
export type Cell = {
  readonly value: Value | undefined
  readonly note: FieldNote | null
  /** What reading it told beside the value. */
  readonly detail: Detail | null
}

/** A missing attribute. */
export const emptyCell: Cell = { value: undefined, note: null, detail: null }

/** Notes quote what was given up to this length. */
const quoteLengthMax = 200

/** A value that stands as it was given: another spelling would have a note. */
export function cellAsGiven(value: Value, detail: Detail | null = null): Cell {
  return { value, note: null, detail }
}

/** A value that was read from a text, with a note where that is another spelling of it. */
export function cellOfValue(
  field: string,
  given: string,
  { value, detail }: { readonly value: Value; readonly detail: Detail | null },
): Cell {
  const isAsGiven = value === given || String(value) === given
  return isAsGiven
    ? cellAsGiven(value, detail)
    : { value, note: { field, kind: 'normalised', given: quote(given), value }, detail }
}

/** What was given, as notes quote it. */
export function quote(given: string): string {
  return given.length <= quoteLengthMax ? given : `${given.slice(0, quoteLengthMax)}…`
}
