import { canonicalCondition, canonicalTarget } from './canonical-policy.ts'
import type { Properties } from './diff-details.ts'
import { type DiffItem, addedAt, changedAt, diffOrdered, removedAt } from './diff-items.ts'
import { type MatchedPair, matchItems, movedPairs } from './match-items.ts'
import type { Route, Rule } from './policy.ts'
import type { PolicyChange } from './policy-diff.ts'

/** What differs between two lists of routes, their tables row by row. */
export function diffRoutes(before: readonly Route[], after: readonly Route[]): readonly PolicyChange[] {
  const changes = diffOrdered({ section: 'route', within: null }, before.map(itemOf), after.map(itemOf))
  const old = new Map(before.map((route) => [route.id, route]))
  const rows = after.flatMap((route) => {
    const earlier = old.get(route.id)
    const areTables = route.table !== null && earlier !== undefined && earlier.table !== null
    return areTables ? diffRows(route.id, earlier.rules, route.rules) : []
  })
  return [...changes, ...rows]
}

/** A route without its table's rows, which are compared one by one. */
function itemOf(route: Route): DiffItem {
  const [only] = route.rules
  const roles = Object.entries(route.also).map(
    ([role, targets]) => [`also ${role}`, targets.map(canonicalTarget)] as const,
  )
  const isTable = route.table !== null
  const properties: Properties = {
    when: isTable ? null : canonicalCondition(only?.when ?? null),
    to: isTable ? null : (only?.to ?? []).map(canonicalTarget),
    table: isTable ? 'yes' : null,
    whenUnknown: route.whenUnknown,
    plan: route.plan,
    description: route.description,
    ...Object.fromEntries(roles),
  }
  return { id: route.id, properties }
}

/** `key`: by what the row is found again. */
type Row = DiffItem & { readonly key: string; readonly when: string }

function diffRows(routeId: string, before: readonly Rule[], after: readonly Rule[]): readonly PolicyChange[] {
  const context = { section: 'row', within: routeId } as const
  const [old, fresh] = [before.map(rowOf), after.map(rowOf)]
  const { pairs, removed, added } = matchItems(
    old.map(({ key }) => key),
    fresh.map(({ key }) => key),
  )
  // Of the rest, two rows with one condition are one row that leads elsewhere, or has another id.
  const rest = matchItems(
    removed.map((index) => old[index]?.when ?? ''),
    added.map((index) => fresh[index]?.when ?? ''),
  )
  const redirected = rest.pairs.map((pair): MatchedPair => ({
    before: removed[pair.before] ?? 0,
    after: added[pair.after] ?? 0,
  }))
  const all = [...pairs, ...redirected].toSorted((a, b) => a.after - b.after)
  return [
    ...rest.removed.map((index) => removedAt(context, old, removed[index] ?? 0)),
    ...rest.added.map((index) => addedAt(context, fresh, added[index] ?? 0)),
    ...movedPairs(all).map((pair): PolicyChange => ({
      ...context,
      id: fresh[pair.after]?.id ?? '',
      kind: 'moved',
      from: pair.before + 1,
      to: pair.after + 1,
    })),
    ...all.flatMap((pair) => {
      const earlier = old[pair.before]
      return earlier === undefined ? [] : changedAt(context, earlier, { list: fresh, index: pair.after })
    }),
  ]
}

/** A row is known by its own id, else by its content: its number changes with every row before it. */
function rowOf({ id, routeId, when, to }: Rule, index: number): Row {
  const text = when?.text ?? 'always'
  const targets = to.map(canonicalTarget)
  const own = id.slice(routeId.length + 1)
  const isNumbered = own === String(index + 1)
  return {
    key: isNumbered ? `content ${JSON.stringify([text, targets])}` : `id ${own}`,
    id: isNumbered ? text : own,
    when: text,
    properties: { id: isNumbered ? null : own, when: text, to: targets },
  }
}
