import type { Account } from '../match/account.ts'
import type { Value } from '../language/expression.ts'
import type { PlaceSketch, PolicySketch, RuleSketch } from './business-sketch.ts'
import { type ConditionSketch, type Known, missingNames, truthOf } from './condition-sketch.ts'

/** What a lead is, by hand: everything that conditions may ask of it. */
export type LeadByHand = { readonly known: Known; readonly account: Account | null }

/** Where the policy sends a lead, read off the sketch in plain steps. The engine is held to it. */
export type PlanByHand = {
  readonly refusal: string | null
  /** Hard rules that people have to pass. */
  readonly requires: readonly RuleSketch[]
  /** For each binding that applies: whom and where it allows. */
  readonly bindings: readonly (readonly PlaceSketch[])[]
  readonly routeId: string | null
  readonly isIncomplete: boolean
  /** Attributes that would have to come for a lead that is incomplete. */
  readonly missing: readonly string[]
  readonly places: readonly PlaceSketch[]
}

/** The lead with its account and its derived value. */
export function leadByHand(
  sketch: PolicySketch,
  attributes: Readonly<Record<string, Value>>,
  of: { readonly account: Account | null; readonly isListed: boolean },
): LeadByHand {
  const known = new Map<string, Value>(Object.entries(attributes))
  known.set('restricted("any")', of.isListed)
  for (const name of ['owner', 'tier'] as const) {
    const value = of.account?.[name]
    if (value !== undefined) known.set(`account.${name}`, value)
  }
  const segment = derivedValue(sketch, known)
  if (segment !== null) known.set('segment', segment)
  return { known, account: of.account }
}

function derivedValue({ segment }: PolicySketch, known: Known): string | null {
  for (const { when, value } of segment) {
    const truth = when === null ? true : truthOf(when, known)
    if (truth === null) return null
    if (truth) return value
  }
  return null
}

export function planByHand(sketch: PolicySketch, lead: LeadByHand): PlanByHand {
  const applying: RuleSketch[] = []
  const missing: string[] = []
  let isIncomplete = false
  for (const rule of sketch.rules) {
    const truth = rule.when === null ? true : truthOf(rule.when, lead.known)
    if (truth === false || (truth === null && rule.whenUnknown === 'skip')) continue
    if (truth === null && rule.whenUnknown === 'incomplete') {
      isIncomplete = true
      if (rule.when !== null) missing.push(...missingOf(sketch, rule.when, lead.known))
      continue
    }
    if (rule.effect.kind === 'refuse') return { ...nowhere, refusal: rule.effect.reason }
    applying.push(rule)
  }
  const requires = applying.filter(({ effect }) => effect.kind === 'require')
  const bindings = applying.flatMap(({ effect }) =>
    effect.kind === 'bind' ? [resolved([{ kind: 'bound', name: '' }, ...effect.otherwise], lead)] : [],
  )
  const hard = { ...nowhere, requires, bindings }
  const bound = bindings.reduce<readonly PlaceSketch[] | null>(
    (left, allowed) => (left === null ? allowed : left.filter((place) => allowed.some((one) => isSame(one, place)))),
    null,
  )
  const { incomplete, unmatched } = sketch.fallback
  if (isIncomplete) {
    const places = bound === null ? incomplete.then : withinBinding(incomplete.then, bound)
    return { ...hard, isIncomplete, missing, places }
  }
  const routes = routesByHand(sketch, lead.known)
  if (bound !== null) return { ...hard, routeId: routes.routeId, places: bound }
  if (routes.routeId !== null) return { ...hard, ...routes }
  return routes.isIncomplete ? { ...hard, ...routes, places: incomplete.then } : { ...hard, places: unmatched }
}

const nowhere: PlanByHand = {
  refusal: null,
  requires: [],
  bindings: [],
  routeId: null,
  isIncomplete: false,
  missing: [],
  places: [],
}

/** Whether an incomplete lead may be given away at all is the fallback's to say, to whom is the binding's. */
function withinBinding(places: readonly PlaceSketch[], bound: readonly PlaceSketch[]): readonly PlaceSketch[] {
  const [gives, keeps] = [places.filter(isGiving), places.filter((place) => !isGiving(place))]
  return gives.length === 0 ? keeps : [...bound, ...keeps]
}

function isGiving({ kind }: PlaceSketch): boolean {
  return kind === 'pool' || kind === 'owner' || kind === 'bound'
}

type RoutesByHand = Pick<PlanByHand, 'routeId' | 'isIncomplete' | 'missing' | 'places'>

function routesByHand(sketch: PolicySketch, known: Known): RoutesByHand {
  const missing: string[] = []
  let isIncomplete = false
  for (const { id, when, to, stopsWhenUnknown } of sketch.routes) {
    const truth = when === null ? true : truthOf(when, known)
    if (truth === true) return { routeId: id, isIncomplete: false, missing, places: to }
    if (truth === false) continue
    isIncomplete = true
    if (when !== null) missing.push(...missingOf(sketch, when, known))
    if (stopsWhenUnknown) break
  }
  return { routeId: null, isIncomplete, missing, places: [] }
}

/** The attributes to ask for: an unknown derived value is unknown for what its cases lack, up to the first that is true. */
function missingOf({ segment }: PolicySketch, condition: ConditionSketch, known: Known): readonly string[] {
  return missingNames(condition, known).flatMap((name) => {
    if (name !== 'segment') return [name]
    const lacking: string[] = []
    for (const { when } of segment) {
      if (when === null || truthOf(when, known) === true) break
      lacking.push(...missingNames(when, known))
    }
    return lacking.length === 0 ? [name] : lacking
  })
}

/** `bound` places as the owner they name; without an owner there is no such place. */
export function resolved(places: readonly PlaceSketch[], { known }: LeadByHand): readonly PlaceSketch[] {
  const owner = known.get('account.owner')
  return places.flatMap((place): readonly PlaceSketch[] => {
    if (place.kind !== 'bound') return [place]
    return typeof owner === 'string' ? [{ kind: 'owner', name: owner }] : []
  })
}

function isSame(one: PlaceSketch, other: PlaceSketch): boolean {
  return one.kind === other.kind && one.name === other.name
}
