import type { Reading, Source } from './source.ts'

const written = /0[xX][0-9a-fA-F]+|(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y
// Letters, underscores and further groups of digits that stick to a number belong to the slip.
const stuck = /[\p{L}\p{N}_]+(?:\.\d[\p{L}\p{N}_]*)*|(?:\.\d[\p{L}\p{N}_]*)+/uy

/** Whether a digit stands there. */
export function isDigitAt(text: string, at: number): boolean {
  const character = text.charAt(at)
  return character >= '0' && character <= '9'
}

/** Reads a number: an integer, decimal or hexadecimal, or a decimal number. */
export function readNumber(source: Source, at: number): Reading {
  const { text } = source
  written.lastIndex = at
  const digits = written.exec(text)?.[0] ?? text.charAt(at)
  const end = at + digits.length
  stuck.lastIndex = end
  const tail = stuck.exec(text)?.[0] ?? ''
  if (tail !== '') return readMalformed(source, { start: at, end: end + tail.length }, tail)
  const isInteger = /^(?:0[xX][0-9a-fA-F]+|\d+)$/.test(digits)
  const span = { start: at, end }
  const value = Number(digits)
  if (isInteger ? !Number.isSafeInteger(value) : !Number.isFinite(value)) {
    source.report({
      code: 'condition_number_too_large',
      span,
      message: `${digits} is larger than can be kept exactly.`,
      hint: isInteger
        ? 'Integers go up to 9007199254740991; a long id is better kept as a text.'
        : 'Numbers go up to about 1.79e308.',
    })
    return { token: { kind: 'broken', span }, next: end }
  }
  return { token: { kind: 'number', value, isInteger, span }, next: end }
}

function readMalformed(
  { text, report }: Source,
  span: { readonly start: number; readonly end: number },
  tail: string,
): Reading {
  const whole = text.slice(span.start, span.end)
  const isUnsigned = /^[uU]$/.test(tail)
  report({
    code: isUnsigned ? 'condition_literal_unsupported' : 'condition_number_malformed',
    span,
    message: isUnsigned
      ? 'Unsigned numbers are not part of the language.'
      : `\`${whole}\` is neither a number nor a name.`,
    hint: isUnsigned ? 'Leave the `u` out.' : mend(whole),
  })
  return { token: { kind: 'broken', span }, next: span.end }
}

const multiples: Readonly<Record<string, number>> = { k: 1_000, m: 1_000_000, b: 1_000_000_000 }

function mend(whole: string): string {
  const [, digits = '', letter = ''] = /^(\d+)([kKmMbB])$/.exec(whole) ?? []
  const multiple = multiples[letter.toLowerCase()]
  if (multiple !== undefined) return `Write the number out: ${Number(digits) * multiple}.`
  const plain = whole.replaceAll(/[_.]/g, '')
  if (/^\d{1,3}(?:[_.]\d{3})+$/.test(whole)) return `Write it without separators: ${plain}.`
  return `Put it in quotes if it is a text: \`"${whole}"\`.`
}
