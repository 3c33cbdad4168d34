import type { Outline } from './outline.ts'
import { escapeMarkup } from './escape-markup.ts'

/** Routes drawn one by one; a policy with more is drawn with the rest as one box. */
const ROUTES_DRAWN_MAX = 60
const ROW = 46
const LEFT = { x: 20, width: 380 } as const
const RIGHT = { x: 560, width: 240 } as const

type Box = {
  readonly title: string
  readonly detail: string
  readonly kind: 'lead' | 'rule' | 'route' | 'fallback'
  readonly targets: readonly string[]
  readonly firsts: ReadonlySet<string>
}

/**
 * The way of a lead through the policy as one SVG: hard rules, routes and fallbacks down the left in the order they
 * are asked, the places they lead to on the right, a line for each first choice and a dashed one for the next.
 */
export function drawFlow(outline: Outline): string {
  const boxes = boxesOf(outline)
  const places = [...new Set(boxes.flatMap((box) => box.targets))]
  const height = 40 + ROW * Math.max(boxes.length, places.length)
  const spread = Math.max(1, boxes.length / Math.max(1, places.length))
  const placeY = new Map(places.map((place, index) => [place, 20 + ROW * index * spread]))
  const lines = boxes.flatMap((box, index) => linesFrom(box, index, placeY))
  const left = boxes.map((box, index) => drawBox(box, 20 + ROW * index))
  const arrows = boxes
    .slice(1)
    .map((_, index) => `<path class="next" d="M${LEFT.x + 16} ${20 + ROW * index + 34}v12" marker-end="url(#tip)"/>`)
  const right = places.map((place) => drawPlace(place, placeY.get(place) ?? 0))
  return `<svg viewBox="0 0 820 ${height}" role="img" aria-label="The way of a lead through ${escapeMarkup(outline.name)}">
<defs><marker id="tip" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0l6 3-6 3z"/></marker></defs>
${[...lines, ...arrows, ...left, ...right].join('\n')}
</svg>`
}

const nowhere = { targets: [], firsts: new Set<string>() } as const

function boxesOf(outline: Outline): readonly Box[] {
  const drawn = outline.routes.slice(0, ROUTES_DRAWN_MAX)
  const rest = outline.routes.slice(ROUTES_DRAWN_MAX)
  return [
    { title: 'lead', detail: 'normalised, then matched to an account', kind: 'lead', ...nowhere },
    ...outline.hardRules.map((rule): Box => ({ title: rule.id, detail: rule.effect, kind: 'rule', ...nowhere })),
    ...drawn.map((route): Box => {
      const detail =
        route.table === null ? (route.rules[0].when ?? 'always') : `${route.table}: ${route.rules.length} rows`
      return {
        title: route.id,
        detail,
        kind: 'route',
        targets: unique(route.rules.flatMap((rule) => rule.targets)),
        firsts: new Set(route.rules.map((rule) => rule.targets[0])),
      }
    }),
    ...(rest.length === 0
      ? []
      : [{ title: `${rest.length} more routes`, detail: 'listed below', kind: 'route', ...nowhere } satisfies Box]),
    ...outline.fallbacks.map((fallback): Box => {
      return {
        title: fallback.name,
        detail: fallback.first ?? fallback.when,
        kind: 'fallback',
        targets: fallback.targets,
        firsts: new Set(fallback.targets.slice(0, 1)),
      }
    }),
  ]
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}

function linesFrom(box: Box, index: number, placeY: ReadonlyMap<string, number>): readonly string[] {
  const y = 20 + ROW * index + 17
  return box.targets.map((target) => {
    const end = (placeY.get(target) ?? 0) + 17
    const [from, to] = [LEFT.x + LEFT.width, RIGHT.x]
    return `<path class="${box.firsts.has(target) ? 'first' : 'then'}" d="M${from} ${y}C${from + 80} ${y} ${to - 80} ${end} ${to} ${end}"/>`
  })
}

function drawBox(box: Box, y: number): string {
  return `<g class="${box.kind}"><title>${escapeMarkup(`${box.title}: ${box.detail}`)}</title><rect x="${LEFT.x}" y="${y}" width="${LEFT.width}" height="34" rx="5"/>
<text x="${LEFT.x + 10}" y="${y + 15}" class="title">${escapeMarkup(shorten(box.title, 52))}</text><text x="${LEFT.x + 10}" y="${y + 28}">${escapeMarkup(shorten(box.detail, 64))}</text></g>`
}

function drawPlace(place: string, y: number): string {
  const kind = place.startsWith('hold ') ? 'hold' : place.startsWith('refuse ') ? 'refuse' : 'pool'
  return `<g class="${kind}"><rect x="${RIGHT.x}" y="${y}" width="${RIGHT.width}" height="34" rx="17"/><text x="${RIGHT.x + 16}" y="${y + 21}" class="title">${escapeMarkup(shorten(place, 34))}</text></g>`
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
