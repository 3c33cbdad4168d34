import { cellAsGiven, cellOfValue } from './cell.ts'
import type { Cell } from './cell.ts'
import type { FieldSpec } from './field-readers.ts'
import { isPlainlySaid } from './is-placeholder.ts'
import { readPlainEmail } from './read-email.ts'
import { readPlainPhone } from './read-phone.ts'
import { readPlainPostalCode } from './read-postal-code.ts'

/**
 * Reads a text that was given in the usual way, as the field's reader would after cleaning it; `null` for any other text, of which
 * it knows nothing. `country` is the lead's, where it is known.
 */
export type PlainReader = (given: string, country: string | null) => Cell | null

/**
 * The short way to read the texts that seldom come twice: addresses, numbers, names. `null` where the type has none, or the field has
 * words of its own that must be asked first.
 */
export function plainReaderOf(name: string, { type, aliases, placeholders, min, max }: FieldSpec): PlainReader | null {
  if (placeholders.length > 0 || Object.keys(aliases).length > 0) return null
  switch (type) {
    case 'string':
    case 'company':
      return (given) => (isPlainlySaid(given) ? cellAsGiven(given) : null)
    case 'email':
      return (given) => {
        const email = readPlainEmail(given) ?? readPlainEmail(given.toLowerCase())
        if (email === null) return null
        return cellOfValue(name, given, { value: email.address, detail: { kind: 'email', email } })
      }
    case 'phone':
      return (given, country) => {
        const phone = readPlainPhone(given, country)
        if (phone === null || typeof phone === 'string') return null
        return cellOfValue(name, given, { value: phone.number, detail: { kind: 'phone', phone } })
      }
    case 'postal_code':
      return (given, country) => {
        const postal = readPlainPostalCode(given, country)
        return postal === null ? null : cellAsGiven(postal.code, { kind: 'postal_code', postal })
      }
    case 'integer':
    case 'number': {
      const lowest = Math.max(min ?? 0, 0)
      const highest = max ?? Number.MAX_SAFE_INTEGER
      return (given) => {
        const value = wholeNumberOf(given)
        return value < lowest || value > highest ? null : cellAsGiven(value)
      }
    }
    case 'enum':
    case 'boolean':
    case 'date':
    case 'country':
    case 'subdivision':
    case 'domain':
      return null
  }
}

/** Digits that are a number, and written as the number is. */
const digitsMax = 9

/** The whole number that the text is written as; −1 for anything but up to nine digits without a leading zero. */
function wholeNumberOf(text: string): number {
  if (text.length > digitsMax || text.length === 0 || (text.length > 1 && text.charCodeAt(0) === 48)) return -1
  let value = 0
  for (let index = 0; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}
