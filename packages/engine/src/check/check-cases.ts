import type { Place } from '../policy/problem.ts'
import { type CheckSpace, boxesOfStatement } from './check-space.ts'
import { type Finding, finding } from './finding.ts'
import { reachAmong } from './reach-rules.ts'
import type { CaseStatements } from './statements.ts'

/** Asks of each case of a derived value or a clock whether it is ever taken. */
export function checkCases(space: CheckSpace): readonly Finding[] {
  return space.statements.cases.flatMap((one) => {
    const own = boxesOfStatement(space, one.own)
    const before = one.before.flatMap((statement) => boxesOfStatement(space, statement))
    const reach = reachAmong(space, { own, domain: space.gappy, before })
    if (reach.kind === 'reached' || reach.kind === 'cannot_tell') return []
    const place = placeOf(space, one)
    return place === null ? [] : [tellCase(one, place, reach.kind === 'never_true')]
  })
}

function placeOf({ policy }: CheckSpace, { of, name, index }: CaseStatements): Place | null {
  if (of === 'clock') return policy.clocks[name]?.[index]?.place ?? null
  return policy.derived.find((derived) => derived.name === name)?.cases[index]?.when?.place ?? null
}

function tellCase({ of, name, index }: CaseStatements, place: Place, isContradiction: boolean): Finding {
  const why = isContradiction
    ? 'its conditions contradict each other'
    : 'the cases before it are taken whenever it would be'
  return finding('check_case_unreachable', {
    severity: 'warning',
    message: `Case ${index + 1} of \`${name}\` is never taken: ${why}.`,
    hint: isContradiction ? 'Mend the condition, or remove the case.' : 'Put the narrower case first.',
    place,
    path: `${of === 'clock' ? 'clocks' : 'derive'}.${name}[${index}].when`,
  })
}
