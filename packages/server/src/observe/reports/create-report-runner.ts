import { RoutingError } from '@rightful/contract'
import type { Database } from '../../platform/db/database.ts'
import { type RunAsk, runReport, type WholeReport } from './run-report.ts'

/** Reports that a node makes at a time, so that leads keep the rest of its connections. */
const AT_ONCE = 2
/** Reports that may wait for their turn. */
const WAITING_MAX = 16

/** Makes reports, as `runReport`, a few at a time. Throws `report_busy` where too many wait. */
export type ReportRunner = (ask: RunAsk) => Promise<WholeReport>

/** Makes the one runner of a node. */
export function createReportRunner(db: Database): ReportRunner {
  let runningCount = 0
  const waiting: (() => void)[] = []
  return async (ask) => {
    if (runningCount >= AT_ONCE) {
      if (waiting.length >= WAITING_MAX) throw new RoutingError('report_busy')
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else runningCount += 1
    try {
      return await runReport(db, ask)
    } finally {
      const next = waiting.shift()
      if (next === undefined) runningCount -= 1
      else next()
    }
  }
}
