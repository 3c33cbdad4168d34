import type { Problem, Severity } from '@rightful/engine'

/** One thing to tell about a feed. */
export type FeedReport = {
  readonly code: string
  /** Counted from 1. */
  readonly line: number
  readonly message: string
  readonly hint: string
  /** `warning` when left out. */
  readonly severity?: Severity
}

/** What reading the parts of a feed shares. */
export type FeedReading = {
  /** The zone of the person whose calendar it is. */
  readonly home: string
  readonly zoneOf: (tzid: string) => string | null
  readonly report: (told: FeedReport) => void
}

const PROBLEMS_MAX = 100

/** Collects what is wrong with a feed; the same of the same line is told once, and no more than 100 in all. */
export function feedReporter(file: string): { readonly problems: Problem[]; readonly report: FeedReading['report'] } {
  const problems: Problem[] = []
  const told = new Set<string>()
  return {
    problems,
    report({ code, line, message, hint, severity = 'warning' }) {
      const key = `${code} ${line} ${message}`
      if (told.has(key) || problems.length >= PROBLEMS_MAX) return
      told.add(key)
      problems.push({ code, severity, message, hint, place: { file, line, column: 1 }, path: '' })
    },
  }
}
