import { textTable } from './text-table.ts'
import type { TextTable } from './text-table.ts'

/**
 * Endings of two labels under which anybody registers a name: below one of these the registrable domain has three labels, which
 * needs no look into the whole list of public suffixes. Only the commonest; a test holds each against that list.
 */
export const plainSuffixes: readonly string[] = (
  'co.uk ac.uk ltd.uk plc.uk me.uk net.uk com.au net.au org.au co.nz net.nz org.nz ac.nz com.br net.br org.br co.jp or.jp ac.jp com.sg edu.sg ' +
  'org.sg com.mx org.mx com.ar com.co com.pe com.ve com.ec com.uy com.cn net.cn org.cn com.hk org.hk org.tw co.kr or.kr ac.kr co.in net.in ' +
  'org.in ac.in co.id or.id ac.id com.my com.ph co.th ac.th in.th com.vn com.pk com.bd com.tr org.tr edu.tr org.il ac.il com.sa com.eg co.za ' +
  'org.za ac.za co.ke com.ng com.gh com.pl net.pl org.pl edu.pl com.pt com.gr com.ua com.ru com.cy com.mt com.ro co.at or.at com.es'
).split(' ')

/** Names below some of them whose owners hand out names in turn. */
export const handedOn: readonly string[] = 'adimo barsy barsyonline myspreadshop nh-serv no-ip simplesite'.split(' ')

type Tables = { readonly suffixes: TextTable<true>; readonly handedOn: TextTable<true> }

let tables: Tables | null = null

/**
 * Where the registrable domain begins in a text that ends with a host of at least two dots; −1 where only the whole list of public
 * suffixes tells.
 */
export function startOfPlainDomain(text: string, from: number): number {
  tables ??= { suffixes: tableOf(plainSuffixes), handedOn: tableOf(handedOn) }
  const second = text.lastIndexOf('.', text.lastIndexOf('.') - 1)
  if (second <= from || tables.suffixes(text, second + 1) === undefined) return -1
  const start = Math.max(text.lastIndexOf('.', second - 1) + 1, from)
  return tables.handedOn(text, start, second) === undefined ? start : -1
}

function tableOf(words: readonly string[]): TextTable<true> {
  return textTable(words.map((word) => [word, true] as const))
}
