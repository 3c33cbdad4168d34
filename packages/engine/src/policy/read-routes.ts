import { describeExpression } from '../language/print-expression.ts'
import { nearest } from '../language/suggest.ts'
import { type TableRow, joinConditions, readDecisionTable } from './decision-table.ts'
import type { Condition, Route, Rule, Target } from './policy.ts'
import { policyLimits } from './policy-limits.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import type { PolicyScope } from './policy-scope.ts'
import type { Problem } from './problem.ts'
import { readCondition } from './read-condition.ts'
import { type TakenNames, readId } from './read-id.ts'
import { type MapReading, readEntries, readMap } from './read-map.ts'
import { readTargets } from './read-targets.ts'
import { readChoice, readItems, readName, readText, tellTooMany } from './read-value.ts'

/** What the routes need beside the document: the scope and the tables' texts by file name. */
export type RouteSources = {
  readonly scope: PolicyScope
  readonly tables: Readonly<Record<string, string>>
  /** Takes the problems found in the tables' files. */
  reportInTable(problem: Problem): void
}

/** The role that every lead has; `also` names further ones. */
const mainRole = 'owner'

type RouteKey = 'id' | 'when' | 'to' | 'also' | 'plan' | 'table' | 'when_unknown' | 'description'

const keys = [
  'id',
  'when',
  'to',
  'also',
  'plan',
  'table',
  'when_unknown',
  'description',
] as const satisfies readonly RouteKey[]

/** Reads the soft rules, in order. */
export function readRoutes(reader: PolicyReader, spot: Spot, sources: RouteSources): readonly Route[] {
  const taken: TakenNames = new Map()
  const items = readItems(reader, spot, { max: policyLimits.rulesMax, wanted: 'a list of routes' }) ?? []
  const routes = items.flatMap((item) => {
    const route = readRoute(reader, item, { sources, taken })
    return route === null ? [] : [route]
  })
  const ruleCount = routes.reduce((count, route) => count + route.rules.length, 0)
  if (ruleCount > policyLimits.rulesMax) tellTooMany(reader, spot, { count: ruleCount, max: policyLimits.rulesMax })
  return routes
}

function readRoute(
  reader: PolicyReader,
  spot: Spot,
  { sources, taken }: { readonly sources: RouteSources; readonly taken: TakenNames },
): Route | null {
  const map = readMap<RouteKey>(reader, spot, { keys, required: ['id'], what: 'a route' })
  if (map === null) return null
  const id = readId(reader, map.get('id'), { taken, what: 'route' })
  const { lead } = sources.scope
  const when = given(map, 'when', (at) => readCondition(reader, at, lead))
  const to = given(map, 'to', (at) => readTargets(reader, at, lead))
  const table = given(map, 'table', (at) => readTable(reader, at, sources))
  const also = given(map, 'also', (at) => readRoles(reader, at, sources.scope))
  const plan = given(map, 'plan', (at) => readName(reader, at))
  const whenUnknown = given(map, 'when_unknown', (at) => readChoice(reader, at, ['skip', 'incomplete'] as const))
  const description = given(map, 'description', (at) => readText(reader, at))
  if (!hasOneDestination(reader, map) || id === null) return null
  const place = reader.placeOf(map.start)
  return {
    id,
    description,
    whenUnknown: whenUnknown ?? 'skip',
    rules: table === null ? [{ id, routeId: id, when, to: to ?? [], place }] : rowRules(id, table.rows, when),
    table: table === null ? null : { file: table.file, columns: table.columns },
    also: also ?? {},
    plan,
    place,
  }
}

function given<Result>(map: MapReading<RouteKey>, key: RouteKey, read: (spot: Spot) => Result | null): Result | null {
  const spot = map.get(key)
  return spot === null ? null : read(spot)
}

function hasOneDestination(reader: PolicyReader, map: MapReading<RouteKey>): boolean {
  const [hasTo, hasTable] = [map.get('to') !== null, map.get('table') !== null]
  if (hasTo !== hasTable) return true
  reader.report({
    code: 'policy_route_unfit',
    message: hasTo
      ? 'The route says where to go twice, by `to` and by `table`.'
      : 'The route does not say where the lead goes.',
    hint: hasTo
      ? 'Keep one: the rows of a table say where the lead goes.'
      : 'Add `to: [pool: …]`, or `table:` with a CSV file.',
    path: map.path,
    range: hasTo ? map.keyRange('to') : map.start,
  })
  return false
}

function readRoles(reader: PolicyReader, spot: Spot, scope: PolicyScope): Readonly<Record<string, readonly Target[]>> {
  const roles = new Map<string, readonly Target[]>()
  const entries = readEntries(reader, spot, { max: policyLimits.rolesMax, wanted: 'a map of roles to places' }) ?? []
  for (const entry of entries) {
    if (entry.name === mainRole) {
      reader.report({
        code: 'policy_name_reserved',
        message: `The role \`${mainRole}\` is the one that \`to\` decides.`,
        hint: 'Name a further role, such as `sdr`.',
        path: entry.path,
        range: entry.keyRange,
      })
    }
    roles.set(entry.name, readTargets(reader, entry, scope.lead))
  }
  return Object.fromEntries(roles)
}

type RouteTable = { readonly file: string; readonly columns: readonly string[]; readonly rows: readonly TableRow[] }

function readTable(reader: PolicyReader, spot: Spot, sources: RouteSources): RouteTable | null {
  const file = readName(reader, spot)
  if (file === null) return null
  const text = textOfTable(sources.tables, file)
  if (text === null) {
    const meant = nearest(file, Object.keys(sources.tables))
    reader.report({
      code: 'policy_table_missing',
      message: `The table \`${file}\` was not given with the policy.`,
      hint:
        meant === null ? 'Put the file beside the policy, under the name written here.' : `Did you mean \`${meant}\`?`,
      path: spot.path,
      range: spot.node,
    })
    return null
  }
  const { columns, rows, problems } = readDecisionTable(text, { file, path: spot.path, scope: sources.scope.lead })
  for (const problem of problems) sources.reportInTable(problem)
  return { file, columns, rows: rows ?? [] }
}

function textOfTable(tables: Readonly<Record<string, string>>, file: string): string | null {
  for (const name of [file, file.replace(/^\.\//, '')]) {
    if (Object.hasOwn(tables, name)) return tables[name] ?? null
  }
  return null
}

/** A route's own condition holds for each of its rows. */
function rowRules(routeId: string, rows: readonly TableRow[], guard: Condition | null): readonly Rule[] {
  return rows.map(({ id, when, to, place }, index) => ({
    id: `${routeId}:${id ?? index + 1}`,
    routeId,
    when: guard === null ? when : guarded(guard, when, place),
    to,
    place,
  }))
}

function guarded(guard: Condition, when: Condition | null, place: Rule['place']): Condition | null {
  if (when === null) return { ...guard, place }
  // Printed anew, since a comment in the guard's own text would swallow what is joined to it.
  const parts = [guard, when].map(({ expression }) => ({
    text: describeExpression(expression),
    expression,
    isAlternative: needsBrackets(expression.kind),
  }))
  return joinConditions(parts, place)
}

function needsBrackets(kind: Condition['expression']['kind']): boolean {
  return kind === 'any' || kind === 'conditional'
}
