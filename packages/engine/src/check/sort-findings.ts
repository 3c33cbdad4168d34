import { type Finding, countOf, finding } from './finding.ts'

/** Findings of one kind that are told one by one. */
const TOLD_MAX = 50

/** By file, the given one first, then by place; what stands at one place keeps its order. */
export function inOrder(findings: readonly Finding[], firstFile: string): readonly Finding[] {
  const files = [...new Set([firstFile, ...findings.map(({ place }) => place.file)])]
  return findings.toSorted(
    (a, b) =>
      files.indexOf(a.place.file) - files.indexOf(b.place.file) ||
      a.place.line - b.place.line ||
      a.place.column - b.place.column,
  )
}

/** At most so many of each kind, and how many more there are: a slip in one rule can make thousands unreachable. */
export function withoutExcess(findings: readonly Finding[]): readonly Finding[] {
  const counts = new Map<string, number>()
  const kept = findings.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1
    counts.set(code, count)
    return count <= TOLD_MAX
  })
  const [first] = findings
  const excess = [...counts].filter(([, count]) => count > TOLD_MAX)
  if (first === undefined) return kept
  return [
    ...kept,
    ...excess.map(([code, count]) =>
      finding('check_findings_cut', {
        severity: 'notice',
        message: `There are ${countOf(count - TOLD_MAX, 'more finding')} of the kind \`${code}\`.`,
        hint: 'Mend these first; many often have one cause.',
        place: { file: first.place.file, line: 1, column: 1 },
        path: '',
      }),
    ),
  ]
}
