import type { Values } from '../language/expression.ts'
import type { Route, Rule } from '../policy/policy.ts'
import { cutBins } from './axis-bins.ts'
import { writeBoxChecks } from './box-checks.ts'
import { buildShelves } from './build-shelves.ts'
import { type ShelfLimits, shelfLimits } from './shelf-limits.ts'
import { groupLiterals } from './group-literals.ts'
import { LeadClasses } from './lead-classes.ts'
import { readRuleBoxes, type RuleBoxes } from './rule-boxes.ts'
import type { RuleMatch } from './rule-match.ts'
import { layOutRows } from './row-layout.ts'
import { NOT_FALSE, RuleSearch, TRUE } from './rule-search.ts'
import { SHELF_BUCKETS_MAX } from './shelves.ts'

/** The rules made searchable. It gives what asking every rule in order would, for a fraction of the cost. */
export type RuleIndex = {
  /** The axes with their classes, and every rule as boxes: for reasoning about the rules without leads. */
  readonly boxes: RuleBoxes
  /** `values` by lead slot, derived ones included. */
  match(values: Values): RuleMatch
  /**
   * The same for any lead with these classes, one for each axis of `boxes` in order: 0 is missing (or unknown, for
   * an opaque axis). Opaque axes are taken as given, even where no real lead could have these classes together.
   */
  matchClasses(classes: ArrayLike<number>): RuleMatch
}

/** A rule and the route it belongs to. */
export type RoutedRule = { readonly rule: Rule; readonly route: Route }

/** Builds the whole index at once: nothing is left to be done by the first lead that comes. */
export function buildRuleIndex(rules: readonly RoutedRule[], limits: ShelfLimits = shelfLimits): RuleIndex {
  const boxes = readRuleBoxes(
    rules.map(({ rule }) => rule.when?.expression ?? null),
    limits.ruleBoxesMax,
  )
  const literalsByAxis = groupLiterals(boxes)
  const layout = layOutRows(boxes, literalsByAxis)
  const shelfBins = cutBins(boxes, literalsByAxis, () => SHELF_BUCKETS_MAX)
  const checks = writeBoxChecks(boxes)
  const lead = new LeadClasses({ boxes, layout, shelfBins })
  const searchFor = (members: Int32Array): RuleSearch =>
    new RuleSearch(buildShelves({ boxes, checks, layout, shelfBins, limits }, members), { checks, lead })
  const all = Int32Array.from({ length: boxes.boxCount }, (_, box) => box)
  const search = searchFor(all)
  const barriers = all.filter((box) => rules[boxes.ruleOf[box]].route.whenUnknown === 'incomplete')
  // When every rule is a barrier, or none is, the first unknown rule answers for them.
  const isMixed = barriers.length > 0 && barriers.length < all.length
  const barrierSearch = isMixed ? searchFor(barriers) : search
  const none = boxes.boxCount

  const ruleOf = (box: number): number => (box < none ? boxes.ruleOf[box] : -1)
  const firstMatch = (): RuleMatch => {
    const ruleIndex = ruleOf(search.firstBox(TRUE, none))
    if (!lead.mayBeUnknown()) return { ruleIndex, firstUnknown: -1, stoppedBy: -1 }
    // A box before the true rule that is not false is unknown: were it true, its rule would be the first.
    const bound = ruleIndex < 0 ? none : boxes.firstBox[ruleIndex]
    const unknown = search.firstBox(NOT_FALSE, bound)
    const firstUnknown = unknown < bound ? boxes.ruleOf[unknown] : -1
    if (firstUnknown < 0 || barriers.length === 0) return { ruleIndex, firstUnknown, stoppedBy: -1 }
    const barrier = isMixed ? barrierSearch.firstBox(NOT_FALSE, bound) : unknown
    return barrier < bound
      ? { ruleIndex: -1, firstUnknown, stoppedBy: boxes.ruleOf[barrier] }
      : { ruleIndex, firstUnknown, stoppedBy: -1 }
  }

  return {
    boxes,
    match(values) {
      lead.start(values)
      return firstMatch()
    },
    matchClasses(classes) {
      lead.startWith(classes)
      return firstMatch()
    },
  }
}
