import type { PersonNamed } from '@rightful/contract'
import type { Given } from './sealed-given.ts'

/** `own`: one of the values is the person's address or number. `mention`: it stands within a text. `null`: neither. */
export type Sighting = 'own' | 'mention' | null

/** Looks for a person in what was given for a lead. */
export type PersonSearch = (given: Given) => Sighting

const DIGITS_MIN = 7

/** Makes ready to look for an address, whatever its case, or for a number, with or without the code of its country. */
export function createSearch({ email, phone }: PersonNamed): PersonSearch {
  const isSame = email === undefined ? phoneIs(phone ?? '') : emailIs(email)
  const text = (email ?? phone ?? '').trim().toLowerCase()
  return (given) => {
    const values = textsOf(given)
    if (values.some(isSame)) return 'own'
    return values.some((value) => value.toLowerCase().includes(text)) ? 'mention' : null
  }
}

function emailIs(email: string): (value: string) => boolean {
  const wanted = email.trim().toLowerCase()
  return (value) => {
    const text = value.trim().toLowerCase()
    return text === wanted || text === `mailto:${wanted}` || text.endsWith(`<${wanted}>`)
  }
}

/** One of the two may lack the code of its country, and have a zero in its place. */
function phoneIs(phone: string): (value: string) => boolean {
  const wanted = digitsOf(phone)
  return (value) => {
    if (!/^[\d\s()+./-]+$/.test(value)) return false
    const digits = digitsOf(value)
    if (Math.min(digits.length, wanted.length) < DIGITS_MIN) return false
    return digits.endsWith(wanted) || wanted.endsWith(digits)
  }
}

function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '').replace(/^0+/, '')
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}
