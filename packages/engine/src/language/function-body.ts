import type { Value } from './expression.ts'

/**
 * What a function of the language computes from present arguments; `undefined` when it cannot (out of range, not
 * a number, too long). A missing argument never arrives here: the call is unknown before.
 */
export type FunctionBody = (...given: readonly Value[]) => Value | undefined

/** A body over one text. */
export function onText(compute: (text: string) => Value | undefined): FunctionBody {
  return (text) => (typeof text === 'string' ? compute(text) : undefined)
}

/** A body over two texts. */
export function onTexts(compute: (text: string, part: string) => Value | undefined): FunctionBody {
  return (text, part) => (typeof text === 'string' && typeof part === 'string' ? compute(text, part) : undefined)
}

/** A body over one finite number. */
export function onNumber(compute: (value: number) => Value | undefined): FunctionBody {
  return (value) => (typeof value === 'number' ? compute(value) : undefined)
}
