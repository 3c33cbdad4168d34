/**
 * Every rule as a union of boxes over the axes (see `axis.ts`), in flat arrays: what the index is built from, and
 * what the static checks reason over.
 *
 * A box holds for a lead when each of its literals does; a rule is as true as its truest box. A box without
 * opaque literals is exact: it says all there is to know. Opaque literals are answered by the evaluator; taken
 * as free truths they make a box larger than the rule, so "no lead gets here" stays sound and "this
 * lead gets here" has to be tried.
 */
import type { Expression } from '../language/expression.ts'
import type { Axis } from './axis.ts'
import { type AxisSpace, createAxisSpace } from './axis-space.ts'
import { type ClassSet, countClasses } from './class-set.ts'
import { type Box, boxesOf } from './condition-boxes.ts'
import { IntList } from './int-list.ts'
import type { Literal, TruthRank } from './literal.ts'

/** The boxes of all rules, by box number; a rule's boxes stand together, and rules in the order they are asked. */
export type RuleBoxes = {
  /** Attribute axes first, by lead slot, then opaque ones. */
  readonly axes: readonly Axis[]
  readonly attributeAxisCount: number
  readonly ruleCount: number
  readonly boxCount: number
  /** By box: its rule. */
  readonly ruleOf: Int32Array
  /** By rule: its first box; one more entry at the end, so that rule r has boxes firstBox[r] … firstBox[r + 1] − 1. */
  readonly firstBox: Int32Array
  /** By box: its first literal; one more entry at the end. The most selective literals stand first, opaque ones last. */
  readonly firstLiteral: Int32Array
  /** By literal. */
  readonly literalAxis: Int32Array
  /** By literal: a `TruthRank`. */
  readonly literalWhenMissing: Uint8Array
  /** By literal: the share of the axis's classes of a present value that it accepts. */
  readonly literalShare: Float32Array
  /** By literal: where in `sets` its classes start. */
  readonly literalSet: Int32Array
  /** Each different set once: the number of its intervals, then start and end (exclusive) of each. */
  readonly sets: Int32Array
}

/** More boxes than this in all would take too much memory: the more rules, the fewer each may have. */
const BOXES_MAX = 1_000_000

/** Reads the rules' conditions as boxes; `null` is always true. */
export function readRuleBoxes(conditions: readonly (Expression | null)[], ruleBoxesMax: number): RuleBoxes {
  const space = createAxisSpace(conditions.filter((condition) => condition !== null))
  const attributeAxisCount = space.axes.length
  const boxesMax = Math.min(ruleBoxesMax, Math.max(8, Math.floor(BOXES_MAX / Math.max(1, conditions.length))))
  const table = createTable(space)
  const firstBox = new Int32Array(conditions.length + 1)
  for (const [rule, condition] of conditions.entries()) {
    const boxes: readonly Box[] = condition === null ? [[]] : boxesOf(condition, { space, boxesMax })
    for (const box of boxes) table.add(rule, box)
    firstBox[rule + 1] = firstBox[rule] + boxes.length
  }
  return {
    ...table.finish(),
    axes: space.axes,
    attributeAxisCount,
    ruleCount: conditions.length,
    boxCount: firstBox[conditions.length],
    firstBox,
  }
}

/** The box with this number, as literals by axis. */
export function boxAt(boxes: RuleBoxes, box: number): Box {
  const literals: Literal[] = []
  for (let at = boxes.firstLiteral[box]; at < boxes.firstLiteral[box + 1]; at += 1) {
    const whenMissing = rankOf(boxes.literalWhenMissing[at])
    literals.push({ axis: boxes.literalAxis[at], classes: classesAt(boxes.sets, boxes.literalSet[at]), whenMissing })
  }
  return literals.toSorted((a, b) => a.axis - b.axis)
}

function rankOf(rank: number): TruthRank {
  if (rank === 2) return 2
  return rank === 1 ? 1 : 0
}

function classesAt(sets: Int32Array, start: number): ClassSet {
  return Array.from(sets.subarray(start + 1, start + 1 + 2 * sets[start]))
}

function createTable({ axes }: AxisSpace) {
  const [ruleOf, firstLiteral, literalAxis] = [new IntList(), new IntList(), new IntList()]
  const [literalWhenMissing, literalSet, sets] = [new IntList(), new IntList(), new IntList()]
  const setByKey = new Map<string, number>()
  const literalShare: number[] = []
  const share = (literal: Literal) => countClasses(literal.classes) / (axes[literal.axis].classCount - 1)
  // An opaque literal costs a call of the evaluator, so the others are asked before it.
  const rank = (literal: Literal) => (axes[literal.axis].kind === 'opaque' ? 2 + literal.axis : share(literal))

  const internSet = (classes: ClassSet): number => {
    const key = classes.join(' ')
    const known = setByKey.get(key)
    if (known !== undefined) return known
    const start = sets.length
    sets.push(classes.length / 2)
    for (const bound of classes) sets.push(bound)
    setByKey.set(key, start)
    return start
  }

  return {
    add(rule: number, box: Box): void {
      ruleOf.push(rule)
      firstLiteral.push(literalAxis.length)
      for (const literal of box.toSorted((a, b) => rank(a) - rank(b))) {
        literalAxis.push(literal.axis)
        literalWhenMissing.push(literal.whenMissing)
        literalSet.push(internSet(literal.classes))
        literalShare.push(share(literal))
      }
    },
    finish() {
      firstLiteral.push(literalAxis.length)
      return {
        ruleOf: ruleOf.toArray(),
        firstLiteral: firstLiteral.toArray(),
        literalAxis: literalAxis.toArray(),
        literalWhenMissing: Uint8Array.from(literalWhenMissing.toArray()),
        literalSet: literalSet.toArray(),
        literalShare: Float32Array.from(literalShare),
        sets: sets.toArray(),
      }
    },
  }
}
