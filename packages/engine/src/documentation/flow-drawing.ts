import type { Outline } from './outline.ts'
import { escapeMarkup } from './escape-markup.ts'

/** Hard rules, and routes, drawn one by one; the rest of them as one box. */
const BOXES_DRAWN_MAX = 60
/** Places drawn one by one, in the order they are met; lines to the rest lead to one box. */
const PLACES_DRAWN_MAX = 60
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
  const { boxes, places } = withFewPlaces(boxesOf(outline))
  const height = 40 + ROW * Math.max(boxes.length, places.length)
  const spread = Math.max(1, boxes.length / Math.max(1, places.length))
  const placeY = new Map(places.map((place, index) => [place, 20 + ROW * index * spread]))
  const lines = boxes.flatMap((box, index) => linesFrom(box, index, placeY))
  const left = boxes.map((box, index) => drawBox(box, 20 + ROW * index))
  const arrows = boxes.slice(1).flatMap((box, index) => {
    // Only the first fallback is what comes after the routes; each of the others has its own cause.
    const isApart = box.kind === 'fallback' && boxes[index].kind === 'fallback'
    return isApart
      ? []
      : [`<path class="next" d="M${LEFT.x + 16} ${20 + ROW * index + 34}v12" marker-end="url(#tip)"/>`]
  })
  const right = places.map((place) => drawPlace(place, placeY.get(place) ?? 0))
  return `<svg viewBox="0 0 820 ${height}" role="img" aria-label="The way of a lead through ${escapeMarkup(outline.name)}">
<defs><marker id="tip" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0l6 3-6 3z"/></marker></defs>
${[...lines, ...arrows, ...left, ...right].join('\n')}
</svg>`
}

const nowhere = { targets: [], firsts: new Set<string>() } as const

/** The boxes with at most so many places to lead to, which are listed in the order they are met. */
function withFewPlaces(boxes: readonly Box[]): { readonly boxes: readonly Box[]; readonly places: readonly string[] } {
  const places = unique(boxes.flatMap((box) => box.targets))
  if (places.length <= PLACES_DRAWN_MAX) return { boxes, places }
  const drawn = new Set(places.slice(0, PLACES_DRAWN_MAX))
  const rest = `${places.length - drawn.size} more places`
  const known = (target: string): string => (drawn.has(target) ? target : rest)
  const fewer = boxes.map((box): Box => {
    return { ...box, targets: unique(box.targets.map(known)), firsts: new Set([...box.firsts].map(known)) }
  })
  return { boxes: fewer, places: [...drawn, rest] }
}

function boxesOf(outline: Outline): readonly Box[] {
  const drawn = outline.routes.slice(0, BOXES_DRAWN_MAX)
  return [
    { title: 'lead', detail: 'normalised, then matched to an account', kind: 'lead', ...nowhere },
    ...outline.hardRules.slice(0, BOXES_DRAWN_MAX).map((rule): Box => {
      const detail = rule.condition === null ? rule.effect : `${rule.effect} ${rule.condition}`
      return {
        title: rule.id,
        detail,
        kind: 'rule',
        targets: unique(rule.targets),
        firsts: new Set(rule.targets.slice(0, 1)),
      }
    }),
    ...restBox(outline.hardRules.length, 'rule'),
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
    ...restBox(outline.routes.length, 'route'),
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

function restBox(count: number, kind: 'rule' | 'route'): readonly Box[] {
  const title = `${count - BOXES_DRAWN_MAX} more ${kind === 'rule' ? 'hard rules' : 'routes'}`
  return count <= BOXES_DRAWN_MAX ? [] : [{ title, detail: 'listed below', kind, ...nowhere }]
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
