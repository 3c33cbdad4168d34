import type { Database } from '../../platform/db/database.ts'
import type { ChangeRow } from './queries.ts'
import { requireState, type StepAsk, stepChange } from './step-change.ts'

/** Suspends a scheduled change that does not hold any more, with the reason. It waits for somebody: nothing more becomes of it by itself. */
export async function suspendChange(db: Database, ask: StepAsk, cause: string): Promise<ChangeRow> {
  return stepChange(db, ask, async ({ before }) => {
    requireState(before, ['scheduled'])
    return { change: { ...before, state: 'suspended', reason: cause }, event: 'change.suspended', cause }
  })
}
