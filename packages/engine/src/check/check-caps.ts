import { nearest } from '../language/suggest.ts'
import type { Value, ValueType } from '../language/expression.ts'
import type { Policy } from '../policy/policy.ts'
import type { Place } from '../policy/problem.ts'
import type { Cap, Roster } from '../roster/roster.ts'
import { type Finding, finding } from './finding.ts'

/** Caps on segments that no lead of this policy can be in: they would never count anything. */
export function checkCaps(policy: Policy, { owners, pools }: Roster): readonly Finding[] {
  const ofOwners = owners.map(({ id, caps, place }, index) => ({ id, caps, place, path: `owners[${index}]` }))
  const ofPools = pools.map(({ id, caps, place }, index) => ({ id, caps, place, path: `pools[${index}]` }))
  return [...ofOwners, ...ofPools].flatMap((holder) =>
    holder.caps.flatMap(({ segment }, index) =>
      segment === null ? [] : checkSegment(policy, segment, { ...holder, path: `${holder.path}.caps[${index}]` }),
    ),
  )
}

type Holder = { readonly id: string; readonly place: Place; readonly path: string }

function checkSegment(
  policy: Policy,
  { field, value }: NonNullable<Cap['segment']>,
  { id, place, path }: Holder,
): readonly Finding[] {
  const symbol = policy.leadSymbols.find((one) => one.path === field)
  if (symbol === undefined) {
    const meant = nearest(
      field,
      policy.leadSymbols.map((one) => one.path),
    )
    return [
      finding('check_cap_field_unknown', {
        severity: 'error',
        message: `A cap of \`${id}\` counts leads by \`${field}\`, which the policy does not have.`,
        hint: meant === null ? 'Name a field or a derived value of the policy.' : `Did you mean \`${meant}\`?`,
        place,
        path,
      }),
    ]
  }
  const derived = policy.derived.find(({ name }) => name === field)
  const possible = derived === undefined ? listedValues(symbol.type) : derived.cases.map((one) => one.value)
  if (possible === null || possible.includes(value)) return []
  const meant = nearest(String(value), possible.map(String))
  return [
    finding('check_cap_value_unknown', {
      severity: 'error',
      message: `A cap of \`${id}\` counts leads whose \`${field}\` is \`${String(value)}\`, which it never is.`,
      hint:
        meant === null
          ? `Name one of its values: ${possible.slice(0, 8).map(String).join(', ')}.`
          : `Did you mean \`${meant}\`?`,
      place,
      path,
    }),
  ]
}

/** The values a type is closed to; `null` when it is open. */
function listedValues(type: ValueType): readonly Value[] | null {
  if (type.kind === 'list') return listedValues(type.of)
  if (type.kind === 'boolean') return [true, false]
  return type.kind === 'string' && type.values !== undefined ? [...type.values] : null
}
