import { createRandom, type Random } from '../chance/create-random.ts'
import type { Target } from '../policy/policy.ts'
import { valueText } from '../trace/input-sentences.ts'
import { type Box, boxHolds, isBoxWithin, regionWithin, relate, sideOn } from './box.ts'
import { type CheckSpace, boxesOfStatement, firstHolding } from './check-space.ts'
import { type Finding, countOf, finding } from './finding.ts'
import { targetKey } from './named-targets.ts'
import { pickClass } from './reach-rules.ts'
import { type RuleSpot, ruleSpots } from './rule-spots.ts'

/** Pairs told one by one, of one table. */
const PAIRS_TOLD = 10

/** Pairs put to the matcher, of one table: beyond, overlapping pairs are counted without asking whether an earlier row takes the leads of both. */
const PAIRS_TRIED = 5_000

/** Leads tried for one pair. */
const TRIES_MAX = 6

export type RowChecks = { readonly findings: readonly Finding[]; readonly overlapping: number }

/**
 * Finds rows of one table that share some leads, each having others of its own, and lead elsewhere: the order of such
 * rows decides, and nothing in them shows it. A narrow row before a wider one is the usual way to write an exception.
 */
export function checkRows(space: CheckSpace, unreachable: ReadonlySet<number>): RowChecks {
  const spots = ruleSpots(space.policy)
  const findings: Finding[] = []
  let overlapping = 0
  let start = 0
  for (const route of space.policy.routes) {
    const end = start + route.rules.length
    if (route.table !== null) {
      const rows = Array.from({ length: end - start }, (_, row) => start + row).filter((rule) => !unreachable.has(rule))
      const found = checkTable(space, rows, spots)
      findings.push(...found.findings)
      overlapping += found.overlapping
    }
    start = end
  }
  return { findings, overlapping }
}

type Pair = { readonly earlier: number; readonly later: number; readonly classes: readonly number[] | null }

function checkTable(space: CheckSpace, rows: readonly number[], spots: readonly RuleSpot[]): RowChecks {
  const random = createRandom(rows.length)
  const isSure = new Set(
    rows.filter((row) => boxesOf(space, row).every(({ axes }) => axes.every((axis) => !space.isFree[axis]))),
  )
  const targets = new Map(rows.map((row) => [row, targetsKey(spots[row].rule.to)]))
  const told: Pair[] = []
  let [count, tried] = [0, 0]
  for (const later of rows) {
    if (!isSure.has(later)) continue
    for (const earlier of rowsNear(space, later, rows[0])) {
      if (!isSure.has(earlier) || targets.get(earlier) === targets.get(later)) continue
      const shared = sharedBoxes(space, earlier, later)
      if (shared === null) continue
      tried += 1
      const classes = tried > PAIRS_TRIED ? null : leadOfBoth(space, { earlier, shared, random })
      if (classes === null && tried <= PAIRS_TRIED) continue
      count += 1
      if (told.length < PAIRS_TOLD) told.push({ earlier, later, classes })
    }
  }
  const findings = told.map((pair) => tellPair(space, pair, spots))
  return {
    findings: [...findings, ...tellMore(spots, { count, told, isAtMost: tried > PAIRS_TRIED })],
    overlapping: count,
  }
}

function boxesOf(space: CheckSpace, rule: number): readonly Box[] {
  return boxesOfStatement(space, space.statements.trueOf[rule])
}

/** Earlier rows of the table that may share a lead with this one, in order. */
function rowsNear(space: CheckSpace, later: number, first: number): readonly number[] {
  const { table, statements, complete } = space
  const [from, end] = [table.firstBox[statements.firstRule + first], table.firstBox[statements.firstRule + later]]
  const near = new Set<number>()
  for (const box of boxesOf(space, later)) {
    const region = regionWithin(complete, box)
    if (region === null) continue
    for (const { statement } of table.near(region, from, end)) near.add(statement - statements.firstRule)
  }
  return [...near].toSorted((a, b) => a - b)
}

/** The box of each row that share leads with each other; `null` when none do, or when one row has all the other's leads. */
function sharedBoxes(space: CheckSpace, earlier: number, later: number): readonly [Box, Box] | null {
  const [first, second] = [boxesOf(space, earlier), boxesOf(space, later)]
  let shared: readonly [Box, Box] | null = null
  for (const a of first) for (const b of second) if (shared === null && meet(a, b)) shared = [a, b]
  if (shared === null || isUnionWithin(first, second) || isUnionWithin(second, first)) return null
  return shared
}

function meet(a: Box, b: Box): boolean {
  return a.axes.every((axis, index) => {
    const side = sideOn(b, axis)
    return side === null || relate(a.sides[index], side) !== 'apart'
  })
}

function isUnionWithin(inner: readonly Box[], outer: readonly Box[]): boolean {
  return inner.every((box) => outer.some((other) => isBoxWithin(box, other)))
}

/** A complete lead that both rows would take and that gets to the earlier one. */
function leadOfBoth(
  space: CheckSpace,
  {
    earlier,
    shared,
    random,
  }: { readonly earlier: number; readonly shared: readonly [Box, Box]; readonly random: Random },
): readonly number[] | null {
  const first = regionWithin(space.complete, shared[0])
  const both = first === null ? null : regionWithin(first, shared[1])
  if (both === null) return null
  const statement = space.statements.firstRule + earlier
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const classes = both.map((side) => pickClass(side, random))
    if (space.impossible.some((box) => boxHolds(box, classes))) continue
    if (firstHolding(space, classes) === statement) return classes
  }
  return null
}

function targetsKey(targets: readonly Target[]): string {
  return targets.map(targetKey).join('\n')
}

function tellPair(space: CheckSpace, { earlier, later, classes }: Pair, spots: readonly RuleSpot[]): Finding {
  const [a, b] = [spots[earlier], spots[later]]
  return finding('check_rows_overlap', {
    severity: 'notice',
    message: `The rows ${rowName(a)} and ${rowName(b)} both take ${classes === null ? 'some leads' : leadText(space, [a, b], classes)}, and lead elsewhere; the earlier one gets them.`,
    hint: 'Leave it if that is meant; otherwise make them exclude each other, or change their order.',
    place: b.rule.place,
    path: b.path,
  })
}

function rowName({ rule }: RuleSpot): string {
  return `\`${rule.id}\` (line ${rule.place.line})`
}

/** The lead by the attributes that either row asks for. */
function leadText(space: CheckSpace, rows: readonly RuleSpot[], classes: readonly number[]): string {
  const asked = new Set(rows.flatMap(({ rule }) => (rule.when === null ? [] : axesOf(space, rule.id))))
  const shown = [...asked]
    .toSorted((a, b) => a - b)
    .flatMap((axis) => {
      const one = space.axes[axis]
      const value = space.numbers[axis].examples[classes[axis]]
      return one.kind === 'attribute' && value !== undefined ? [`${one.symbol.path} ${valueText(value)}`] : []
    })
  return shown.length === 0 ? 'some leads' : `a lead with ${shown.join(', ')}`
}

function axesOf(space: CheckSpace, ruleId: string): readonly number[] {
  const rule = space.compiled.rules.findIndex(({ id }) => id === ruleId)
  return boxesOf(space, rule).flatMap(({ axes }) => axes)
}

function tellMore(
  spots: readonly RuleSpot[],
  { count, told, isAtMost }: { readonly count: number; readonly told: readonly Pair[]; readonly isAtMost: boolean },
): readonly Finding[] {
  const [first] = told
  if (first === undefined || count <= told.length) return []
  const { route, path } = spots[first.later]
  return [
    finding('check_rows_overlap_more', {
      severity: 'notice',
      message: `${isAtMost ? 'Up to ' : ''}${countOf(count - told.length, 'more pair')} of rows of \`${route.id}\` overlap and lead elsewhere.`,
      hint: 'Sorting the rows from narrow to wide often makes most of them exceptions of others.',
      place: route.place,
      path,
    }),
  ]
}
