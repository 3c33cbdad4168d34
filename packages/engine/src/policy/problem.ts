/** A place in a file: line and column count from 1; `file` is the name the caller gave. */
export type Place = {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine?: number
  readonly endColumn?: number
}

/** `error`: cannot be used; `warning`: probably not meant; `notice`: worth knowing. */
export type Severity = 'error' | 'warning' | 'notice'

/** One thing that is wrong with a document: where, what, and how to mend it. */
export type Problem = {
  /** Stable, snake_case, listed in docs/reference/problems.md. */
  readonly code: string
  readonly severity: Severity
  /** What is wrong, in one sentence. */
  readonly message: string
  /** How to mend it, in one sentence; absent only where the message says it already. */
  readonly hint?: string
  readonly place: Place
  /** Where in the document's structure, such as `routes[3].when`. */
  readonly path: string
}
