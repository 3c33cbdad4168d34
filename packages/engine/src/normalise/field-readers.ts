import type { Field } from '../policy/policy.ts'
import { gap, read, unreadable } from './field-reading.ts'
import type { FieldReading, TextReader } from './field-reading.ts'
import { isPlaceholder, placeholderKey } from './is-placeholder.ts'
import { readBoolean } from './read-boolean.ts'
import { readCountry } from './read-country.ts'
import { readDate } from './read-date.ts'
import { readEmail } from './read-email.ts'
import { prepareEnum } from './read-enum.ts'
import type { EnumReaders } from './read-enum.ts'
import { readWebAddress } from './read-host.ts'
import { readNumber } from './read-number.ts'
import { readPhone } from './read-phone.ts'
import { readPostalCode } from './read-postal-code.ts'
import { readSubdivision } from './read-subdivision.ts'

/** What a field's reader depends on. */
export type FieldSpec = Pick<Field, 'type' | 'values' | 'aliases' | 'placeholders' | 'min' | 'max'>

/** Longer texts are no value of any type but free text. */
const lengthMax = 500

/** Makes the reader of a field's texts: its list and aliases first, then gaps, then its type. */
export function readerOf(field: FieldSpec): TextReader {
  const written = prepareEnum(field.type === 'enum' ? field.values : [], field.aliases)
  const listed = new Set([...field.placeholders, ...field.placeholders.map(placeholderKey).filter((key) => key !== '')])
  const hasList = field.type === 'enum' || Object.keys(field.aliases).length > 0
  const readType = typeReaderOf(field, written)
  return (text, country) => {
    const value = hasList ? written.readWritten(text) : null
    if (value?.kind === 'found') return readListed(field, value.value, { readType, country })
    if (value?.kind === 'ambiguous') return unreadable('ambiguous')
    if (listed.size > 0 && (listed.has(text) || listed.has(placeholderKey(text)))) return gap
    if (isWordType(field.type)) return isGap(field, text) ? gap : readType(text, country)
    // No word for a gap can be read as one of the other types, so most texts need not be compared with them.
    const reading = readType(text, country)
    return reading.kind === 'unreadable' && isPlaceholder(text) ? gap : reading
  }
}

function isWordType(type: FieldSpec['type']): boolean {
  return type === 'string' || type === 'company' || type === 'enum' || type === 'country' || type === 'subdivision'
}

/** What an alias leads to is a value of the list, or a text that the field's type reads. */
function readListed(
  field: FieldSpec,
  value: string,
  { readType, country }: { readonly readType: TextReader; readonly country: string | null },
): FieldReading {
  switch (field.type) {
    case 'enum':
    case 'string':
    case 'company':
      return read(value)
    case 'country':
      // Namibia's code is ambiguous in a lead, not in a policy.
      return value === 'NA' ? read(value) : readType(value, country)
    default:
      return readType(value, country)
  }
}

function isGap({ type }: FieldSpec, text: string): boolean {
  // Two bare letters are Namibia's code as well, and more than one country's part.
  const isCode = (type === 'country' || type === 'subdivision') && /^na$/i.test(text)
  return !isCode && isPlaceholder(text)
}

function typeReaderOf(field: FieldSpec, { readMisspelt }: EnumReaders): TextReader {
  switch (field.type) {
    case 'string':
    case 'company':
      return (text) => read(text)
    case 'enum':
      return (text) => {
        const reading = text.length > lengthMax ? null : readMisspelt(text)
        if (reading?.kind === 'found') return read(reading.value)
        return unreadable(reading?.kind === 'ambiguous' ? 'ambiguous' : 'not_in_list')
      }
    case 'integer':
    case 'number':
      return (text) => readNumberWithin(field, text)
    case 'boolean':
      return (text) => {
        const value = readBoolean(text)
        return value === null ? unreadable('malformed') : read(value)
      }
    case 'date':
      return (text) => {
        const date = readDate(text)
        return 'day' in date ? read(date.day) : unreadable(date.because)
      }
    case 'country':
    case 'subdivision':
      return placeReaderOf(field.type)
    case 'postal_code':
    case 'phone':
    case 'email':
    case 'domain':
      return contactReaderOf(field.type)
  }
}

function readNumberWithin({ type, min, max }: FieldSpec, text: string): FieldReading {
  const number = readNumber(text, type === 'integer')
  if (number === null) return unreadable('malformed')
  // `< 10` says nothing of its lower end but that the field has one.
  const value = number.isBand ? Math.max(number.value, Math.min(min ?? 0, max ?? 0)) : number.value
  return (min !== null && value < min) || (max !== null && value > max) ? unreadable('out_of_range') : read(value)
}

function placeReaderOf(type: 'country' | 'subdivision'): TextReader {
  return (text, country) => {
    if (text.length > lengthMax) return unreadable('malformed')
    const place = type === 'country' ? readCountry(text) : readSubdivision(text, country)
    if (place.kind === 'found') return read(place.code)
    return unreadable(place.kind === 'ambiguous' ? 'ambiguous' : 'not_in_list')
  }
}

function contactReaderOf(type: 'postal_code' | 'phone' | 'email' | 'domain'): TextReader {
  switch (type) {
    case 'email':
      return (text) => {
        const email = readEmail(text)
        return email === null ? unreadable('malformed') : read(email.address, { kind: 'email', email })
      }
    case 'domain':
      return (text) => {
        const host = text.length > lengthMax ? null : readWebAddress(text)
        return host === null ? unreadable('malformed') : read(host.domain, { kind: 'domain', host })
      }
    case 'phone':
      return (text, country) => {
        const phone = readPhone(text, country)
        return typeof phone === 'string' ? unreadable(phone) : read(phone.number, { kind: 'phone', phone })
      }
    case 'postal_code':
      return (text, country) => {
        const postal = text.length > lengthMax ? null : readPostalCode(text, country)
        return postal === null ? unreadable('malformed') : read(postal.code, { kind: 'postal_code', postal })
      }
  }
}
