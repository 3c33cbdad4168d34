import type { Span } from './expression.ts'

/** The smallest piece of a condition. What was written wrong but is understood arrives as what was meant. */
export type Token = { readonly span: Span } & (
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number; readonly isInteger: boolean }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'sign'; readonly sign: Sign }
  /** What could not be read; its problem has been told. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'end' }
)

/** Operators and punctuation. */
export type Sign = (typeof signs)[number]

/** Every sign, longer ones first, so that `<=` is not read as `<`. */
export const signs = [
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  '!',
  '+',
  '-',
  '*',
  '/',
  '%',
  '?',
  ':',
  '(',
  ')',
  '[',
  ']',
  ',',
  '.',
] as const
