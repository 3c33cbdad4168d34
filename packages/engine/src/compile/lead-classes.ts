import { invariant } from '../engine-error.ts'
import type { Value, Values } from '../language/expression.ts'
import type { OpaqueAxis, Partition } from './axis.ts'
import { type AxisBins, bin, binOf } from './axis-bins.ts'
import { NumberFinder } from './number-finder.ts'
import { collectSlots, LONG_LIST, LONG_TEXT } from './opaque-part.ts'
import { isAlone, type RowLayout } from './row-layout.ts'
import type { RuleBoxes } from './rule-boxes.ts'
import { TextFinder } from './text-finder.ts'

const noOwner: Values = []
const noCuts = new Float64Array(0)
const noNames: ReadonlyMap<string, number> = new Map()

const NOT_FALSE_BINS = (bin.missingNotFalse << 8) | bin.missingNotFalse

// Kinds of partitions as small integers: the loop over a lead's attributes is short enough to notice the difference.
const PRESENCE = 0
const TRUTHS = 1
const NUMBERS = 2
const NAMES = 3
const TEXTS = 4

function kindOf({ kind }: Partition): number {
  return { presence: PRESENCE, truths: TRUTHS, numbers: NUMBERS, names: NAMES, texts: TEXTS }[kind]
}

function slotsOf(axes: readonly OpaqueAxis[]): Int32Array {
  const slots = new Set<number>()
  for (const { expression } of axes) collectSlots(expression, slots)
  return Int32Array.from(slots)
}

/** By attribute axis: 1 where it has rows of its own and no box is false for want of it, so that the row of what is not false then is empty. */
function alwaysOpen({ attributeAxisCount, literalAxis, literalWhenMissing }: RuleBoxes, layout: RowLayout): Uint8Array {
  const isAlwaysOpen = Uint8Array.from({ length: attributeAxisCount }, (_, axis) => (isAlone(layout, axis) ? 1 : 0))
  for (const [literal, axis] of literalAxis.entries()) {
    if (axis < attributeAxisCount && literalWhenMissing[literal] === 0) isAlwaysOpen[axis] = 0
  }
  return isAlwaysOpen
}

export type LeadClassesSource = {
  readonly boxes: RuleBoxes
  readonly layout: RowLayout
  readonly shelfBins: AxisBins
}

/**
 * The classes of the lead being asked about. Those of attributes are found at once, since every search looks at most
 * of them; opaque parts are evaluated when first needed, and at most once per lead.
 */
export class LeadClasses {
  /** By axis. Those of opaque axes are only valid through `classOf`. */
  readonly classes: Int32Array
  /** By attribute axis: the bin by which its shelf is looked up. */
  readonly shelfBins: Uint8Array
  /** By group of rows: the one that the lead is in; −1 where it refuses nobody. */
  readonly rows: Int32Array
  /** By attribute axis: its group where that is its own, or −1. */
  readonly ownGroup: Int32Array
  private values: Values = []
  private isGapped = false
  /** Tells which opaque classes belong to this lead. */
  private mark = 0
  private readonly marks: Int32Array
  /** By attribute axis: its lead slot, the kind of its partition, and what finds a value's class in it. */
  private readonly slots: Int32Array
  private readonly kinds: Uint8Array
  private readonly numberFinders: readonly NumberFinder[]
  private readonly textFinders: readonly TextFinder[]
  private readonly classByName: readonly ReadonlyMap<string, number>[]
  private readonly opaqueAxes: readonly OpaqueAxis[]
  /** By attribute axis and class: the bin on shelves in the high byte, the one among rows in the low byte. */
  private readonly bins: readonly Uint16Array[]
  private readonly rowGroup: Int32Array
  private readonly stride: Int32Array
  private readonly firstRow: Int32Array
  private readonly isAlwaysOpen: Uint8Array
  private readonly opaqueSlots: Int32Array
  private readonly canFail: boolean

  constructor({ boxes, layout, shelfBins }: LeadClassesSource) {
    const { axes } = boxes
    const attributeAxes = axes.filter((axis) => axis.kind === 'attribute')
    this.slots = Int32Array.from(attributeAxes, ({ symbol }) => symbol.slot)
    this.kinds = Uint8Array.from(attributeAxes, ({ partition }) => kindOf(partition))
    this.numberFinders = attributeAxes.map(
      ({ partition }) => new NumberFinder(partition.kind === 'numbers' ? partition.cuts : noCuts),
    )
    this.textFinders = attributeAxes.map(
      ({ partition }) => new TextFinder(partition.kind === 'texts' ? partition.cuts : []),
    )
    this.classByName = attributeAxes.map(({ partition }) =>
      partition.kind === 'names' ? partition.classByName : noNames,
    )
    this.opaqueAxes = axes.filter((axis) => axis.kind === 'opaque')
    this.bins = attributeAxes.map(({ id, classCount }) =>
      Uint16Array.from({ length: classCount }, (_, at) => (binOf(shelfBins, id, at) << 8) | binOf(layout.bins, id, at)),
    )
    this.shelfBins = new Uint8Array(attributeAxes.length)
    this.rowGroup = layout.group
    this.stride = layout.stride
    this.firstRow = layout.firstRow
    this.isAlwaysOpen = alwaysOpen(boxes, layout)
    this.rows = new Int32Array(layout.firstRow.length - 1)
    this.ownGroup = layout.group.map((group, axis) => (isAlone(layout, axis) ? group : -1))
    this.opaqueSlots = slotsOf(this.opaqueAxes)
    this.canFail = this.opaqueAxes.some((axis) => axis.canFail)
    this.classes = new Int32Array(axes.length)
    this.marks = new Int32Array(axes.length)
  }

  /** Turns to the next lead. */
  start(values: Values): void {
    const { classes, slots } = this
    this.values = values
    this.nextMark()
    let isGapped = this.canFail
    for (let axis = 0; axis < slots.length; axis += 1) {
      const value = values[slots[axis]]
      if (value === undefined) isGapped = true
      classes[axis] = value === undefined ? 0 : this.classIn(axis, value)
    }
    this.isGapped = isGapped || this.opaqueMayFail()
  }

  /** Turns to a lead of which only the classes are given, one for each axis. */
  startWith(classes: ArrayLike<number>): void {
    invariant(classes.length === this.classes.length, 'a lead has one class for each axis')
    this.nextMark()
    this.classes.set(classes)
    this.marks.fill(this.mark)
    this.isGapped = this.classes.includes(0)
  }

  /** Sets what a search of what is true (2), or at least not false (1), looks at. */
  readAs(least: 1 | 2): void {
    const { classes, bins, shelfBins, rowGroup, stride, firstRow, rows, isAlwaysOpen } = this
    for (let axis = 0; axis < bins.length; axis += 1) {
      const id = classes[axis]
      const isUnknown = id === 0 && least === 1
      const both = isUnknown ? NOT_FALSE_BINS : bins[axis][id]
      shelfBins[axis] = both >> 8
      const group = rowGroup[axis]
      if (group < 0) continue
      if (isUnknown && isAlwaysOpen[axis] === 1) rows[group] = -1
      else if (stride[axis] === 1) rows[group] = firstRow[group] + (both & 0xff)
      else rows[group] += (both & 0xff) * stride[axis]
    }
  }

  /** Whether a rule may be unknown: an attribute that rules read is missing or very long, or a part may fail to compute. */
  mayBeUnknown(): boolean {
    return this.isGapped
  }

  classOf(axis: number): number {
    return axis < this.slots.length || this.marks[axis] === this.mark ? this.classes[axis] : this.evaluate(axis)
  }

  private evaluate(axis: number): number {
    const truth = this.opaqueAxes[axis - this.slots.length].test(this.values, noOwner)
    const id = truth === undefined ? 0 : truth ? 2 : 1
    this.classes[axis] = id
    this.marks[axis] = this.mark
    return id
  }

  private classIn(axis: number, value: Value): number {
    switch (this.kinds[axis]) {
      case TRUTHS:
        return value === true ? 2 : 1
      case NUMBERS:
        return typeof value === 'number' ? 1 + this.numberFinders[axis].countUpTo(value) : 1
      case NAMES:
        return typeof value === 'string' ? (this.classByName[axis].get(value) ?? 1) : 1
      case TEXTS:
        return typeof value === 'string' ? 1 + this.textFinders[axis].countUpTo(value) : 1
      default:
        return 1
    }
  }

  /** Whether an attribute that an opaque part reads is missing or very long. */
  private opaqueMayFail(): boolean {
    const { opaqueSlots, values } = this
    for (let index = 0; index < opaqueSlots.length; index += 1) {
      const value = values[opaqueSlots[index]]
      if (value === undefined || isLong(value)) return true
    }
    return false
  }

  private nextMark(): void {
    // Marks are small integers: before they run out all are wiped.
    if (this.mark === 0x3fffffff) {
      this.marks.fill(0)
      this.mark = 0
    }
    this.mark += 1
  }
}

function isLong(value: Value): boolean {
  if (typeof value === 'string') return value.length > LONG_TEXT
  return typeof value === 'object' && value.length > LONG_LIST
}
