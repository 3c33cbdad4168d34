import { checkPolicy } from '../check/check-policy.ts'
import type { CheckReport } from '../check/check-report.ts'
import { policyOf } from './parsed-policy.ts'

/** The beginning of a policy with a field of each kind that checks tell apart. */
export const checkedFields = `
policy: test
fields:
  country:   { type: country }
  state:     { type: subdivision }
  employees: { type: integer, min: 0 }
  product:   { type: enum, values: [Basic, Pro] }
  consent:   { type: boolean }
  title:     { type: string }
`

/** A fallback that takes what no route does. */
export const checkedFallback = `
fallback:
  unmatched: [pool: desk, hold: triage]
`

/** The findings about a policy with these fields and parts, unused declarations aside. */
export function checkText(parts: string): CheckReport {
  const report = checkPolicy(policyOf(`${checkedFields}${parts}${parts.includes('fallback:') ? '' : checkedFallback}`))
  return { ...report, problems: report.problems.filter(({ code }) => !code.endsWith('_unused')) }
}

/** Routes `r1`, `r2`, … with these conditions, each to a pool of its own. */
export function routesOf(...conditions: readonly string[]): string {
  const lines = conditions.map(
    (when, index) => `  - { id: r${index + 1}, when: ${JSON.stringify(when)}, to: [pool: p${index + 1}] }`,
  )
  return ['routes:', ...lines, ''].join('\n')
}

/** What is said in findings of one kind, in order. */
export function messagesOf({ problems }: CheckReport, code: string): readonly string[] {
  return problems.filter((problem) => problem.code === code).map(({ message }) => message)
}
