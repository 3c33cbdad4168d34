import { invariant } from '../engine-error.ts'
import type { Value, Values } from '../language/expression.ts'
import type { AttributeAxis, Axis, OpaqueAxis } from './axis.ts'
import { classOfValue } from './class-of-value.ts'
import { LONG_LIST, LONG_TEXT } from './opaque-part.ts'
import type { RuleBoxes } from './rule-boxes.ts'

const noOwner: Values = []

/**
 * The classes of the lead being asked about, found when first needed: most searches look at few axes. It keeps
 * its memory from lead to lead; a mark per axis tells whether its class is this lead's.
 */
export class LeadClasses {
  private values: Values = []
  /** The classes that were given instead of values. */
  private given: ArrayLike<number> | null = null
  private mark = 0
  private readonly marks: Int32Array
  private readonly classes: Int32Array
  private readonly axes: readonly Axis[]
  private readonly readSlots: Int32Array
  private readonly canFail: boolean

  constructor(boxes: RuleBoxes) {
    this.axes = boxes.axes
    this.readSlots = boxes.readSlots
    this.canFail = boxes.axes.some((axis) => axis.kind === 'opaque' && axis.canFail)
    this.marks = new Int32Array(boxes.axes.length)
    this.classes = new Int32Array(boxes.axes.length)
  }

  /** Turns to the next lead. */
  start(values: Values): void {
    this.values = values
    this.given = null
    this.nextMark()
  }

  /** Turns to a lead of which only the classes are given, one for each axis. */
  startWith(classes: ArrayLike<number>): void {
    invariant(classes.length === this.classes.length, 'a lead has one class for each axis')
    this.given = classes
    this.nextMark()
    this.classes.set(classes)
    this.marks.fill(this.mark)
  }

  classOf(axis: number): number {
    return this.marks[axis] === this.mark ? this.classes[axis] : this.find(axis)
  }

  /** Whether a rule may be unknown: an attribute that rules read is missing or very long, or a part may fail to compute. */
  mayBeUnknown(): boolean {
    if (this.given !== null) return Array.prototype.includes.call(this.given, 0)
    if (this.canFail) return true
    const { readSlots, values } = this
    for (let index = 0; index < readSlots.length; index += 1) {
      const value = values[readSlots[index]]
      if (value === undefined || isLong(value)) return true
    }
    return false
  }

  private find(axis: number): number {
    const found = this.classIn(this.axes[axis])
    this.classes[axis] = found
    this.marks[axis] = this.mark
    return found
  }

  private classIn(axis: Axis): number {
    return axis.kind === 'attribute' ? this.attributeClass(axis) : this.opaqueClass(axis)
  }

  private attributeClass({ symbol, partition }: AttributeAxis): number {
    const value = this.values[symbol.slot]
    return value === undefined ? 0 : classOfValue(partition, value)
  }

  private opaqueClass({ test }: OpaqueAxis): number {
    const truth = test(this.values, noOwner)
    if (truth === undefined) return 0
    return truth ? 2 : 1
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
