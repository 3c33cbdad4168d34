import { foldText } from '../normalise/fold-text.ts'

/** Whether two names are the same but for case, accents, spaces and punctuation. */
export function isSameText(a: string, b: string): boolean {
  if (a === b) return true
  let at = 0
  let bt = 0
  // Names are mostly ASCII, and walking both at once makes no new strings.
  for (;;) {
    while (at < a.length && kindOf(a.charCodeAt(at)) === skipped) at += 1
    while (bt < b.length && kindOf(b.charCodeAt(bt)) === skipped) bt += 1
    if (at === a.length || bt === b.length) return at === a.length && bt === b.length
    const one = kindOf(a.charCodeAt(at))
    const other = kindOf(b.charCodeAt(bt))
    if (one === foreign || other === foreign) return plain(a) === plain(b)
    if (one !== other) return plainIfForeign(a, b)
    at += 1
    bt += 1
  }
}

const skipped = 0
const foreign = -1

/** A letter or digit in lower case; `skipped` for other ASCII, `foreign` for what needs Unicode's rules. */
function kindOf(unit: number): number {
  if (unit >= 97 && unit <= 122) return unit
  if (unit >= 65 && unit <= 90) return unit + 32
  if (unit >= 48 && unit <= 57) return unit
  return unit < 128 ? skipped : foreign
}

/** `Société` and `Societe` differ first where a letter is foreign, `Straße` and `Strasse` before it. */
function plainIfForeign(a: string, b: string): boolean {
  return /[^ -~]/.test(a) || /[^ -~]/.test(b) ? plain(a) === plain(b) : false
}

function plain(name: string): string {
  return foldText(name).replace(/[^\p{L}\p{N}]+/gu, '')
}
