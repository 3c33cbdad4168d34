import type { Value } from '../language/expression.ts'
import { emptyCell } from './cell.ts'
import type { Cell } from './cell.ts'
import { inferCountry } from './infer-country.ts'
import type { FieldNote, Identity, InferredFrom, NormalisedLead, RawLead } from './lead.ts'
import type { LeadSchema, PreparedField } from './prepare-fields.ts'

/** A lead while it is being read. */
type Reading = {
  readonly schema: LeadSchema
  readonly attributes: RawLead['attributes']
  readonly values: (Value | undefined)[]
  readonly notes: FieldNote[]
}

const noNotes: readonly FieldNote[] = []

/**
 * Reads a lead's attributes as the policy's fields: every text in the form its type has, gaps and unreadable texts missing,
 * what is missing inferred where the field allows it. Never throws on what a lead holds.
 */
export function normaliseLead(schema: LeadSchema, raw: RawLead): NormalisedLead {
  const values = schema.nothing.slice()
  const reading: Reading = { schema, attributes: raw.attributes, values, notes: [] }
  const identity = readIdentity(reading)
  for (const field of schema.plain) readInto(reading, field, identity.country)
  const { notes } = reading
  return { id: raw.id, priority: raw.priority ?? 0, values, notes: notes.length === 0 ? noNotes : notes, identity }
}

function readIdentity(reading: Reading): Identity {
  const { parts, mailKind } = reading.schema
  const given = textOf(readInto(reading, parts.country, null))
  const emailCell = readInto(reading, parts.email, given)
  const domainCell = readInto(reading, parts.domain, given)
  const phoneCell = readInto(reading, parts.phone, given)
  const company = textOf(readInto(reading, parts.company, given))
  const person = textOf(readInto(reading, parts.person, given))
  const city = textOf(readInto(reading, parts.city, given))
  const email = emailCell.detail?.kind === 'email' ? emailCell.detail.email : null
  const mail = email === null ? null : mailKind(email)
  const web = domainCell.detail?.kind === 'domain' ? domainCell.detail.host : null
  // A website at a provider of free mail is nobody's own.
  const site = web !== null && mailKind(web) === 'company' ? web : null
  const country = given ?? countryOf(reading, { host: mail === 'company' ? email : site, phoneCell })
  const place = readPlace(reading, country)
  const host = mail === 'company' ? email : (site ?? email)
  return {
    email: email?.address ?? null,
    domain: host?.domain ?? null,
    host: host?.host ?? null,
    hostKind: host !== null && host === site ? 'company' : mail,
    mailKind: mail,
    company,
    person,
    phone: textOf(phoneCell),
    country,
    subdivision: place.subdivision,
    city,
    postalCode: place.postalCode,
  }
}

/** The country as the lead's other attributes tell it, where the field may be inferred. */
function countryOf(
  reading: Reading,
  { host, phoneCell }: { readonly host: { readonly host: string } | null; readonly phoneCell: Cell },
): string | null {
  const { country, subdivision, postalCode } = reading.schema.parts
  if (country === null || !country.infer) return null
  const inferred = inferCountry({
    host: host?.host ?? null,
    phone: phoneCell.detail?.kind === 'phone' ? phoneCell.detail.phone : null,
    subdivision: subdivision === null ? undefined : given(reading, subdivision),
    postalCode: postalCode === null ? undefined : given(reading, postalCode),
  })
  if (inferred === null) return null
  infer(reading, country, { value: inferred.country, from: inferred.from })
  return inferred.country
}

/** Parts of countries and postal codes are read last, because the same text means another place in each country. */
function readPlace(
  reading: Reading,
  country: string | null,
): { readonly subdivision: string | null; readonly postalCode: string | null } {
  const { subdivision: field, postalCode } = reading.schema.parts
  const postalCell = readInto(reading, postalCode, country)
  const subdivision = textOf(readInto(reading, field, country))
  const postal = postalCell.detail?.kind === 'postal_code' ? postalCell.detail.postal : null
  const inferred = subdivision === null && field?.infer === true ? (postal?.subdivision ?? null) : null
  if (field !== null && inferred !== null) infer(reading, field, { value: inferred, from: 'postal_code' })
  return { subdivision: subdivision ?? inferred, postalCode: postal?.code ?? null }
}

function readInto(reading: Reading, field: PreparedField | null, country: string | null): Cell {
  if (field === null) return emptyCell
  const text = given(reading, field)
  if (text === undefined) return emptyCell
  const cell = field.readCell(text, country)
  if (field.slot >= 0) {
    reading.values[field.slot] = cell.value
    if (cell.note !== null) reading.notes.push(cell.note)
  }
  return cell
}

function given({ attributes }: Reading, { name, names }: PreparedField): unknown {
  const first = attributes[name]
  // Most attributes have a text under their first name, or no other name.
  if (typeof first === 'string' && first !== '') return first
  return names.length === 1 && (first === '' || first === undefined) ? undefined : givenUnder(attributes, names)
}

function givenUnder(attributes: RawLead['attributes'], names: readonly string[]): unknown {
  for (const name of names) {
    const value = attributes[name]
    if (value === undefined || value === null || value === '') continue
    // Only the lead's own attributes: `constructor` is on every object.
    if (typeof value === 'string' || Object.hasOwn(attributes, name)) return value
  }
  return undefined
}

function infer(
  reading: Reading,
  field: PreparedField,
  { value, from }: { readonly value: string; readonly from: InferredFrom },
): void {
  if (field.slot < 0) return
  reading.values[field.slot] = value
  reading.notes.push({ field: field.name, kind: 'inferred', from, value })
}

function textOf(cell: Cell): string | null {
  return typeof cell.value === 'string' ? cell.value : null
}
