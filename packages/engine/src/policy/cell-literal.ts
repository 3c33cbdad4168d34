import type { Value, ValueType } from '../language/expression.ts'
import { booleanType, integerType, numberType, textType } from '../language/value-types.ts'
import type { CellFault } from './cell-test.ts'

/** A value in a cell as conditions write it. `isPlain`: nothing about it can be wrong, so no parser need judge it. */
export type CellLiteral = {
  readonly kind: 'literal'
  readonly text: string
  readonly value: Value
  readonly type: ValueType
  readonly isPlain: boolean
}

/** Reads a value of the column's type. */
export function readCellLiteral(
  column: { readonly path: string; readonly type: ValueType },
  { text, isQuoted }: { readonly text: string; readonly isQuoted: boolean },
): CellLiteral | CellFault {
  const { path, type } = column
  switch (type.kind) {
    case 'string':
      return {
        kind: 'literal',
        text: JSON.stringify(text),
        value: text,
        type: textType,
        isPlain: isPlainText(type, text),
      }
    case 'boolean': {
      const truth = truths.get(text.toLowerCase())
      if (truth === undefined)
        return fault(`\`${path}\` is true or false; \`${text}\` is neither.`, 'Write `true` or `false`.')
      return { kind: 'literal', text: String(truth), value: truth, type: booleanType, isPlain: true }
    }
    case 'integer':
    case 'number':
      return isQuoted
        ? fault(`\`${path}\` is a number.`, 'Write it without quotes.')
        : readNumber(path, type.kind, text)
    case 'list':
      return fault(`\`${path}\` is a list of lists.`, 'Use another attribute.')
  }
}

const plainLengthMax = 500

/** Texts that the checker of conditions would pass without a word. */
function isPlainText(type: Extract<ValueType, { readonly kind: 'string' }>, text: string): boolean {
  if (text === '' || text.length > plainLengthMax || !text.isWellFormed()) return false
  if (type.values !== undefined) return type.values.has(text)
  return type.domain === undefined || (plainForms[type.domain]?.test(text) ?? true)
}

/** Narrower than what is right: whatever is not plainly so is judged by the parser of conditions. */
const plainForms: Readonly<Record<string, RegExp>> = {
  domain: /^[a-z0-9][a-z0-9.-]*$/,
  email: /^[a-z0-9][a-z0-9.+_@-]*$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  phone: /^\+\d+$/,
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'y'].map((word) => [word, true] as const),
  ...['false', 'no', 'n'].map((word) => [word, false] as const),
])

function readNumber(path: string, kind: 'integer' | 'number', text: string): CellLiteral | CellFault {
  // Negative numbers are left to the parser, which knows how signs are kept.
  const isPlain = text.length <= 15 && !text.startsWith('-')
  if (/^-?(0|[1-9]\d*)$/.test(text)) return { kind: 'literal', text, value: Number(text), type: integerType, isPlain }
  if (!/^-?(0|[1-9]\d*)\.\d+$/.test(text)) return fault(`\`${text}\` is not a number.`, numberHint(text))
  if (kind === 'number') return { kind: 'literal', text, value: Number(text), type: numberType, isPlain }
  const hint = `Write \`${text.replace('.', '')}\` if the point separates thousands, else leave it out.`
  return fault(`\`${path}\` is a whole number; \`${text}\` is not.`, hint)
}

function numberHint(text: string): string {
  const span = /^(\d+)\s*[-–—]\s*(\d+)$/.exec(text)
  if (span !== null) return `Write a range as \`${span[1]}..${span[2]}\`.`
  const open = /^(\d+)\s*\+$/.exec(text)
  if (open !== null) return `Write \`>=${open[1]}\`.`
  const digits = text.replaceAll(/[\s'’_.]/g, '')
  if (/^-?\d+$/.test(digits)) {
    return `Write the digits alone, \`${digits.replace(/^(-?)0+(?=\d)/, '$1')}\`, without separators or leading zeros.`
  }
  return 'Write a number such as `100`, a range such as `100..999`, or `>=100`.'
}

function fault(message: string, hint: string): CellFault {
  return { kind: 'fault', message, hint }
}
