import {
  type Counterfactuals,
  explainDecision,
  type Explanation,
  whatWouldChange,
  type WhyNot,
  whyNot,
} from '@rightful/engine'
import { RoutingError } from '@rightful/contract'
import type { ReadyPolicy } from '../../control/policies/read.ts'
import type { Database } from '../../platform/db/database.ts'
import { findDecision } from './queries.ts'
import { openPastVersions } from './past-versions.ts'
import { rebuildVersion, type RebuiltDecision } from './rebuild-version.ts'

/** Which stored decision is asked about. */
export type QuestionedDecision = {
  readonly workspaceId: string
  readonly decisionId: string
  /** A policy in place of the one that decided. */
  readonly under?: ReadyPolicy | null
}

/** Why a stored decision came to what it came to. Throws `decision_not_found`. */
export async function explainStored(
  db: Database,
  asked: QuestionedDecision,
): Promise<{ readonly explanation: Explanation; readonly rebuilt: RebuiltDecision }> {
  const rebuilt = await rebuildDecision(db, asked)
  return { rebuilt, explanation: explainDecision(rebuilt.full, rebuilt.policy.policy) }
}

/** Why a person did not get the lead. Throws `decision_not_found`. */
export async function whyNotStored(db: Database, asked: QuestionedDecision, ownerId: string): Promise<WhyNot> {
  const { full, policy } = await rebuildDecision(db, asked)
  return whyNot(full, policy.policy, ownerId)
}

/** What would have led to another outcome. Throws `decision_not_found`. */
export async function whatWouldChangeStored(db: Database, asked: QuestionedDecision): Promise<Counterfactuals> {
  const { full, policy } = await rebuildDecision(db, asked)
  return whatWouldChange(full, policy.policy)
}

/** One decision, made again in full on one snapshot of the database. */
export async function rebuildDecision(db: Database, asked: QuestionedDecision): Promise<RebuiltDecision> {
  const { workspaceId, decisionId, under = null } = asked
  const row = await findDecision(db, workspaceId, decisionId)
  if (row === null) throw new RoutingError('decision_not_found', { decision: decisionId })
  const { version, position } = row
  const past = openPastVersions(db, workspaceId)
  const rebuilt = await rebuildVersion(db, { workspaceId, version, past, untilPosition: position, under })
  const last = rebuilt.at(-1)
  if (last === undefined) throw new RoutingError('decision_not_found', { decision: decisionId })
  return last
}
