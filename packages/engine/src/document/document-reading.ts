import type { Problem } from '../policy/problem.ts'
import type { DocumentNode, DocumentRange } from './document-node.ts'
import type { DocumentProblemCode } from './document-problems.ts'
import type { SourceText } from './source-text.ts'

/** What reading a document gave: a tree as far as it could be read, and everything that is wrong with the text. */
export type DocumentReading = {
  /** `null` when there is nothing to read. */
  readonly root: DocumentNode | null
  readonly source: SourceText
  readonly problems: readonly Problem[]
  /**
   * The offset of the first break in the text's form; what stands after it may be lost from the tree. The
   * text's length when there is none.
   */
  readonly readableUntil: number
}

/** A problem of the text itself; the range is turned into a place by the source. */
export type TextProblem = DocumentRange & {
  readonly code: DocumentProblemCode
  readonly message: string
  readonly hint: string
}

/** The most that reading takes; a document beyond it is refused with a problem. */
export const documentLimits = {
  /** UTF-16 units of a document. */
  lengthMax: 4 * 1024 * 1024,
  /** Lists and maps inside each other. */
  depthMax: 64,
  /** Values, with those an alias repeats. */
  nodesMax: 1_000_000,
  /** Problems that are told of one document. */
  problemsMax: 200,
} as const

/** Turns a problem of the text into one with a place. */
export function toProblem(source: SourceText, { code, message, hint, start, end }: TextProblem): Problem {
  return { code, severity: 'error', message, hint, place: source.placeOf({ start, end }), path: '' }
}
