/** What makes a spreadsheet take a text for a formula, in the usual and in the full-width form. */
const formula = /^'*[=+\-@\t\r＝＋－＠]/
const guarded = /^'+[=+\-@\t\r＝＋－＠]/

/** Puts an apostrophe before a text that a spreadsheet would run as a formula. */
export function guardFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

/** Takes that apostrophe away again, so that nothing is lost by writing and reading. */
export function unguardFormula(text: string): string {
  return guarded.test(text) ? text.slice(1) : text
}
