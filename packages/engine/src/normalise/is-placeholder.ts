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

/** Length and first letter of every placeholder in Latin letters, as one number. */
const shapes: ReadonlySet<number> = new Set(
  [...placeholders].filter((key) => /^[a-z]/.test(key)).map((key) => shapeOf(key.length, key.charCodeAt(0))),
)

/** Most texts differ from every placeholder in length or first letter, which is seen without making a key. */
function isOtherwise(text: string): boolean {
  let count = 0
  let first = 0
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit > 126) return false
    const lower = unit >= 65 && unit <= 90 ? unit + 32 : unit
    if ((lower < 97 || lower > 122) && (lower < 48 || lower > 57)) continue
    if (count === 0) first = lower
    count += 1
  }
  return count > 0 && text.charCodeAt(0) !== 35 && !shapes.has(shapeOf(count, first))
}

function shapeOf(length: number, first: number): number {
  return length * 128 + first
}
