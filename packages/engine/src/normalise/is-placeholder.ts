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
  if (text.length > lengthMax) return false
  if (nothingToRead.test(text)) return true
  return placeholders.has(placeholderKey(text)) || (text.startsWith('#') && brokenFormula.test(text))
}

/** A text as placeholders are compared: folded, letters and digits only. */
export function placeholderKey(text: string): string {
  return foldText(text).replace(notLetters, '')
}
