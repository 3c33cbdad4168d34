import { verifyWorkspace } from '../../packages/server/src/observe/verify/verify-workspace.ts'
import type { Database } from '../../packages/server/src/platform/db/database.ts'
import { readDesk } from '../../packages/server/src/pipeline/desk/read-desk.ts'

/** What the invariants came to: how many were broken, and a line for a person. */
export type WorkspaceCheck = { readonly violationCount: number; readonly line: string }

/** Checks every invariant of a workspace after a run. Decisions of the last versions, as many as told, are made again. */
export async function checkWorkspace(
  db: Database,
  workspaceId: string,
  versionsReplayed: number,
): Promise<WorkspaceCheck> {
  const { version } = await readDesk(db, workspaceId)
  const replayFromVersion = Math.max(1, version - versionsReplayed + 1)
  // The checks read every row, which takes longer than a statement of the service may.
  const reports = await db.withConnection(
    (session) => verifyWorkspace({ ...db, ...session }, { workspaceId, replayFromVersion }),
    { statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 },
  )
  const broken = reports.flatMap(({ law, violations }) => violations.map(({ of, what }) => `${law}: ${of} ${what}`))
  const replayed = reports.find(({ law }) => law === 'I6')?.checkedCount ?? 0
  const said =
    broken.length === 0 ? '0 violations' : `${broken.length} violations, such as ${broken.slice(0, 3).join('; ')}`
  return {
    violationCount: broken.length,
    line: `invariants after it: ${said} (${version} batches, ${replayed} decisions made again)`,
  }
}
