import type { Decision } from '@rightful/engine'
import type { Queryable } from '../../platform/db/database.ts'
import {
  countDecisions,
  followState,
  hasLostPerson,
  openPastVersions,
  rebuildInBlocks,
  type RebuiltDecision,
} from '../decisions/read.ts'
import type { LawReport, VerifyAsk } from './law-report.ts'
import type { Violation } from './queries.ts'

/** I6 and I4: every decision, made again with all rules and caps from what is stored, comes to the same. */
export async function verifyReplay(tx: Queryable, ask: VerifyAsk): Promise<LawReport> {
  const { workspaceId, violationsMax = 20, replayFromVersion: fromVersion = 1 } = ask
  const following = followState(tx, workspaceId)
  const violations: Violation[] = []
  let checkedCount = 0
  let lostCount = 0
  const total = await countDecisions(tx, workspaceId, fromVersion)
  const past = openPastVersions(tx, workspaceId)
  for await (const version of rebuildInBlocks(tx, { workspaceId, fromVersion, past, following })) {
    if (isCut(ask) || violations.length >= violationsMax) break
    for (const rebuilt of version) {
      checkedCount += 1
      if (isSame(rebuilt)) continue
      following.forget()
      if (await hasLostPerson(tx, workspaceId, rebuilt.row)) lostCount += 1
      else violations.push(differenceOf(rebuilt))
    }
    ask.onProgress?.(checkedCount, total)
  }
  // What was passed over without a word would count as sound.
  if (!isCut(ask) && violations.length < violationsMax && checkedCount !== total) {
    const what = `${total} are stored from version ${fromVersion} on, and ${checkedCount} could be made again`
    violations.push({ of: 'decisions', what })
  }
  const statement = `every decision, made again, comes to the same${lostText(lostCount)}`
  return { law: 'I6', statement, violations, checkedCount }
}

/** What cannot be shown is not claimed. */
function lostText(count: number): string {
  return count === 0 ? '' : `, but for ${count} that read of the person what was erased or changed since`
}

/** Whether nobody waits for the rest any more. */
function isCut({ signal }: VerifyAsk): boolean {
  return signal?.aborted === true
}

function isSame({ stored, full }: RebuiltDecision): boolean {
  return isSameJson(outcomeOf(stored), outcomeOf(full))
}

/** Whether two values would be stored alike: a member that is `undefined` is none. Asked for millions, so without making their texts. */
function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false
  for (const name in one) if (!isSameJson(one[name], other[name])) return false
  for (const name in other) if (other[name] !== undefined && one[name] === undefined) return false
  return true
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** What a decision came to, without how it was traced. */
function outcomeOf({ outcome, routeId, ruleId, plan, clocks, ledger, roles, policy, rosterHash }: Decision): unknown {
  const outcomes = roles.map((role) => [role.role, role.outcome])
  return { outcome, routeId, ruleId, plan, clocks, ledger, outcomes, policy, rosterHash }
}

function differenceOf({ row, stored, full }: RebuiltDecision): Violation {
  const was = JSON.stringify(stored.outcome)
  const now = JSON.stringify(full.outcome)
  return {
    of: row.decisionId,
    what: was === now ? 'comes to other clocks or ledger rows' : `was ${was} and comes to ${now}`,
  }
}
