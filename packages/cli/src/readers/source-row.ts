/** One row of a file: its values by name, or why it could not be read. Nothing that stands in a file is passed over in silence. */
export type SourceRow = ReadableRow | RejectedRow

export type ReadableRow = {
  readonly kind: 'row'
  /** The line on which it starts, counted from 1. */
  readonly line: number
  /** By field name, or by the file's own heading where no field takes the column. */
  readonly values: Readonly<Record<string, unknown>>
}

export type RejectedRow = {
  readonly kind: 'rejected'
  readonly line: number
  /** A sentence without a subject: `has 12 cells where the heading has 10`. */
  readonly reason: string
  /** The row as it stands in the file, at most 1,000 characters of it. */
  readonly text: string
}

const textCharsMax = 1000

/** A row that cannot be read. */
export function rejectedRow(line: number, reason: string, text: string): RejectedRow {
  return { kind: 'rejected', line, reason, text: text.length > textCharsMax ? `${text.slice(0, textCharsMax)}…` : text }
}
