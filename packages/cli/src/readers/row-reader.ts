import type { ColumnUse, TargetField } from './plan-columns.ts'
import type { SourceRow } from './source-row.ts'

/** Turns text of one format into rows. Text may be cut anywhere. */
export type RowReader = {
  readonly push: (text: string) => readonly SourceRow[]
  readonly end: () => readonly SourceRow[]
  /** What was done with each column; complete once everything is read. */
  readonly columns: () => readonly ColumnUse[]
  /** Sentences on what a person should know about the columns. */
  readonly notes: () => readonly string[]
  /** Whether there was anything at all to read. */
  readonly hasStarted: () => boolean
}

export type RowReaderOptions = {
  readonly fields: readonly TargetField[]
  /** Heading → field name, as `--map` says. */
  readonly map: ReadonlyMap<string, string>
}
