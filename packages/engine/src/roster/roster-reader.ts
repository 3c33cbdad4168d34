import type { DocumentRange } from '../document/document-node.ts'
import type { DocumentReading } from '../document/document-reading.ts'
import { nearest } from '../language/suggest.ts'
import type { PolicyReader, Spot } from '../policy/policy-reader.ts'
import type { Problem, Severity } from '../policy/problem.ts'
import { rosterLimits } from './roster-limits.ts'
import type { RosterProblemCode } from './roster-problems.ts'

/** What a part of the roster's reading says. */
export type RosterComplaint = {
  readonly code: RosterProblemCode
  /** An error unless said otherwise. */
  readonly severity?: Severity
  readonly message: string
  readonly hint: string
}

/**
 * The document being read and the problems found so far. It can be given to the readers of single values that the
 * policy uses too: what they tell as `policy_…` is told here as `roster_…`.
 */
export type RosterReader = PolicyReader & {
  /** Notes a problem of the value at the spot. Returns `null`, as a reading that failed. */
  tell(at: { readonly node: DocumentRange; readonly path: string }, complaint: RosterComplaint): null
  /** What was probably meant; `null` when nothing is near, or enough has been suggested in this document. */
  suggest(written: string, candidates: Iterable<string>): string | null
}

/** Reads from this document on; its own problems of form are not repeated. */
export function createRosterReader({ source, readableUntil }: DocumentReading): RosterReader {
  const isWhole = readableUntil >= source.text.length
  const problems: Problem[] = []
  let suggestionCount = 0
  const note = (said: Omit<Problem, 'place'> & { readonly range: DocumentRange }): void => {
    // After a break in the form, whatever seems to be missing may have been lost with the rest of the text.
    if (!isWhole && (said.range.start >= readableUntil || followsFromLoss.has(said.code))) return
    const { range, ...problem } = said
    problems.push({ ...problem, place: source.placeOf(range) })
  }
  return {
    source,
    placeOf: (range) => source.placeOf(range),
    report: ({ code, severity = 'error', message, hint, path, range }) => {
      note({ code: code.replace(/^policy_/, 'roster_'), severity, message, hint, path, range })
    },
    tell: ({ node, path }, { code, severity = 'error', message, hint }) => {
      note({ code, severity, message, hint, path, range: node })
      return null
    },
    suggest: (written, candidates) => {
      suggestionCount += 1
      // A whole column of wrong names against thousands of right ones would take longer than anybody waits.
      return suggestionCount > rosterLimits.suggestionsMax ? null : nearest(written, candidates)
    },
    problems: () => problems,
  }
}

const followsFromLoss: ReadonlySet<string> = new Set<RosterProblemCode>([
  'roster_key_missing',
  'roster_value_missing',
  'roster_hours_unknown',
  'roster_owner_unknown',
  'roster_pool_unknown',
  'roster_pool_empty',
  'roster_owner_idle',
])

/** Only the beginning of a map or list is marked: all of it would mark half the document. */
export function beginningOf({ node, path }: Spot): { readonly node: DocumentRange; readonly path: string } {
  return node.kind === 'map' || node.kind === 'list'
    ? { node: { start: node.start, end: node.start }, path }
    : { node, path }
}
