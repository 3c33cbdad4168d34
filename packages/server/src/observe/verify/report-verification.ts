import type { VerifyReport } from '@rightful/contract'
import type { Database } from '../../platform/db/database.ts'
import type { VerifyAsk } from './law-report.ts'
import { verifyWorkspace } from './verify-workspace.ts'

/** Checks every law of a workspace, called by its name for people, and reports as the API does. */
export async function reportVerification(
  db: Database,
  { workspace, ...ask }: VerifyAsk & { readonly workspace: string },
): Promise<VerifyReport> {
  const laws = await verifyWorkspace(db, ask)
  return {
    kind: 'report',
    workspace_id: ask.workspaceId,
    workspace,
    is_sound: laws.every(({ violations }) => violations.length === 0),
    laws: laws.map(({ law, statement, violations, checkedCount }) => ({
      law,
      statement,
      violations: [...violations],
      checked_count: checkedCount,
    })),
  }
}
