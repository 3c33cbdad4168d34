import type { SymbolRef, ValueType } from '../language/expression.ts'
import { isNumeric } from '../language/value-types.ts'
import type { CellBound, CellFault, CellItem, CellTest } from './cell-test.ts'

/** What a cell asks of its column, written as a condition. `isAlternative`: it needs brackets beside others. */
export type CellCondition = { readonly kind: 'condition'; readonly text: string; readonly isAlternative: boolean }

/** Writes the condition that a cell asks of the attribute. */
export function writeCellCondition(symbol: SymbolRef, test: CellTest): CellCondition | CellFault {
  const column: Column = {
    path: symbol.path,
    type: symbol.type.kind === 'list' ? symbol.type.of : symbol.type,
    isList: symbol.type.kind === 'list',
  }
  const values: string[] = []
  const parts: string[] = []
  for (const item of test.items) {
    const written = item.kind === 'value' ? literalOf(column, item) : writeItem(column, item)
    if (typeof written !== 'string') return written
    if (item.kind === 'value') values.push(written)
    else parts.push(written)
  }
  return combine(column, { values, parts, isNegated: test.isNegated })
}

type Column = { readonly path: string; readonly type: ValueType; readonly isList: boolean }

function combine(
  { path, type, isList }: Column,
  {
    values,
    parts,
    isNegated,
  }: { readonly values: readonly string[]; readonly parts: readonly string[]; readonly isNegated: boolean },
): CellCondition {
  const [only, second] = values
  const isSingle = only !== undefined && second === undefined
  if (isSingle && parts.length === 0 && !isList) {
    if (type.kind === 'boolean') return condition((only === 'true') === isNegated ? `!${path}` : path)
    return condition(`${path} ${isNegated ? '!=' : '=='} ${only}`)
  }
  const all = [
    ...(only === undefined ? [] : [isSingle ? equals(path, only, isList) : oneOf(path, values, isList)]),
    ...parts,
  ]
  const text = all.join(' || ')
  if (isNegated && all.length === 1 && /^!?known\(/.test(text))
    return condition(text.startsWith('!') ? text.slice(1) : `!${text}`)
  if (isNegated) return condition(`!(${text})`)
  return { kind: 'condition', text, isAlternative: all.length > 1 }
}

function condition(text: string): CellCondition {
  return { kind: 'condition', text, isAlternative: false }
}

function equals(path: string, value: string, isList: boolean): string {
  return isList ? `${value} in ${path}` : `${path} == ${value}`
}

function oneOf(path: string, values: readonly string[], isList: boolean): string {
  const list = `[${values.join(', ')}]`
  return isList ? `overlaps(${path}, ${list})` : `${path} in ${list}`
}

function writeItem(column: Column, item: Exclude<CellItem, { readonly kind: 'value' }>): string | CellFault {
  const { path, isList } = column
  switch (item.kind) {
    case 'known':
      return `known(${path})`
    case 'missing':
      return `!known(${path})`
    case 'group': {
      const group = `group(${JSON.stringify(item.name)})`
      return isList ? `overlaps(${path}, ${group})` : `${path} in ${group}`
    }
    case 'prefix':
      if (isList || column.type.kind !== 'string')
        return fault(`\`${path}\` has no beginning to compare.`, 'List the values, or write a range.')
      return `${path}.startsWith(${JSON.stringify(item.text)})`
    case 'range':
      return writeRange(column, item)
  }
}

const rangeDomains: ReadonlySet<string | undefined> = new Set([undefined, 'date', 'postal_code'])

function writeRange(
  column: Column,
  { low, high }: { readonly low: CellBound | null; readonly high: CellBound | null },
): string | CellFault {
  const { path, type, isList } = column
  const isOrdered =
    isNumeric(type) || (type.kind === 'string' && type.values === undefined && rangeDomains.has(type.domain))
  if (isList || !isOrdered)
    return fault(`The values of \`${path}\` have no order, so they have no range.`, 'List the values: `DE, AT, CH`.')
  const from = low === null ? null : literalOf(column, { ...low, isQuoted: false })
  const to = high === null ? null : literalOf(column, { ...high, isQuoted: false })
  if (from !== null && typeof from !== 'string') return from
  if (to !== null && typeof to !== 'string') return to
  if (low !== null && high !== null && isBackwards(type, low, high)) {
    const message = `The range from ${low.text} to ${high.text} holds nothing.`
    return { kind: 'fault', code: 'table_range_empty', message, hint: 'Write the smaller end first, and include it.' }
  }
  const bounds = [
    ...(from === null ? [] : [`${path} ${low?.isIncluded === true ? '>=' : '>'} ${from}`]),
    ...(to === null ? [] : [`${path} ${high?.isIncluded === true ? '<=' : '<'} ${to}`]),
  ]
  return bounds.join(' && ')
}

function isBackwards(type: ValueType, low: CellBound, high: CellBound): boolean {
  const [from, to] = isNumeric(type) ? [Number(low.text), Number(high.text)] : [low.text, high.text]
  return from > to || (from === to && !(low.isIncluded && high.isIncluded))
}

function literalOf(
  { path, type }: Column,
  { text, isQuoted }: { readonly text: string; readonly isQuoted: boolean },
): string | CellFault {
  switch (type.kind) {
    case 'string':
      return JSON.stringify(text)
    case 'boolean': {
      const truth = truths.get(text.toLowerCase())
      return truth ?? fault(`\`${path}\` is true or false; \`${text}\` is neither.`, 'Write `true` or `false`.')
    }
    case 'integer':
    case 'number':
      return isQuoted
        ? fault(`\`${path}\` is a number.`, 'Write it without quotes.')
        : numberLiteral(path, type.kind, text)
    case 'list':
      return fault(`\`${path}\` is a list of lists.`, 'Use another attribute.')
  }
}

const truths: ReadonlyMap<string, string> = new Map([
  ...['true', 'yes', 'y'].map((word) => [word, 'true'] as const),
  ...['false', 'no', 'n'].map((word) => [word, 'false'] as const),
])

function numberLiteral(path: string, kind: 'integer' | 'number', text: string): string | CellFault {
  if (/^-?(0|[1-9]\d*)$/.test(text)) return text
  if (/^-?(0|[1-9]\d*)\.\d+$/.test(text)) {
    return kind === 'number'
      ? text
      : fault(
          `\`${path}\` is a whole number; \`${text}\` is not.`,
          `Write \`${text.replace('.', '')}\` if the point separates thousands, else leave it out.`,
        )
  }
  return fault(`\`${text}\` is not a number.`, numberHint(text))
}

function numberHint(text: string): string {
  const span = /^(\d+)\s*[-–—]\s*(\d+)$/.exec(text)
  if (span !== null) return `Write a range as \`${span[1]}..${span[2]}\`.`
  const open = /^(\d+)\s*\+$/.exec(text)
  if (open !== null) return `Write \`>=${open[1]}\`.`
  const digits = text.replaceAll(/[\s'’_.]/g, '')
  if (/^-?\d+$/.test(digits))
    return `Write the digits alone: \`${digits.replace(/^(-?)0+(?=\d)/, '$1')}\`, without separators or leading zeros.`
  return 'Write a number such as `100`, a range such as `100..999`, or `>=100`.'
}

function fault(message: string, hint: string): CellFault {
  return { kind: 'fault', message, hint }
}
