import type { Constraint, WhenUnknown } from './policy.ts'
import { policyLimits } from './policy-limits.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import type { PolicyScope } from './policy-scope.ts'
import { readCondition } from './read-condition.ts'
import { type MapReading, readMap } from './read-map.ts'
import { readOwnerSymbol, readTargets } from './read-targets.ts'
import { type TakenNames, readId } from './read-id.ts'
import { readChoice, readItems, readName, readText } from './read-value.ts'

type ConstraintKey = 'id' | 'when' | 'require' | 'bind' | 'otherwise' | 'refuse' | 'when_unknown' | 'description'

const keys = [
  'id',
  'when',
  'require',
  'bind',
  'otherwise',
  'refuse',
  'when_unknown',
  'description',
] as const satisfies readonly ConstraintKey[]

/** What an unknown condition means where the constraint does not say: each kind errs on its safe side. */
const constraintUnknownDefaults = {
  require: 'applies',
  bind: 'skip',
  refuse: 'incomplete',
} as const satisfies Record<Constraint['kind'], WhenUnknown>

/** Reads the hard rules, in order. */
export function readConstraints(reader: PolicyReader, spot: Spot, scope: PolicyScope): readonly Constraint[] {
  const taken: TakenNames = new Map()
  const items = readItems(reader, spot, { max: policyLimits.constraintsMax, wanted: 'a list of constraints' }) ?? []
  return items.flatMap((item) => {
    const constraint = readConstraint(reader, item, { scope, taken })
    return constraint === null ? [] : [constraint]
  })
}

function readConstraint(
  reader: PolicyReader,
  spot: Spot,
  { scope, taken }: { readonly scope: PolicyScope; readonly taken: TakenNames },
): Constraint | null {
  const map = readMap<ConstraintKey>(reader, spot, { keys, required: ['id'], what: 'a constraint' })
  if (map === null) return null
  const id = readId(reader, map.get('id'), { taken, what: 'constraint' })
  const whenSpot = map.get('when')
  const when = whenSpot === null ? null : readCondition(reader, whenSpot, scope.lead)
  const kind = kindOf(reader, map)
  if (kind === null || id === null) return null
  const unknownSpot = map.get('when_unknown')
  const whenUnknown =
    unknownSpot === null ? null : readChoice(reader, unknownSpot, ['applies', 'skip', 'incomplete'] as const)
  tellIdle(reader, map, kind)
  const descriptionSpot = map.get('description')
  const shared = {
    id,
    when,
    whenUnknown: whenUnknown ?? constraintUnknownDefaults[kind],
    description: descriptionSpot === null ? null : readText(reader, descriptionSpot),
    place: reader.placeOf(map.start),
  }
  return readEffect(reader, map, { shared, kind, scope })
}

type Shared = Pick<Constraint, 'id' | 'when' | 'whenUnknown' | 'description' | 'place'>

function readEffect(
  reader: PolicyReader,
  map: MapReading<ConstraintKey>,
  { shared, kind, scope }: { readonly shared: Shared; readonly kind: Constraint['kind']; readonly scope: PolicyScope },
): Constraint | null {
  const spot = map.get(kind)
  if (spot === null) return null
  switch (kind) {
    case 'require': {
      const require = readCondition(reader, spot, scope.candidate)
      return require === null ? null : { ...shared, kind, require }
    }
    case 'refuse': {
      const reason = readName(reader, spot)
      return reason === null ? null : { ...shared, kind, reason }
    }
    case 'bind': {
      const bind = readOwnerSymbol(reader, spot, scope.lead)
      const otherwise = map.get('otherwise')
      const targets = otherwise === null ? [] : readTargets(reader, otherwise, scope.lead)
      return bind === null ? null : { ...shared, kind, bind, otherwise: targets }
    }
  }
}

function kindOf(reader: PolicyReader, map: MapReading<ConstraintKey>): Constraint['kind'] | null {
  const kinds = (['require', 'bind', 'refuse'] as const).filter((kind) => map.get(kind) !== null)
  const [kind] = kinds
  if (kinds.length === 1 && kind !== undefined) return kind
  reader.report({
    code: 'policy_rule_kind',
    message:
      kinds.length === 0
        ? 'The constraint does nothing.'
        : `The constraint says ${kinds.map((one) => `\`${one}\``).join(' and ')} at once.`,
    hint: 'Say exactly one: `require` (what the owner must have), `bind` (who must get it) or `refuse` (with a reason).',
    path: map.path,
    range: kind === undefined ? map.start : map.keyRange(kinds[1] ?? kind),
  })
  return null
}

function tellIdle(reader: PolicyReader, map: MapReading<ConstraintKey>, kind: Constraint['kind']): void {
  const idle: readonly (readonly [ConstraintKey, boolean, string])[] = [
    ['otherwise', kind !== 'bind', 'Only `bind` has an `otherwise`.'],
    [
      'when_unknown',
      map.get('when') === null,
      'Without `when` the constraint always applies, so nothing is ever unknown.',
    ],
  ]
  for (const [key, isIdle, message] of idle) {
    if (!isIdle || map.get(key) === null) continue
    reader.report({
      code: 'policy_option_without_rule',
      severity: key === 'otherwise' ? 'error' : 'warning',
      message,
      hint: `Remove \`${key}\`.`,
      path: `${map.path}.${key}`,
      range: map.keyRange(key),
    })
  }
}
