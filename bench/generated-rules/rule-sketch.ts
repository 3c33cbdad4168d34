/**
 * A rule before it is written in any engine's language, so that every engine is asked the very same thing.
 * A lead is taken by the first rule of which all tests hold.
 */
export type RuleSketch = { readonly tests: readonly TestSketch[] }

/** One predicate. Numbers are integers, ranges half-open; patterns are plain enough to mean the same in every regular expression dialect. */
export type TestSketch =
  | { readonly kind: 'one_of'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'between'; readonly field: string; readonly from: number; readonly to: number }
  | { readonly kind: 'at_least'; readonly field: string; readonly from: number }
  | { readonly kind: 'below'; readonly field: string; readonly to: number }
  | { readonly kind: 'prefix'; readonly field: string; readonly prefix: string }
  | { readonly kind: 'matches'; readonly field: string; readonly pattern: string }
  | { readonly kind: 'is_true'; readonly field: string }
  | { readonly kind: 'not'; readonly test: TestSketch }
  | { readonly kind: 'either'; readonly tests: readonly TestSketch[] }

/** A lead as plain data; an attribute that is missing is left out. */
export type LeadSketch = Readonly<Record<string, string | number | boolean>>
