import type { Queryable } from '../../platform/db/database.ts'
import { findVersionsAt, type VersionSpan } from './history-queries.ts'
import type { ReportAsk } from './report.ts'

/** The versions that were made within the period. */
export async function versionSpan(db: Queryable, { workspaceId, period, desk }: ReportAsk): Promise<VersionSpan> {
  const instantsMs = [period.fromMs, period.untilMs]
  const [fromVersion = 1, untilVersion = 1] = await findVersionsAt(db, {
    workspaceId,
    lastVersion: desk.version,
    instantsMs,
  })
  return { workspaceId, fromVersion, untilVersion }
}
