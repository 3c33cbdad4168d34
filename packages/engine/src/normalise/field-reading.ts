import type { Value } from '../language/expression.ts'
import type { EmailReading } from './read-email.ts'
import type { HostReading } from './read-host.ts'
import type { FieldNote } from './lead.ts'
import type { PhoneReading } from './read-phone.ts'
import type { PostalReading } from './read-postal-code.ts'

/** Why a text could not be read. */
export type Unreadable = Extract<FieldNote, { kind: 'unreadable' }>['because']

/** What a text tells beside its value; the lead's identity and what is inferred are made of it. */
export type Detail =
  | { readonly kind: 'email'; readonly email: EmailReading }
  | { readonly kind: 'domain'; readonly host: HostReading }
  | { readonly kind: 'phone'; readonly phone: PhoneReading }
  | { readonly kind: 'postal_code'; readonly postal: PostalReading }

/** What a reader makes of a text: a value, nothing (a placeholder), or something it cannot read. */
export type FieldReading =
  | { readonly kind: 'read'; readonly value: Value; readonly detail: Detail | null }
  | { readonly kind: 'gap' }
  | { readonly kind: 'unreadable'; readonly because: Unreadable; readonly detail: null }

/** Reads a clean text that is not empty. `country` is the lead's, where it is known. */
export type TextReader = (text: string, country: string | null) => FieldReading

/** A text that says that there is nothing to say. */
export const gap: FieldReading = { kind: 'gap' }

/** Makes the reading of a value. */
export function read(value: Value, detail: Detail | null = null): FieldReading {
  return { kind: 'read', value, detail }
}

/** Makes the reading of a text that means something, but nothing that can be used. */
export function unreadable(because: Unreadable): FieldReading {
  return { kind: 'unreadable', because, detail: null }
}
