import type { ClockCase, Field, ReassignRule } from './policy.ts'
import { policyLimits } from './policy-limits.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import { readDuration } from './read-duration.ts'
import { readFieldNames } from './read-field-names.ts'
import { type MapReading, readMap } from './read-map.ts'
import { readBoolean, readChoice, readItems, readNumber, tellWrongType } from './read-value.ts'
import { clockNames } from './read-clocks.ts'

type ReassignKey = 'on' | 'until' | 'keep_owner_if_eligible' | 'exclude_previous_owners' | 'at_most' | 'cool_down'

const keys = [
  'on',
  'until',
  'keep_owner_if_eligible',
  'exclude_previous_owners',
  'at_most',
  'cool_down',
] as const satisfies readonly ReassignKey[]

type Known = { readonly fields: readonly Field[]; readonly clocks: Readonly<Record<string, readonly ClockCase[]>> }

/** Reads when an assigned lead is decided anew. */
export function readReassign(reader: PolicyReader, spot: Spot, known: Known): readonly ReassignRule[] {
  const items = readItems(reader, spot, { max: policyLimits.reassignMax, wanted: 'a list of reassignment rules' }) ?? []
  return items.flatMap((item) => {
    const rule = readRule(reader, item, known)
    return rule === null ? [] : [rule]
  })
}

function readRule(reader: PolicyReader, spot: Spot, known: Known): ReassignRule | null {
  const map = readMap<ReassignKey>(reader, spot, { keys, required: ['on'], what: 'a reassignment rule' })
  const onSpot = map?.get('on') ?? null
  if (map === null || onSpot === null) return null
  const on = readEvent(reader, onSpot, known)
  const until = given(map, 'until', (at) => readChoice(reader, at, ['touched', 'closed'] as const))
  const keepOwnerIfEligible = given(map, 'keep_owner_if_eligible', (at) => readBoolean(reader, at))
  const excludePreviousOwners = given(map, 'exclude_previous_owners', (at) =>
    readNumber(reader, at, { isInteger: true, min: 0, max: 1_000 }),
  )
  const atMost = given(map, 'at_most', (at) => readNumber(reader, at, { isInteger: true, min: 1, max: 1_000 }))
  const coolDown = given(map, 'cool_down', (at) => readDuration(reader, at, { isZeroAllowed: true }))
  if (on === null) return null
  return {
    on,
    until: until ?? 'touched',
    keepOwnerIfEligible: keepOwnerIfEligible ?? false,
    excludePreviousOwners: excludePreviousOwners ?? 0,
    atMost,
    coolDownSeconds: coolDown?.seconds ?? 0,
    place: reader.placeOf(map.start),
  }
}

function given<Result>(
  map: MapReading<ReassignKey>,
  key: ReassignKey,
  read: (spot: Spot) => Result | null,
): Result | null {
  const spot = map.get(key)
  return spot === null ? null : read(spot)
}

function readEvent(reader: PolicyReader, spot: Spot, known: Known): ReassignRule['on'] | null {
  if (spot.node.kind === 'text') {
    const word = readChoice(reader, spot, ['owner_unavailable'] as const)
    return word === null ? null : { kind: word }
  }
  if (spot.node.kind !== 'map') {
    return tellWrongType(reader, spot, '`owner_unavailable`, `{ changed: [field] }` or `{ breached: clock }`')
  }
  const map = readMap(reader, spot, { keys: ['changed', 'breached'], what: 'an event' })
  const [changed, breached] = [map?.get('changed') ?? null, map?.get('breached') ?? null]
  if (changed !== null && breached === null) {
    const fields = readFieldNames(reader, changed, { fields: known.fields, max: policyLimits.fieldsMax })
    return fields.length === 0 ? null : { kind: 'changed', fields }
  }
  if (breached !== null && changed === null) {
    const clock = readChoice(reader, breached, clockNames)
    if (clock !== null) tellAbsentClock(reader, breached, { clock, known })
    return clock === null ? null : { kind: 'breached', clock }
  }
  return tellWrongType(reader, spot, 'one event, `{ changed: [field] }` or `{ breached: clock }`')
}

function tellAbsentClock(
  reader: PolicyReader,
  spot: Spot,
  { clock, known }: { readonly clock: string; readonly known: Known },
): void {
  if (Object.hasOwn(known.clocks, clock)) return
  reader.report({
    code: 'policy_clock_unknown',
    message: `The policy has no clock \`${clock}\`, so it is never breached.`,
    hint: `Add \`${clock}\` under \`clocks\`.`,
    path: spot.path,
    range: spot.node,
  })
}
