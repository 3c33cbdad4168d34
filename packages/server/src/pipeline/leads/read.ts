import type { Queryable } from '../../platform/db/queryable.ts'
import { decisionOf } from '../decide/read.ts'
import type { ToldDecision } from './lead-answers.ts'
import { findDecision } from './queries.ts'

export { leadReading, requireDecisionWithin } from './reach.ts'
export { answerCommand, requireDone } from './lead-answers.ts'
export type { ToldDecision } from './lead-answers.ts'

/** What a stored decision tells; `null`: there is none with this id in the workspace. */
export async function readDecision(
  db: Queryable,
  workspaceId: string,
  decisionId: string,
): Promise<ToldDecision | null> {
  const row = await findDecision(db, workspaceId, decisionId)
  return row === null ? null : decisionOf(row)
}
