import { foldText } from './fold-text.ts'

/** Texts that forms, exports and hurried people leave where there is nothing to say; letters and digits only. */
const placeholders: ReadonlySet<string> = new Set(
  (
    'na nan nil none null undefined unknown unkown unknwon unspecified notspecified notprovided notavailable notapplicable notgiven ' +
    'notknown notset notdisclosed noanswer noresponse noinformation noinfo nodata novalue nothing empty blank missing select selectone ' +
    'selectanoption selectoption selectvalue selectcountry selectacountry selectyourcountry selectstate selectastate selectcity pleaseselect ' +
    'pleaseselectone pleaseselectanoption choose chooseone choosecountry pleasechoose pleasechooseone pleasespecify tbd tbc tba ' +
    'tobedetermined tobeconfirmed tobeannounced other others nonus xx xxx xxxx xxxxx zz zzz zzzz asdf asdfasdf qwerty dontknow idontknow ' +
    'dunno prefernottosay prefernottoanswer anonymous ' +
    'unbekannt keineangabe keineangaben ka bitteauswahlen bittewahlen sonstige sonstiges inconnu nonrenseigne nonspecifie ' +
    'choisissez selectionnez autre aucun desconocido desconocida sindatos sinespecificar seleccione seleccionar ninguno otro otros ' +
    'nodefinido sconosciuto nessuno selezionare seleziona altro desconhecido selecione selecionar naoinformado nenhum outro outros ' +
    'onbekend geen anders maakeenkeuze ukjent ukendt okand valjland nieznany brak wybierz neznamy неизвестно нет другое 不明 未知 无 不详 その他 選択してください 없음 선택'
  ).split(' '),
)

/** Spreadsheets' marks of a broken formula. */
const brokenFormula = /^#(?:n\/a|ref|value|div\/0|name|null|num)[!?]?$/i

const nothingToRead = /^[^\p{L}\p{N}]*$/u
const notLetters = /[^\p{L}\p{M}\p{N}]+/gu

/** Longer texts say something. */
const lengthMax = 40

/**
 * Whether a clean text stands for a gap: only signs (`.`, `--`, `????`), a broken formula, or one of the words for
 * nothing, in any case and with any signs around (`N/A`, `<unknown>`, `-- Please select --`).
 */
export function isPlaceholder(text: string): boolean {
  if (text.length > lengthMax || isOtherwise(text)) return false
  if (nothingToRead.test(text)) return true
  return placeholders.has(placeholderKey(text)) || (text.startsWith('#') && brokenFormula.test(text))
}

/** A text as placeholders are compared: folded, letters and digits only. */
export function placeholderKey(text: string): string {
  return foldText(text).replace(notLetters, '')
}

/** A power of two. */
const shapeCount = 4096

/** By length, first and last letter, mixed: whether any placeholder in Latin letters may be like that. */
const shapes: Uint8Array = shapesOf([...placeholders].filter((key) => /^[a-z]/.test(key)))

function shapesOf(keys: readonly string[]): Uint8Array {
  const found = new Uint8Array(shapeCount)
  for (const key of keys) found[shapeOf(key.length, key.charCodeAt(0), key.charCodeAt(key.length - 1))] = 1
  return found
}

/** Most texts differ from every placeholder in length, first or last letter, which is seen without making a key. */
function isOtherwise(text: string): boolean {
  let count = 0
  let first = 0
  let last = 0
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit > 126) return false
    const small = smallOf[unit] ?? 0
    if (small === 0) continue
    if (count === 0) first = small
    count += 1
    last = small
  }
  return count > 0 && text.charCodeAt(0) !== 35 && shapes[shapeOf(count, first, last)] !== 1
}

/**
 * Whether a text that was given is clean as it stands and surely no placeholder, seen in one walk: printable ASCII, single spaces between
 * words. `false` tells nothing.
 */
export function isPlainlySaid(text: string): boolean {
  let count = 0
  let first = 0
  let last = 0
  let previous = 32
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit > 126 || unit < 32 || (unit === 32 && previous === 32)) return false
    previous = unit
    const small = smallOf[unit] ?? 0
    if (small === 0) continue
    if (count === 0) first = small
    count += 1
    last = small
  }
  if (previous === 32) return false
  return (
    text.length > lengthMax || (count > 0 && text.charCodeAt(0) !== 35 && shapes[shapeOf(count, first, last)] !== 1)
  )
}

/** An ASCII letter in small, or a digit; 0 for every sign. */
const smallOf: Uint8Array = Uint8Array.from({ length: 127 }, (_, unit) => {
  const small = String.fromCharCode(unit).toLowerCase()
  return /[a-z\d]/.test(small) ? small.charCodeAt(0) : 0
})

function shapeOf(length: number, first: number, last: number): number {
  return ((length * 31 + first) * 31 + last) & (shapeCount - 1)
}
