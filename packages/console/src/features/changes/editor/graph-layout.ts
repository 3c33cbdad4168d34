import type { Finding, Place, PolicyShape, Trial } from './engine-messages.ts'

/** What a box of the graph stands for. */
export type GraphKind = 'constraint' | 'route' | 'fallback' | 'place'

/** A box of the graph. */
export type GraphNode = {
  readonly id: string
  readonly kind: GraphKind
  readonly title: string
  readonly detail: string
  /** Its place among those of its kind. */
  readonly index: number
  readonly x: number
  readonly y: number
  /** Where it stands in the document; `null`: at no one place. */
  readonly line: number | null
  readonly findings: readonly Finding[]
  /** Whether the lead that is tried passes through it. */
  readonly isLit: boolean
}

/** A way from one box to another. */
export type GraphEdge = { readonly from: GraphNode; readonly to: GraphNode; readonly isLit: boolean }

/** A policy as boxes and the ways between them. */
export type GraphLayout = {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  readonly width: number
  readonly height: number
  /** Routes that are not drawn, since there are too many. */
  readonly hidden: number
}

/** The size of a box. */
export const NODE_WIDTH = 208
export const NODE_HEIGHT = 44
/** From one box to the one below it. */
export const ROW = NODE_HEIGHT + 14
const COLUMN = NODE_WIDTH + 64
const ROUTES_MAX = 60
const fallbackNames = ['unmatched', 'incomplete', 'nobody'] as const

type Bare = Omit<GraphNode, 'x' | 'y' | 'isLit' | 'findings'>

/** Hard rules on the left, then the routes in order with the fallbacks below, then the places that they name. */
export function layOut(shape: PolicyShape, trial: Trial | null, findings: readonly Finding[]): GraphLayout {
  const lit = litIds(trial)
  const shown = { ...shape, routes: shape.routes.slice(0, ROUTES_MAX) }
  const columns = [constraintsOf(shown), routesOf(shown), placesOf(shown)]
  const nodes = columns.flatMap((column, at) =>
    column.map(({ row, path, ...node }) => ({
      ...node,
      x: at * COLUMN,
      y: row * ROW,
      isLit: lit.has(node.id),
      findings: findings.filter((one) => path !== null && (one.path === path || one.path.startsWith(`${path}.`))),
    })),
  )
  return {
    nodes,
    edges: edgesOf(shown, nodes),
    width: 2 * COLUMN + NODE_WIDTH,
    height: Math.max(...nodes.map(({ y }) => y), 0) + NODE_HEIGHT,
    hidden: shape.routes.length - shown.routes.length,
  }
}

/** A box in its column, and the path in the document by which things are found in it. */
type Placed = Bare & { readonly row: number; readonly path: string | null }

function constraintsOf({ constraints }: PolicyShape): readonly Placed[] {
  return constraints.map(({ id, kind, when, effect, line }, index) => ({
    id: `constraint ${id}`,
    kind: 'constraint',
    title: id,
    detail: `${kind} ${effect} · ${when ?? 'always'}`,
    index,
    line,
    row: index,
    path: `constraints[${index}]`,
  }))
}

function routesOf({ routes }: PolicyShape): readonly Placed[] {
  const boxes = routes.map(({ id, when, table, rules, line }, index) => ({
    id: `route ${id}`,
    kind: 'route' as const,
    title: id,
    detail: table === null ? (when ?? 'always') : `${table} (${rules})`,
    index,
    line,
    row: index,
    path: `routes[${index}]`,
  }))
  const fallbacks = fallbackNames.map((name, index) => ({
    id: `fallback ${name}`,
    kind: 'fallback' as const,
    title: name,
    detail: '',
    index,
    line: null,
    row: routes.length + index + 0.5,
    path: `fallback.${name}`,
  }))
  return [...boxes, ...fallbacks]
}

/** Each place once, in the order in which it is first named. */
function placesOf({ routes, fallback }: PolicyShape): readonly Placed[] {
  const all = [...routes.flatMap(({ places }) => places), ...fallbackNames.flatMap((name) => fallback[name])]
  const named = new Map(all.map((place) => [placeId(place), place]))
  return [...named].map(([id, { kind, name }], index) => ({
    id,
    kind: 'place',
    title: name,
    detail: kind,
    index,
    line: null,
    row: index,
    path: null,
  }))
}

function placeId({ kind, name }: Place): string {
  return `place ${kind} ${name}`
}

function edgesOf(shape: PolicyShape, nodes: readonly GraphNode[]): readonly GraphEdge[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const edge = (from: string, to: string): readonly GraphEdge[] => {
    const [a, b] = [byId.get(from), byId.get(to)]
    return a === undefined || b === undefined ? [] : [{ from: a, to: b, isLit: a.isLit && b.isLit }]
  }
  return [
    ...shape.routes.flatMap(({ id, places }) => places.flatMap((place) => edge(`route ${id}`, placeId(place)))),
    ...fallbackNames.flatMap((name) =>
      shape.fallback[name].flatMap((place) => edge(`fallback ${name}`, placeId(place))),
    ),
  ]
}

/** What the lead passes through: hard rules that do something, its route or fallback, its place. */
function litIds(trial: Trial | null): ReadonlySet<string> {
  if (trial === null) return new Set()
  const { planned, constraints, routes } = trial
  const { pool, owner, queue } = planned
  const matched = routes?.matched ?? null
  const isIncomplete = planned.reason === 'incomplete' || planned.reason === 'waiting_for_attributes'
  const stopped = constraints.some(({ effect }) => effect === 'refused' || effect === 'bound')
  return new Set([
    ...constraints.filter(({ effect }) => effect !== 'none').map(({ id }) => `constraint ${id}`),
    ...(matched === null ? [] : [`route ${matched.routeId}`]),
    ...(matched !== null || stopped
      ? []
      : [`fallback ${isIncomplete || (routes?.unknown.length ?? 0) > 0 ? 'incomplete' : 'unmatched'}`]),
    ...(pool === null ? [] : [`place pool ${pool}`]),
    ...(owner === null ? [] : [`place owner ${owner}`]),
    ...(queue === null ? [] : [`place hold ${queue}`]),
  ])
}
