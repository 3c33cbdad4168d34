import type { putAccountRequest } from '@rightful/contract'
import type { Account } from '@rightful/engine'
import type { z } from 'zod'

/** An account as the API takes it. */
export type AccountBody = z.output<typeof putAccountRequest>

/** The stored form of an account: the same account is always the same text. */
export function storeAccount(id: string, body: AccountBody): string {
  const { name, domains, country, subdivision, city, postal_code, phone, tier, owner, parent, also_known_as } = body
  const attributes = body.attributes === undefined ? undefined : inOrder(body.attributes)
  return JSON.stringify({
    id,
    name,
    alsoKnownAs: also_known_as,
    domains,
    country,
    subdivision,
    city,
    postalCode: postal_code,
    phone,
    tier,
    owner,
    parent,
    attributes,
  })
}

/** A stored account as the API answers it. */
export function readAccount(stored: string): AccountBody {
  const account: Account = JSON.parse(stored)
  const { name, domains, country, subdivision, city, postalCode, phone, tier, owner, parent, alsoKnownAs } = account
  const body = {
    name,
    domains: domains === undefined ? undefined : [...domains],
    country,
    subdivision,
    city,
    postal_code: postalCode,
    phone,
    tier,
    owner,
    parent,
    also_known_as: alsoKnownAs === undefined ? undefined : [...alsoKnownAs],
    attributes: account.attributes === undefined ? undefined : plain(account.attributes),
  }
  // What is not there is left out, not undefined.
  const answered: AccountBody = JSON.parse(JSON.stringify(body))
  return answered
}

function plain(attributes: NonNullable<Account['attributes']>): AccountBody['attributes'] {
  return JSON.parse(JSON.stringify(attributes))
}

function inOrder(attributes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
