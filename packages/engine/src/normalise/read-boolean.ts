import { foldText } from './fold-text.ts'

/** Words that mean one thing in every language that has them; Czech `ne` and Greek `ναι` sound alike and are left out. */
const yes: ReadonlySet<string> = new Set(
  'true t yes y 1 on ja j oui o si s sim tak da ano igen evet kylla joo ok okay checked enabled active agreed accepted optin opted-in opt-in granted wahr vrai verdadero verdadeiro vero ✓ ✔ ☑ да так はい 是 對 对 예 네 نعم כן हाँ'.split(
    ' ',
  ),
)
const no: ReadonlySet<string> = new Set(
  'false f no n 0 off nein non nao nie nej nei nee ei hayir unchecked disabled inactive declined rejected optout opted-out opt-out denied falsch faux falso ✗ ✘ ☐ нет ні いいえ 否 不是 아니요 아니오 لا לא नहीं'.split(
    ' ',
  ),
)

/** Reads a yes or no in many languages; `null` for anything else. */
export function readBoolean(text: string): boolean | null {
  const word = foldText(text).replace(/^["'([]+|["'.!)\]]+$/g, '')
  if (yes.has(word)) return true
  return no.has(word) ? false : null
}
