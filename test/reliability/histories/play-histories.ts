import type { Database } from '../../../packages/server/src/platform/db/database.ts'
import { type HistoryReport, runHistory } from './run-history.ts'

/** Histories that went on at one time: while one waits for a fault to pass, others go on. */
const atOnce = 6

/** Which histories to play, and after how many that broke a law to stop. */
export type HistoriesAsk = { readonly firstSeed: number; readonly count: number; readonly failuresMax: number }

/** What the histories came to. */
export type HistoriesSummary = {
  readonly histories: number
  readonly sent: number
  readonly acknowledged: number
  readonly unknown: number
  readonly faults: number
  readonly versions: number
  readonly decisions: number
  readonly failures: readonly Pick<HistoryReport, 'seed' | 'faults' | 'violations'>[]
}

/** Plays histories of one seed after the other, each in a workspace of its own of one database. */
export async function playHistories(database: Database, ask: HistoriesAsk): Promise<HistoriesSummary> {
  const failures: HistoriesSummary['failures'][number][] = []
  const reports: HistoryReport[] = []
  const endSeed = ask.firstSeed + ask.count
  let next = ask.firstSeed
  const play = async (): Promise<void> => {
    while (next < endSeed && failures.length < ask.failuresMax) {
      const seed = next
      next += 1
      const report = await runHistory(database, seed).catch((error: unknown) => crashed(seed, error))
      reports.push(report)
      if (report.violations.length > 0) failures.push(report)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, play))
  const sum = (figureOf: (report: HistoryReport) => number): number =>
    reports.reduce((total, report) => total + figureOf(report), 0)
  return {
    histories: reports.length,
    sent: sum(({ sent }) => sent),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    unknown: sum(({ unknown }) => unknown),
    faults: sum(({ faults }) => faults.length),
    versions: sum(({ versions }) => versions),
    decisions: sum(({ decisions }) => decisions),
    failures: failures.toSorted((a, b) => a.seed - b.seed),
  }
}

/** A history must not end in an error either. */
function crashed(seed: number, error: unknown): HistoryReport {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const nothing = { sent: 0, acknowledged: 0, unknown: 0, faults: [], versions: 0, decisions: 0 }
  return { seed, ...nothing, violations: [`it ended in an error: ${what}`] }
}
