import type { Report } from './problem-list.ts'
import type { Token } from './token.ts'

/** Where the lexer reads: the whole text, and who is told about problems. */
export type Source = { readonly text: string; readonly report: Report }

/** What one reading found, and where to read on. */
export type Reading = { readonly token: Token; readonly next: number }
