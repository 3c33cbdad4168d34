import { checkPolicy } from '../check/check-policy.ts'
import type { CheckContext } from '../check/check-report.ts'
import type { Severity } from '../policy/problem.ts'
import type { Roster } from '../roster/roster.ts'
import { policyOf, rosterFrom } from './parsed-policy.ts'

/** The beginning of a policy with three fields. */
export const rosterPolicyStart = `
policy: test
fields:
  country:   { type: country }
  employees: { type: integer, min: 0 }
  product:   { type: enum, values: [Basic, Pro] }
`
/** On shift around the clock. */
export const aroundTheClock = 'hours: always'

/** A finding, as short as tests compare it. */
export type Told = readonly [code: string, severity: Severity, message: string]

/** The findings about names, people and hours. */
export function checkWith(parts: string, context: CheckContext): readonly Told[] {
  const { problems } = checkPolicy(policyOf(rosterPolicyStart + parts), context)
  const others = /_(?:unused|uncovered)$|check_rule|check_rows/
  return problems
    .filter(({ code }) => code === 'check_pool_unused' || code === 'check_hours_uncovered' || !others.test(code))
    .map(({ code, severity, message }) => [code, severity, message])
}

/** One route to these places, and a fallback to nobody. */
export function routeTo(to: string): string {
  return `
routes:
  - { id: a, when: 'country == "DE"', to: ${to} }
fallback:
  unmatched: [hold: triage]
`
}

/** Ada, who has a certificate, Bob, and one who is gone; with these pools and further owners. */
export function rosterOfThree(pools: string, owners = ''): Roster {
  return rosterFrom(`
roster: test
owners:
  - { id: ada, ${aroundTheClock}, certifications: [gdpr] }
  - { id: bob, ${aroundTheClock} }
  - { id: gone, active: false, ${aroundTheClock} }
${owners}pools:
${pools}`)
}
