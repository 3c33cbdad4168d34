import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Roster } from '../roster/roster.ts'
import { checkAccounts } from './check-accounts.ts'
import { checkCaps } from './check-caps.ts'
import { checkCases } from './check-cases.ts'
import { checkConstraints } from './check-constraints.ts'
import { checkCover } from './check-cover.ts'
import { checkPools } from './check-pools.ts'
import { checkFallbacks, checkReferences } from './check-references.ts'
import type { CheckContext, CheckReport } from './check-report.ts'
import { checkRows } from './check-rows.ts'
import { checkRules } from './check-rules.ts'
import { checkShifts } from './check-shifts.ts'
import { type CheckSpace, createCheckSpace } from './check-space.ts'
import { checkTests } from './check-tests.ts'
import { checkUnused } from './check-unused.ts'
import { inOrder, withoutExcess } from './sort-findings.ts'

/**
 * Finds what is wrong with a policy before any lead comes: rules that no lead reaches, leads that no route takes, rows and
 * constraints that overlap, what is never used, names that lead nowhere, pools nobody can be chosen from, hours nobody
 * covers, golden leads that fail. docs/reference/checks.md describes each.
 *
 * What is said of conditions made of comparisons with constants is exact. Other parts (regular expressions, arithmetic,
 * two attributes compared) count as answers that could be either: nothing wrong is said for their sake, and what cannot be
 * told is counted. The same input gives the same report; nothing is thrown for what a policy says.
 */
export function checkPolicy(policy: CompiledPolicy, context: CheckContext = {}): CheckReport {
  const space = createCheckSpace(policy)
  const rules = checkRules(space)
  const rows = checkRows(space, rules.unreachable)
  const cover = checkCover(space)
  const tests = checkTests(policy)
  const ofPolicy = [
    ...rules.findings,
    ...rows.findings,
    ...cover.findings,
    ...checkConstraints(space),
    ...checkCases(space),
    ...checkUnused(policy.policy, context.roster ?? null),
    ...checkFallbacks(policy.policy),
    ...tests,
  ]
  const { file } = policy.policy.fallback.place
  const ofRoster = context.roster === undefined ? [] : checkRoster(space, context.roster, context)
  const ofAccounts =
    context.accounts === undefined ? [] : checkAccounts(policy.policy, context.accounts, context.roster ?? null)
  return {
    problems: [
      ...withoutExcess(inOrder(ofPolicy, file)),
      ...withoutExcess(inOrder(ofRoster, file)),
      ...withoutExcess(ofAccounts),
    ],
    uncovered: cover.uncovered,
    figures: {
      rules: policy.rules.length,
      exactRules: rules.exact,
      undecidedRules: rules.undecided,
      unreachableRules: rules.unreachable.size,
      overlappingRows: rows.overlapping,
      tests: policy.policy.tests.length,
      failedTests: tests.length,
    },
  }
}

function checkRoster(space: CheckSpace, roster: Roster, { weekOf }: CheckContext) {
  const { policy } = space
  const atMs = weekOf === undefined ? null : weekOf.toZonedDateTime('UTC').epochMilliseconds
  return [
    ...checkReferences(policy, roster),
    ...checkPools(space, roster, atMs),
    ...checkCaps(policy, roster),
    ...checkShifts(space, roster, { weekOf: weekOf ?? null, atMs }),
  ]
}
