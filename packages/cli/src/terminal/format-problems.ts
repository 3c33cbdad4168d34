import type { Problem } from '@rightful/engine'
import { formatProblem } from './format-problem.ts'
import type { Paint } from './paint.ts'

/**
 * Problems by severity, errors first, each with its place. Notices do without the line of the source; where several in a
 * row are mended in the same way, the way is said once, below the last.
 */
export function formatProblems(
  problems: readonly Problem[],
  texts: Readonly<Record<string, string>>,
  paint: Paint,
): string {
  const groups = (['error', 'warning', 'notice'] as const).map((severity) =>
    problems.filter((problem) => problem.severity === severity),
  )
  const printed = groups.map((group) =>
    group.map((problem, index) => {
      const isSaidBelow = problem.hint !== undefined && problem.hint === group[index + 1]?.hint
      const source = problem.severity === 'notice' ? undefined : texts[problem.place.file]
      return formatProblem(isSaidBelow ? { ...problem, hint: undefined } : problem, source, paint)
    }),
  )
  return printed
    .filter((group) => group.length > 0)
    .map((group) => group.join(''))
    .join('\n')
}
