import type { KeyRing } from '../secrets/key-ring.ts'

/** A statement: its text, or its text with a name under which each connection keeps its plan. */
export type Statement = string | { readonly name: string; readonly text: string }

/** Where statements can be sent. Values are bound to `$1`, `$2` …; see `columnValues` for what comes back. */
export type Queryable = {
  /** The rows of one statement. */
  readonly query: <Row>(statement: Statement, values?: readonly unknown[]) => Promise<readonly Row[]>
  /** The number of rows one statement changed; several statements separated by `;` when there are no values. */
  readonly execute: (statement: Statement, values?: readonly unknown[]) => Promise<number>
  /** The keys that what is sealed in the database is opened with. */
  readonly keyRing: KeyRing
}

/** One connection, held by one caller. */
export type Session = Queryable & {
  /**
   * Runs `work` between BEGIN and COMMIT, or ROLLBACK when it throws. Its last statements need not be awaited: where one of them
   * fails, nothing is committed and that is thrown. A lost COMMIT is the error `commit_unknown`.
   */
  readonly transaction: <T>(work: (tx: Queryable) => Promise<T>) => Promise<T>
}
