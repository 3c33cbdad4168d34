import type { DocumentNode } from '../document/document-node.ts'
import { nearest } from '../language/suggest.ts'
import type { Field, GoldenTest, Route } from './policy.ts'
import { policyLimits } from './policy-limits.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import { tellUnknownField } from './read-field-names.ts'
import { type MapReading, readEntries, readMap } from './read-map.ts'
import { readChoice, readItems, readName, readText } from './read-value.ts'

/** What the golden leads may name. */
export type TestNames = {
  readonly fields: readonly Field[]
  /** Attributes of an account, without `account.`. */
  readonly accountAttributes: readonly string[]
  readonly derived: readonly string[]
  /** `null`: not known, since a route was given up for a problem that has been told. */
  readonly routes: readonly Route[] | null
}

/** Reads the golden leads and what is expected of them. */
export function readTests(reader: PolicyReader, spot: Spot, names: TestNames): readonly GoldenTest[] {
  const items = readItems(reader, spot, { max: policyLimits.testsMax, wanted: 'a list of tests' }) ?? []
  return items.flatMap((item, index) => {
    const test = readTest(reader, item, { names, number: index + 1 })
    return test === null ? [] : [test]
  })
}

type TestKey = 'name' | 'lead' | 'account' | 'expect'

function readTest(
  reader: PolicyReader,
  spot: Spot,
  { names, number }: { readonly names: TestNames; readonly number: number },
): GoldenTest | null {
  const map = readMap<TestKey>(reader, spot, {
    keys: ['name', 'lead', 'account', 'expect'],
    required: ['lead', 'expect'],
    what: 'a test',
  })
  const [nameSpot, leadSpot, accountSpot, expectSpot] = [
    map?.get('name'),
    map?.get('lead'),
    map?.get('account'),
    map?.get('expect'),
  ]
  if (map === null || leadSpot === undefined || leadSpot === null || expectSpot === undefined || expectSpot === null)
    return null
  const lead = readAttributes(reader, leadSpot, { what: 'field', known: names.fields.map(({ name }) => name) })
  const isUnowned = accountSpot === undefined || accountSpot === null || accountSpot.node.kind === 'nothing'
  const account = isUnowned
    ? null
    : readAttributes(reader, accountSpot, { what: 'account attribute', known: names.accountAttributes })
  const expect = readExpectation(reader, expectSpot, names)
  const name = nameSpot === undefined || nameSpot === null ? `test ${number}` : readText(reader, nameSpot)
  if (lead === null || expect === null || name === null) return null
  return { name, lead, account, expect, place: reader.placeOf(map.start) }
}

type AttributeNames = {
  readonly what: 'field' | 'account attribute' | 'derived value'
  readonly known: readonly string[]
}

function readAttributes(
  reader: PolicyReader,
  spot: Spot,
  { what, known }: AttributeNames,
): Readonly<Record<string, unknown>> | null {
  const entries = readEntries(reader, spot, { max: policyLimits.fieldsMax, wanted: 'a map of attributes' })
  if (entries === null) return null
  for (const { name } of entries) if (!known.includes(name)) tellUnknownField(reader, { ...spot, name, what }, known)
  return Object.fromEntries(entries.map(({ name, node }) => [name, plainValue(node)]))
}

function plainValue(node: DocumentNode): unknown {
  switch (node.kind) {
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]))
    case 'list':
      return node.items.map(plainValue)
    case 'nothing':
      return null
    case 'text':
    case 'number':
    case 'boolean':
      return node.value
  }
}

type ExpectKey = 'outcome' | 'route' | 'pool' | 'owner' | 'queue' | 'reason' | 'derived'

const expectKeys = [
  'outcome',
  'route',
  'pool',
  'owner',
  'queue',
  'reason',
  'derived',
] as const satisfies readonly ExpectKey[]

function readExpectation(reader: PolicyReader, spot: Spot, names: TestNames): GoldenTest['expect'] | null {
  const map = readMap<ExpectKey>(reader, spot, { keys: expectKeys, what: 'an expectation' })
  if (map === null) return null
  if (expectKeys.every((key) => map.get(key) === null)) {
    reader.report({
      code: 'policy_test_empty',
      severity: 'warning',
      message: 'The test expects nothing, so it can never fail.',
      hint: 'Expect an `outcome`, a `route`, a `pool`, an `owner`, a `queue`, a `reason` or `derived` values.',
      path: spot.path,
      range: map.start,
    })
  }
  const outcomeSpot = map.get('outcome')
  const outcome =
    outcomeSpot === null ? null : readChoice(reader, outcomeSpot, ['assigned', 'held', 'refused'] as const)
  const named = (['pool', 'owner', 'queue', 'reason'] as const).flatMap((key) => {
    const at = map.get(key)
    const name = at === null ? null : readName(reader, at)
    return name === null ? [] : [[key, name] as const]
  })
  return {
    ...(outcome === null ? {} : { outcome }),
    ...readExpectedRoute(reader, map, names),
    ...Object.fromEntries(named),
    ...readExpectedDerived(reader, map, names),
  }
}

function readExpectedRoute(
  reader: PolicyReader,
  map: MapReading<ExpectKey>,
  { routes }: TestNames,
): { readonly route?: string | null } {
  const spot = map.get('route')
  if (spot === null) return {}
  if (spot.node.kind === 'nothing') return { route: null }
  const route = readName(reader, spot)
  if (route === null) return {}
  const ids = routes?.map(({ id }) => id)
  if (ids !== undefined && !ids.includes(route)) {
    const meant = nearest(route, ids)
    reader.report({
      code: 'policy_route_unknown',
      message: `No route is called \`${route}\`.`,
      hint:
        meant === null
          ? 'Name one of the routes, or write `null` where none should be taken.'
          : `Did you mean \`${meant}\`?`,
      path: spot.path,
      range: spot.node,
    })
  }
  return { route }
}

function readExpectedDerived(
  reader: PolicyReader,
  map: MapReading<ExpectKey>,
  { derived }: TestNames,
): { readonly derived?: Readonly<Record<string, unknown>> } {
  const spot = map.get('derived')
  const values = spot === null ? null : readAttributes(reader, spot, { what: 'derived value', known: derived })
  return values === null ? {} : { derived: values }
}
