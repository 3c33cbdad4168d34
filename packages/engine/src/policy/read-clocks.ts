import type { Scope } from '../language/scope.ts'
import type { ClockCase } from './policy.ts'
import { policyLimits } from './policy-limits.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import { readCondition } from './read-condition.ts'
import { readDuration } from './read-duration.ts'
import { type MapReading, readMap } from './read-map.ts'
import { readChoice, readItems } from './read-value.ts'

/** The clocks a policy can set: from intake to assignment, and from assignment to the first touch. */
export const clockNames = ['assignment', 'first_touch'] as const

type ClockKey = 'when' | 'target' | 'hours'

/** Reads the service-level targets by clock. */
export function readClocks(
  reader: PolicyReader,
  spot: Spot,
  scope: Scope,
): Readonly<Record<string, readonly ClockCase[]>> {
  const map = readMap(reader, spot, { keys: clockNames, what: 'the clocks' })
  const clocks = new Map<string, readonly ClockCase[]>()
  for (const name of clockNames) {
    const cases = map?.get(name) ?? null
    if (cases !== null) clocks.set(name, readCases(reader, cases, { scope, isAssignment: name === 'assignment' }))
  }
  return Object.fromEntries(clocks)
}

type Within = { readonly scope: Scope; readonly isAssignment: boolean }

function readCases(reader: PolicyReader, spot: Spot, within: Within): readonly ClockCase[] {
  const items =
    readItems(reader, spot, { max: policyLimits.casesMax, wanted: 'a list of cases such as `[{ target: PT1H }]`' }) ??
    []
  // How many cases have been seen since one without a condition: the first of them is told.
  let sinceCovered = -1
  return items.flatMap((item) => {
    const map = readMap<ClockKey>(reader, item, {
      keys: ['when', 'target', 'hours'],
      required: ['target'],
      what: 'a case of a clock',
    })
    if (map === null) return []
    if (sinceCovered === 0) tellUnreachable(reader, map)
    if (sinceCovered >= 0 || map.get('when') === null) sinceCovered += 1
    const read = readCase(reader, map, within)
    return read === null ? [] : [read]
  })
}

function readCase(reader: PolicyReader, map: MapReading<ClockKey>, { scope, isAssignment }: Within): ClockCase | null {
  const [whenSpot, targetSpot, hoursSpot] = [map.get('when'), map.get('target'), map.get('hours')]
  const when = whenSpot === null ? null : readCondition(reader, whenSpot, scope)
  const target = targetSpot === null ? null : readDuration(reader, targetSpot, { isZeroAllowed: false })
  const hours = hoursSpot === null ? 'wall' : readChoice(reader, hoursSpot, ['wall', 'owner', 'pool'] as const)
  if (hoursSpot !== null && isAssignment && (hours === 'owner' || hours === 'pool')) {
    reader.report({
      code: 'policy_hours_unfit',
      message: `The assignment clock runs before there is an ${hours === 'owner' ? 'owner' : 'assignment to a pool'}, so it cannot run in their hours.`,
      hint: 'Remove `hours`: it runs on wall time.',
      path: hoursSpot.path,
      range: hoursSpot.node,
    })
  }
  if (target?.hasDays === true && targetSpot !== null && (hours === 'owner' || hours === 'pool')) {
    reader.report({
      code: 'policy_duration_days',
      severity: 'warning',
      message: 'A day counts 24 hours of working time here, which takes several working days.',
      hint: 'Write the working hours that are meant, such as `PT8H`.',
      path: targetSpot.path,
      range: targetSpot.node,
    })
  }
  if (target === null || hours === null) return null
  return { when, targetSeconds: target.seconds, hours, place: reader.placeOf(map.start) }
}

function tellUnreachable(reader: PolicyReader, map: MapReading<ClockKey>): void {
  reader.report({
    code: 'policy_case_unreachable',
    message: 'A case without a condition stands before this one and is always taken.',
    hint: 'Move the case without `when` to the end.',
    path: map.path,
    range: map.start,
  })
}
