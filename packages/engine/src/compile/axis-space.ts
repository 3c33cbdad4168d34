import { compileCondition } from '../language/evaluate.ts'
import type { Expression } from '../language/expression.ts'
import type { AttributeAxis, Axis, OpaqueAxis } from './axis.ts'
import { cutAxes } from './cut-axes.ts'
import { expressionKey } from './expression-key.ts'
import { canFail } from './opaque-part.ts'

/** The axes of a set of conditions. Opaque axes are added as the conditions are read; one stands for all equal parts. */
export type AxisSpace = {
  readonly axes: readonly Axis[]
  attributeAxis(slot: number): AttributeAxis | undefined
  opaqueAxis(expression: Expression): OpaqueAxis
}

/** Cuts the space for these conditions; only atoms of these very conditions may be looked up in it. */
export function createAxisSpace(conditions: readonly Expression[]): AxisSpace {
  const attributeAxes = cutAxes(conditions)
  const axes: Axis[] = [...attributeAxes.values()]
  const opaqueByKey = new Map<string, OpaqueAxis>()
  return {
    axes,
    attributeAxis: (slot) => attributeAxes.get(slot),
    opaqueAxis(expression) {
      const key = expressionKey(expression)
      const known = opaqueByKey.get(key)
      if (known !== undefined) return known
      const test = compileCondition(expression)
      const axis = {
        kind: 'opaque',
        id: axes.length,
        expression,
        test,
        canFail: canFail(expression),
        classCount: 3,
      } as const
      axes.push(axis)
      opaqueByKey.set(key, axis)
      return axis
    },
  }
}
