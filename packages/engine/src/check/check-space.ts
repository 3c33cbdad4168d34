import type { Axis } from '../compile/axis.ts'
import type { ClassSet } from '../compile/class-set.ts'
import { classRange, classSetOf, intersectClasses, uniteClasses } from '../compile/class-set.ts'
import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { canFail } from '../compile/opaque-part.ts'
import { representativeOf } from '../compile/representative.ts'
import { type RoutedRule, type RuleIndex, buildRuleIndex } from '../compile/rule-index.ts'
import { boxAt } from '../compile/rule-boxes.ts'
import type { Condition, Policy, Route } from '../policy/policy.ts'
import { substituteDerived, symbolsIn } from './substitute-derived.ts'

/** The classes of each axis that leads of one kind can be in. */
export type Domain = readonly ClassSet[]

/** Where a box is true, by axis; an axis that is not in it does not matter. */
export type TrueBox = { readonly rule: number; readonly sides: ReadonlyMap<number, ClassSet> }

/**
 * The policy as the checks see it: derived values substituted, and refusals standing before the routes, because a
 * refused lead reaches none. Rule numbers count both; `firstRoute` is the number of the first route's rule.
 */
export type CheckSpace = {
  readonly policy: CompiledPolicy
  readonly index: RuleIndex
  readonly axes: readonly Axis[]
  readonly names: readonly string[]
  readonly firstRoute: number
  readonly boxes: readonly TrueBox[]
  /** By rule: the numbers of its first box, and one more entry at the end. */
  readonly firstBox: readonly number[]
  /** Leads that lack no attribute of their own; an account or a mail domain may be unknown. */
  readonly complete: Domain
  /** Leads that may lack anything. */
  readonly gappy: Domain
  /** No lead is in these: an account's attribute without an account. */
  readonly impossible: readonly TrueBox[]
}

/** Reads the policy's refusals and routes as boxes over the attributes that leads really have. */
export function createCheckSpace(policy: CompiledPolicy): CheckSpace {
  const refusals = refusalsOf(policy.policy)
  const rules = [...refusals, ...routedRules(policy.policy)]
  const index = buildRuleIndex(rules)
  const { boxes, axes } = { boxes: index.boxes, axes: index.boxes.axes }
  const isBarrier = (rule: number): boolean => rules[rule].route.whenUnknown === 'incomplete'
  return {
    policy,
    index,
    axes,
    names: rules.map(({ rule }) => rule.id),
    firstRoute: refusals.length,
    boxes: Array.from({ length: boxes.boxCount }, (_, box) => trueBox(index, box, isBarrier(boxes.ruleOf[box]))),
    firstBox: Array.from(boxes.firstBox),
    complete: axes.map((axis) => domainOf(axis, mayLack(axis))),
    gappy: axes.map((axis) => domainOf(axis, true)),
    impossible: impossibleBoxes(axes),
  }
}

function routedRules(policy: Policy): readonly RoutedRule[] {
  return policy.routes.flatMap((route) =>
    route.rules.map((rule) => ({ route, rule: { ...rule, when: substituted(rule.when, policy) } })),
  )
}

function substituted(when: Condition | null, policy: Policy): Condition | null {
  return when === null ? null : { ...when, expression: substituteDerived(when.expression, policy) }
}

function refusalsOf(policy: Policy): readonly RoutedRule[] {
  return policy.constraints.flatMap((constraint) => {
    if (constraint.kind !== 'refuse') return []
    const { id, place } = constraint
    const rule = { id, routeId: id, when: substituted(constraint.when, policy), to: [], place }
    const route: Route = { id, description: null, whenUnknown: 'skip', rules: [rule], table: null, also: {}, plan: null, place }
    return [{ rule, route }]
  })
}

/** A rule that stops a lead when it is unknown takes it from those below in that case too. */
function trueBox(index: RuleIndex, box: number, isBarrier: boolean): TrueBox {
  const sides = new Map<number, ClassSet>()
  for (const { axis, classes, whenMissing } of boxAt(index.boxes, box)) {
    const takesMissing = whenMissing === 2 || (isBarrier && whenMissing === 1)
    sides.set(axis, takesMissing ? uniteClasses([0, 1], classes) : classes)
  }
  return { rule: index.boxes.ruleOf[box], sides }
}

/** Whether a lead that lacks nothing of its own may still be in class 0 of this axis. */
function mayLack(axis: Axis): boolean {
  if (axis.kind === 'attribute') return axis.symbol.origin === 'account' || axis.symbol.origin === 'mail'
  return canFail(axis.expression) || symbolsIn(axis.expression).some((symbol) => symbol.origin === 'account' || symbol.origin === 'mail')
}

/** The classes that some value is in: where an enum's values are all named, there is no "other". */
function domainOf(axis: Axis, withMissing: boolean): ClassSet {
  const present = axis.kind === 'opaque' ? classRange(1, 3) : presentClasses(axis)
  const isFact = axis.kind === 'attribute' && axis.symbol.origin === 'fact'
  return withMissing && !isFact ? uniteClasses([0, 1], present) : present
}

function presentClasses(axis: Axis & { readonly kind: 'attribute' }): ClassSet {
  const classes = Array.from({ length: axis.classCount - 1 }, (_, index) => index + 1)
  return classSetOf(classes.filter((id) => representativeOf(axis, id) !== undefined))
}

function impossibleBoxes(axes: readonly Axis[]): readonly TrueBox[] {
  const accounts = axes.flatMap((axis) => (axis.kind === 'attribute' && axis.symbol.origin === 'account' ? [axis] : []))
  const id = accounts.find((axis) => axis.symbol.path === 'account.id')
  if (id === undefined) return []
  return accounts.flatMap((axis) => {
    if (axis === id) return []
    const sides = new Map([[id.id, classRange(0, 1)], [axis.id, classRange(1, axis.classCount)]])
    return [{ rule: -1, sides }]
  })
}

/** The part of the box inside the domain, as a full region; `null` when it is empty. */
export function regionOf(box: TrueBox, domain: Domain): ClassSet[] | null {
  const region = domain.map((classes, axis) => {
    const side = box.sides.get(axis)
    return side === undefined ? classes : intersectClasses(classes, side)
  })
  return region.some((classes) => classes.length === 0) ? null : region
}
