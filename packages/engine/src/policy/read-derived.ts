import type { SymbolRef, Value, ValueType } from '../language/expression.ts'
import type { Scope } from '../language/scope.ts'
import { booleanType, describeType, integerType, numberType, unify } from '../language/value-types.ts'
import { collectNames } from './expression-names.ts'
import type { Condition, Derived } from './policy.ts'
import { policyLimits } from './policy-limits.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import { isAttributeName } from './read-attribute-name.ts'
import { readCondition } from './read-condition.ts'
import { type MapReading, readEntries, readMap } from './read-map.ts'
import { readItems, tellWrongType } from './read-value.ts'

/** One case as it is written, its condition still unread. */
type DerivedCase = { readonly map: MapReading<'when' | 'value'>; readonly when: Spot | null; readonly value: Value }

/** A derived value whose name and type are known, while its conditions wait for the names of all others. */
export type DerivedDraft = Spot & {
  readonly name: string
  readonly type: ValueType
  readonly cases: readonly DerivedCase[]
}

/** Reads the names, values and types of the derived values; their conditions may read each other. */
export function readDerivedDrafts(
  reader: PolicyReader,
  spot: Spot,
  reserved: ReadonlySet<string>,
): readonly DerivedDraft[] {
  const entries = readEntries(reader, spot, {
    max: policyLimits.derivedMax,
    wanted: 'a map of names to lists of cases',
  })
  const drafts: DerivedDraft[] = []
  for (const entry of entries ?? []) {
    if (!isAttributeName(reader, entry, reserved)) continue
    const cases = (readItems(reader, entry, { max: policyLimits.casesMax, wanted: 'a list of cases' }) ?? []).flatMap(
      (item) => {
        const read = readCase(reader, item)
        return read === null ? [] : [read]
      },
    )
    tellUnreachable(reader, cases)
    drafts.push({
      node: entry.node,
      path: entry.path,
      name: entry.name,
      type: typeOfCases(reader, entry, cases),
      cases,
    })
  }
  return drafts
}

function readCase(reader: PolicyReader, spot: Spot): DerivedCase | null {
  const map = readMap<'when' | 'value'>(reader, spot, { keys: ['when', 'value'], required: ['value'], what: 'a case' })
  const valueSpot = map?.get('value') ?? null
  if (map === null || valueSpot === null) return null
  const { node } = valueSpot
  const isInfinite = node.kind === 'number' && !Number.isFinite(node.value)
  if (isInfinite || (node.kind !== 'text' && node.kind !== 'number' && node.kind !== 'boolean')) {
    return tellWrongType(reader, valueSpot, 'a text, a number, `true` or `false`')
  }
  return { map, when: map.get('when'), value: node.value }
}

/** The first case after one without a condition, which is always taken. */
function tellUnreachable(reader: PolicyReader, cases: readonly DerivedCase[]): void {
  const always = cases.findIndex(({ when }) => when === null)
  const after = always === -1 ? undefined : cases[always + 1]
  if (after === undefined) return
  reader.report({
    code: 'policy_case_unreachable',
    message: 'A case without a condition stands before this one and is always taken.',
    hint: 'Move the case without `when` to the end.',
    path: after.map.path,
    range: after.map.start,
  })
}

function tellNoCases(reader: PolicyReader, { node, path }: Spot): void {
  reader.report({
    code: 'policy_value_missing',
    message: `\`${path}\` has no cases.`,
    hint: 'Add at least one, such as `{ value: other }`.',
    path,
    range: node,
  })
}

function typeOfCases(reader: PolicyReader, spot: Spot, cases: readonly DerivedCase[]): ValueType {
  let type: ValueType | null = null
  for (const { map, value } of cases) {
    const own = typeOf(value)
    const joined: ValueType | null = type === null ? own : unify(type, own)
    if (joined === null && type !== null) {
      reader.report({
        code: 'policy_derived_mixed',
        message: `This case gives ${describeType(own)}, the cases before it ${describeType(type)}.`,
        hint: 'Give all cases values of one kind, in quotes where a number is meant as a text.',
        path: `${map.path}.value`,
        range: map.keyRange('value'),
      })
    }
    type = joined ?? type
  }
  if (type === null) {
    if (spot.node.kind === 'list' && spot.node.items.length === 0) tellNoCases(reader, spot)
    return { kind: 'string' }
  }
  return type
}

function typeOf(value: Value): ValueType {
  switch (typeof value) {
    case 'boolean':
      return booleanType
    case 'number':
      return Number.isSafeInteger(value) ? integerType : numberType
    default:
      return { kind: 'string', values: new Set([String(value)]) }
  }
}

/** Reads the conditions and puts the values in an order in which each reads only those before it. Slots come later. */
export function readDerived(reader: PolicyReader, drafts: readonly DerivedDraft[], scope: Scope): readonly Derived[] {
  const read = drafts.map((draft): Derived => {
    const cases = draft.cases.map(({ when, value }) => ({
      when: when === null ? null : readCondition(reader, when, scope),
      value,
    }))
    return { name: draft.name, cases, slot: 0, place: reader.placeOf(draft.node) }
  })
  return inOrder(reader, drafts, read)
}

function inOrder(reader: PolicyReader, drafts: readonly DerivedDraft[], read: readonly Derived[]): readonly Derived[] {
  const needs = new Map(read.map((derived) => [derived.name, derivedRead(derived.cases.map(({ when }) => when))]))
  const ordered: Derived[] = []
  const done = new Set<string>()
  let waiting = read
  while (waiting.length > 0) {
    const ready = waiting.filter(({ name }) =>
      [...(needs.get(name) ?? [])].every((needed) => done.has(needed) || !needs.has(needed)),
    )
    if (ready.length === 0) {
      tellCycle(reader, drafts, { names: waiting.map(({ name }) => name), needs })
      return [...ordered, ...waiting]
    }
    for (const derived of ready) done.add(derived.name)
    ordered.push(...ready)
    waiting = waiting.filter((derived) => !ready.includes(derived))
  }
  return ordered
}

function derivedRead(conditions: readonly (Condition | null)[]): ReadonlySet<string> {
  const found = { symbols: new Set<SymbolRef>(), groups: new Set<string>() }
  for (const condition of conditions) if (condition !== null) collectNames(condition.expression, found)
  return new Set([...found.symbols].filter(({ origin }) => origin === 'derived').map(({ path }) => path))
}

function tellCycle(
  reader: PolicyReader,
  drafts: readonly DerivedDraft[],
  { names, needs }: { readonly names: readonly string[]; readonly needs: ReadonlyMap<string, ReadonlySet<string>> },
): void {
  const cycle = cycleFrom(names, needs)
  const [first] = cycle
  const draft = drafts.find(({ name }) => name === first)
  if (draft === undefined) return
  reader.report({
    code: 'policy_derived_cycle',
    message: `Derived values are made of each other: ${[...cycle, first].map((name) => `\`${name}\``).join(' reads ')}.`,
    hint: 'Let one of them read only fields.',
    path: draft.path,
    range: { start: draft.node.start, end: draft.node.start },
  })
}

/** Follows what each one waits for until a name comes back. */
function cycleFrom(names: readonly string[], needs: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const walked: string[] = []
  let name: string | undefined = names[0]
  while (name !== undefined && !walked.includes(name)) {
    walked.push(name)
    name = [...(needs.get(name) ?? [])].find((needed) => names.includes(needed))
  }
  return name === undefined ? walked : walked.slice(walked.indexOf(name))
}
