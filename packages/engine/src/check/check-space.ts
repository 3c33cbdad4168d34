import type { Axis } from '../compile/axis.ts'
import { type ClassSet, classRange } from '../compile/class-set.ts'
import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { shelfLimits } from '../compile/shelf-limits.ts'
import { canFail } from '../compile/opaque-part.ts'
import { type RuleIndex, buildRuleIndex } from '../compile/rule-index.ts'
import type { Policy, Route } from '../policy/policy.ts'
import type { Box, Region } from './box.ts'
import { type BoxTable, createBoxTable } from './box-table.ts'
import { type ClassNumbers, numberClasses } from './class-numbers.ts'
import type { Effort } from './cover.ts'
import { examplesOf } from './example-values.ts'
import { impossibleBoxes } from './impossible-boxes.ts'
import { type Statement, type Statements, collectStatements } from './statements.ts'
import { symbolsIn } from './symbols-in.ts'

/** All that a policy says of leads, as boxes over one set of axes. */
export type CheckSpace = {
  readonly compiled: CompiledPolicy
  readonly policy: Policy
  readonly statements: Statements
  /** Answers for one lead; the statements are its rules. */
  readonly index: RuleIndex
  readonly table: BoxTable
  readonly axes: readonly Axis[]
  /** By axis: whether its classes are not all there is to know, so that a lead of some classes need not exist. */
  readonly isFree: readonly boolean[]
  /** By axis: its classes as the boxes and regions number them, with a value for each. */
  readonly numbers: readonly ClassNumbers[]
  /** Leads that lack no attribute of their own; they may have no account. */
  readonly complete: Region
  /** Leads that may lack anything. */
  readonly gappy: Region
  /** No lead is in these. */
  readonly impossible: readonly Box[]
  readonly effort: Effort
  /** Where a lead's classes are written down to ask the index: a list of its own for each lead would be most of the work. */
  readonly asked: Int32Array
}

/** Boxes of one statement: more than the index of live leads allows, since no lead is waiting. */
const BOXES_MAX = 600

/** Looks at a box that all proofs together may take: so many, and so many more for each statement. */
const LOOKS_BASE = 30_000_000
const LOOKS_PER_STATEMENT = 15_000

/** Reads the policy for the checks. */
export function createCheckSpace(compiled: CompiledPolicy): CheckSpace {
  const { policy } = compiled
  const statements = collectStatements(policy)
  const index = buildRuleIndex(statements.list.map(asRule), { ...shelfLimits, ruleBoxesMax: BOXES_MAX })
  const { axes } = index.boxes
  const fields = new Map(policy.fields.map((field) => [field.slot, field]))
  const numbers = axes.map((axis) =>
    numberClasses(axis, axis.kind === 'attribute' ? examplesOf(axis, fields.get(axis.symbol.slot) ?? null) : []),
  )
  const mailMayLack = !policy.fields.some(({ type, many }) => type === 'email' && !many)
  // Class 0, "missing", stands before all others.
  const from = (axis: Axis, first: 0 | 1): ClassSet => classRange(first, numbers[axis.id].count)
  return {
    compiled,
    policy,
    statements,
    index,
    table: createBoxTable(index.boxes, numbers),
    axes,
    isFree: axes.map((axis) => axis.kind === 'opaque' || axis.symbol.origin === 'derived'),
    numbers,
    complete: axes.map((axis) => from(axis, mayLack(axis, mailMayLack) ? 0 : 1)),
    gappy: axes.map((axis) => from(axis, isFact(axis) ? 1 : 0)),
    impossible: impossibleBoxes(axes, numbers),
    effort: { looksLeft: LOOKS_BASE + LOOKS_PER_STATEMENT * statements.list.length },
    asked: new Int32Array(axes.length),
  }
}

/** The statement as the index takes rules. */
function asRule({ id, when }: Statement): Parameters<typeof buildRuleIndex>[0][number] {
  const place = { file: '', line: 1, column: 1 }
  const condition = when === null ? null : { text: '', expression: when, place }
  const rule = { id, routeId: id, when: condition, to: [], place }
  const route: Route = {
    id,
    description: null,
    whenUnknown: 'skip',
    rules: [rule],
    table: null,
    also: {},
    plan: null,
    place,
  }
  return { rule, route }
}

/** The first statement that holds for a lead of these classes; −1 when none does. */
export function firstHolding({ index, numbers, asked }: CheckSpace, classes: readonly number[]): number {
  for (let axis = 0; axis < classes.length; axis += 1) asked[axis] = numbers[axis].originals[classes[axis]]
  return index.matchClasses(asked).ruleIndex
}

/** The boxes of one statement. */
export function boxesOfStatement({ table }: CheckSpace, statement: number): readonly Box[] {
  return table.boxes.slice(table.firstBox[statement], table.firstBox[statement + 1])
}

function isFact(axis: Axis): boolean {
  return axis.kind === 'attribute' && axis.symbol.origin === 'fact'
}

/** Whether a lead that lacks nothing of its own may still be in class 0 of this axis. */
function mayLack(axis: Axis, mailMayLack: boolean): boolean {
  if (axis.kind === 'attribute') return isOutside(axis.symbol.origin, mailMayLack)
  return canFail(axis.expression) || symbolsIn(axis.expression).some(({ origin }) => isOutside(origin, mailMayLack))
}

/** What a lead does not bring itself: its account, what is derived, and its mail where the policy has no field for the address. */
function isOutside(origin: string, mailMayLack: boolean): boolean {
  return origin === 'account' || origin === 'derived' || origin === 'consent' || (origin === 'mail' && mailMayLack)
}
