import type { ChangePlan } from '@rightful/contract'
import type { Paint } from '../terminal/paint.ts'

/** The exit code of a plan that would change something, and of a change that waits for somebody. */
export const WOULD_CHANGE = 3

/** Whether anything is wrong with a policy that keeps it from becoming active. */
export function hasErrors({ problems }: ChangePlan): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

/** A plan as it is printed: what differs, what is wrong, what drifted, and what it takes to be active. */
export function describePlan(plan: ChangePlan, of: { readonly path: string; readonly paint: Paint }): string {
  const { path, paint } = of
  const { active_version: active, change_count: count, tests, drift } = plan
  const said = count === 0 ? 'it means the same' : `${count} ${count === 1 ? 'change' : 'changes'}`
  const problems = plan.problems.filter(({ severity }) => severity !== 'notice')
  return [
    paint('bold', `active version ${active} → ${path}: ${said}`),
    ...(count === 0 ? [] : [plan.diff]),
    ...problems.map(
      ({ severity, where, what, mend }) => `${where}: ${severity}: ${what}${mend === null ? '' : ` ${mend}`}`,
    ),
    `${tests.count} ${tests.count === 1 ? 'test' : 'tests'}, ${tests.failed} failed`,
    ...(drift === null ? [] : driftLines(drift, active)),
    ...(count === 0
      ? []
      : [plan.is_reviewed ? 'It needs approvals before it is active.' : 'It would be active at once.']),
    '',
  ].join('\n')
}

function driftLines(drift: NonNullable<ChangePlan['drift']>, active: number): readonly string[] {
  const count = drift.change_count
  return [
    `drift: version ${active} was made elsewhere after version ${drift.since_version}, the last that came from a repository` +
      (count === 0 ? '; they mean the same' : ':'),
    ...(count === 0 ? [] : [drift.diff.replaceAll(/^/gm, '  ')]),
  ]
}
