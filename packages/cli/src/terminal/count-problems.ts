import type { Problem, Severity } from '@rightful/engine'

const nouns: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  notice: ['notice', 'notices'],
}

/** `2 errors, 1 warning`; `no problems` when there are none. */
export function countProblems(problems: readonly Problem[]): string {
  const parts = (['error', 'warning', 'notice'] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length
    const [one, many] = nouns[severity]
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]
  })
  return parts.length === 0 ? 'no problems' : parts.join(', ')
}
