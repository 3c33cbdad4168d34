import type { ChangePlan, ChangeReview } from '@rightful/contract'
import { describeDiff, diffPolicies, type Policy } from '@rightful/engine'
import type { Queryable } from '../../platform/db/queryable.ts'
import { readRoster } from '../people/read.ts'
import {
  checkPolicyText,
  contentOf,
  isReviewed,
  type PolicyText,
  requireParsedPolicy,
  textOf,
} from '../policies/read.ts'
import type { HeldDesk } from '../workspaces/read.ts'
import { reviewPartsBetween } from './changed-parts.ts'
import { textOfChange } from './edit-change.ts'
import { requireDesk } from './look-first.ts'
import { mergePolicies } from './merge-policies.ts'
import { findLastFromSource } from './queries.ts'
import { requireVersion } from './revise-change.ts'
import { requireChange } from './step-change.ts'

const diffCharactersMax = 200_000
const problemsMax = 500

/** What a policy would change if it were applied now, what is wrong with it, and what was changed past the repository. Throws `policy_invalid`, `policy_missing`. */
export async function planPolicy(db: Queryable, workspaceId: string, text: PolicyText): Promise<ChangePlan> {
  const desk = await requireDesk(db, workspaceId)
  const active = await requireVersion(db, workspaceId, desk.policyVersion)
  const { policy, ...checked } = await check(db, { workspaceId, desk }, text)
  const now = requireParsedPolicy(textOf(active))
  const content = contentOf(text, policy)
  return {
    active_version: desk.policyVersion,
    content_hash: content.contentHash,
    hash: policy.hash,
    is_same: content.contentHash === active.contentHash,
    ...differenceOf(now, policy),
    parts: [...reviewPartsBetween(now, policy)],
    ...checked,
    is_reviewed: await isReviewed(db, workspaceId),
    drift: await driftOf(db, { workspaceId, desk, now }),
  }
}

/** What a change changes, what is wrong with it, and what becomes of it on the active version. Throws `change_not_found`. */
export async function reviewChange(db: Queryable, workspaceId: string, changeId: string): Promise<ChangeReview> {
  const change = await requireChange(db, workspaceId, changeId)
  const desk = await requireDesk(db, workspaceId)
  const ours = await textOfChange(db, workspaceId, change)
  const { policy, ...checked } = await check(db, { workspaceId, desk }, ours)
  const base = textOf(await requireVersion(db, workspaceId, change.baseVersion))
  const isCurrent = change.baseVersion === desk.policyVersion || change.policyVersion !== null
  const theirs = textOf(await requireVersion(db, workspaceId, desk.policyVersion))
  const merge = isCurrent ? null : mergePolicies({ base, ours, theirs })
  return {
    base_version: change.baseVersion,
    active_version: desk.policyVersion,
    ...differenceOf(requireParsedPolicy(base), policy),
    ...checked,
    merge: merge?.kind ?? 'none',
    conflicts: merge?.kind === 'conflict' ? merge.conflicts.slice(0, 200).map((one) => ({ ...one })) : [],
  }
}

async function check(
  db: Queryable,
  { workspaceId, desk }: { readonly workspaceId: string; readonly desk: HeldDesk },
  text: PolicyText,
): Promise<{ readonly policy: Policy } & Pick<ChangePlan, 'problems' | 'tests'>> {
  const { policy, problems, figures } = checkPolicyText(text, await readRoster(db, workspaceId, desk.rosterVersion))
  return {
    policy,
    problems: problems.slice(0, problemsMax).map(({ severity, place: { file, line, column }, message, hint }) => ({
      severity,
      where: `${file}:${line}:${column}`,
      what: message,
      mend: hint ?? null,
    })),
    tests: { count: figures.tests, failed: figures.failedTests },
  }
}

function differenceOf(before: Policy, after: Policy): Pick<ChangePlan, 'diff' | 'change_count'> {
  const diff = diffPolicies(before, after)
  return { diff: describeDiff(diff).slice(0, diffCharactersMax), change_count: diff.changes.length }
}

/** What was made active past the repository since a version came from it; `null`: nothing, or none ever did. */
async function driftOf(
  db: Queryable,
  of: { readonly workspaceId: string; readonly desk: HeldDesk; readonly now: Policy },
): Promise<ChangePlan['drift']> {
  const { workspaceId, desk, now } = of
  const since = await findLastFromSource(db, workspaceId)
  if (since === null || since === desk.policyVersion) return null
  const then = requireParsedPolicy(textOf(await requireVersion(db, workspaceId, since)))
  return { since_version: since, ...differenceOf(then, now) }
}
