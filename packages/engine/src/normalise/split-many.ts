import type { FieldType } from '../policy/policy.ts'

/** Types whose values never hold a comma, or are checked against a list, so that a comma can be a separator. */
const commaTypes: ReadonlySet<FieldType> = new Set([
  'enum',
  'country',
  'subdivision',
  'postal_code',
  'email',
  'domain',
  'boolean',
  'date',
])

/**
 * The values of a field that may have several: a text that is one value as it stands stays whole; else it is split at
 * semicolons, bars and line breaks, and at commas where every piece then is a value.
 */
export function splitMany(text: string, type: FieldType, isValue: (piece: string) => boolean): readonly string[] {
  if (type !== 'string' && isValue(text)) return [text]
  const pieces = piecesOf(text, /[;|\n]/)
  if (pieces.length > 1 || !commaTypes.has(type)) return pieces
  const byComma = piecesOf(text, /,/)
  return byComma.length > 1 && byComma.every(isValue) ? byComma : pieces
}

function piecesOf(text: string, separator: RegExp): readonly string[] {
  return text
    .split(separator)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
}
