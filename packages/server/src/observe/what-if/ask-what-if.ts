import { type PostWhatIf, RoutingError } from '@rightful/contract'
import { readPolicy } from '../../control/policies/read.ts'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { requireFilter } from './choose-leads.ts'
import { findPeriod } from './period.ts'
import { countPeriod, readHorizon } from './period-queries.ts'
import { findWhatIf, insertWhatIf, type WhatIfRow } from './queries.ts'
import { readyPolicyOf, resolvePolicy } from './resolve-policy.ts'
import { type WhatIfAsk, whatIfIdOf } from './what-if-ask.ts'

/** Who asks what. */
export type WhatIfQuestion = { readonly workspaceId: string; readonly by: string; readonly asked: PostWhatIf }

const DAY_MS = 86_400_000

/**
 * Settles what is asked: which policies, which versions, which leads. It is stored under its id, to be worked off; a question that
 * was asked before is found as it stands. Throws `policy_missing`, `policy_not_found`, `policy_invalid`, `change_not_found`,
 * `filter_invalid` and `what_if_period_gone`.
 */
export async function askWhatIf(db: Queryable, { workspaceId, by, asked }: WhatIfQuestion): Promise<WhatIfRow> {
  const base = await resolvePolicy(db, workspaceId, asked.base ?? null)
  const candidate = await resolvePolicy(db, workspaceId, asked.candidate)
  const { filter = null, leads_max: leadsMax, seed } = asked
  const policyOf = (version: number) => readPolicy(db, workspaceId, version)
  if (filter !== null) requireFilter(filter, (await readyPolicyOf(base, policyOf)).policy.policy)
  const { nowMs, gone } = await readHorizon(db, workspaceId)
  const untilMs = asked.until_at === undefined ? nowMs + 1 : Date.parse(asked.until_at)
  const fromMs = asked.from_at === undefined ? nowMs - (asked.days ?? 0) * DAY_MS : Date.parse(asked.from_at)
  // Of the last days, those that are kept are meant.
  if (gone !== null && fromMs < gone.untilMs && asked.from_at !== undefined)
    throw new RoutingError('what_if_period_gone', { from: isoTime(gone.untilMs) })
  const found = await findPeriod(db, { workspaceId, fromMs: Math.max(fromMs, gone?.untilMs ?? fromMs), untilMs })
  const counted = await countPeriod(db, found)
  const ask: WhatIfAsk = {
    base,
    candidate,
    fromVersion: found.fromVersion,
    untilVersion: found.untilVersion,
    fromMs: counted.fromMs,
    untilMs: counted.untilMs,
    leadCount: counted.leadCount,
    filter,
    leadsMax,
    seed,
  }
  const name = { workspaceId, whatIfId: whatIfIdOf(ask) }
  await insertWhatIf(db, name, { ask: JSON.stringify(ask), totalCount: counted.decisionCount, by })
  const row = await findWhatIf(db, name)
  if (row === null) throw new RoutingError('what_if_not_found')
  return row
}
