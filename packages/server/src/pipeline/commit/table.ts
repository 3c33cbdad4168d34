/**
 * How a column is written. `epoch` columns take epoch milliseconds and become instants; `json` is text that came from
 * `JSON.stringify`, which has no control characters in it.
 */
export type ColumnType = 'text' | 'json' | 'uuid' | 'bigint' | 'integer' | 'epoch' | 'text[]'

/** What a cell can hold. A list of texts is for `text[]` alone. */
export type Cell = string | number | boolean | null | readonly string[]

/** A table that rows are added to, with its columns but for `workspace_id`, which every row of a batch shares. */
export type Table<Column extends string = string> = {
  readonly name: string
  readonly columns: Readonly<Record<Column, ColumnType>>
  /** What happens to a row whose key is there already; by default it is an error. */
  readonly onConflict?: string
}

/** A row to add to a table. */
export type RowOf<Of extends Table> = Readonly<Record<keyof Of['columns'], Cell>>
