import fc from 'fast-check'
import type { Account } from '../match/account.ts'
import type { Identity } from '../normalise/lead.ts'
import { bareIdentity } from './bare-identity.ts'

// Few words and few places, so that accounts and leads resemble each other in every way there is.
const words = [
  'zuverion',
  'zuverian',
  'zuver',
  'ion',
  'carmody',
  'river',
  'boats',
  'logistics',
  'group',
  'holdings',
  'technology',
  'tech',
  'american',
]
const forms = ['', '', 'Inc', 'GmbH', 'Ltd']
const hosts = [
  'zuverion.com',
  'zuverion.de',
  'eu.zuverion.com',
  'lab.eu.zuverion.com',
  'carmody.co.uk',
  'shop.carmody.co.uk',
  'hotmail.com',
  'river.io',
]
const phones = ['+4930901820', '+14155550100']
const countries = ['DE', 'US']
const subdivisions = ['US-CA', 'DE-BE']
const cities = ['Berlin', 'Fresno']
const postalCodes = ['10115', '93650']

const name = fc
  .tuple(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }), fc.constantFrom(...forms), fc.nat(9))
  .map(([chosen, form, style]) => {
    if (style === 0) return `City of ${chosen.join(' ')}`
    if (style === 1) return `${chosen.join(' ')} (${chosen[0] ?? ''}) ${form}`
    if (style === 2) return `${chosen.join('')} ${form}`
    return `${chosen.join(' ')} ${form}`.trim()
  })

const place = {
  country: fc.option(fc.constantFrom(...countries), { nil: undefined }),
  subdivision: fc.option(fc.constantFrom(...subdivisions), { nil: undefined, freq: 2 }),
  city: fc.option(fc.constantFrom(...cities), { nil: undefined, freq: 2 }),
  postalCode: fc.option(fc.constantFrom(...postalCodes), { nil: undefined, freq: 2 }),
}

/** Up to a dozen accounts with ids `a0`, `a1`, … that share names, domains, phones and places, in families. */
export const arbitraryAccounts: fc.Arbitrary<readonly Account[]> = fc
  .array(
    fc.record({
      name,
      alsoKnownAs: fc.array(name, { maxLength: 1 }),
      domains: fc.array(fc.constantFrom(...hosts), { maxLength: 2 }),
      phone: fc.option(fc.constantFrom(...phones), { nil: undefined, freq: 2 }),
      parent: fc.option(
        fc.nat(11).map((at) => `a${at}`),
        { nil: undefined, freq: 2 },
      ),
      ...place,
    }),
    { maxLength: 12 },
  )
  .map((accounts) => accounts.map((account, at) => withoutGaps({ id: `a${at}`, ...account })))

/** A lead that may be any of their customers. */
export const arbitraryIdentity: fc.Arbitrary<Identity> = fc
  .record({
    host: fc.option(fc.constantFrom(...hosts, 'other.net'), { freq: 2 }),
    company: fc.option(name, { freq: 5 }),
    phone: fc.option(fc.constantFrom(...phones), { freq: 2 }),
    country: fc.option(fc.constantFrom(...countries)),
    subdivision: fc.option(fc.constantFrom(...subdivisions), { freq: 2 }),
    city: fc.option(fc.constantFrom(...cities), { freq: 2 }),
    postalCode: fc.option(fc.constantFrom(...postalCodes), { freq: 2 }),
  })
  .map((parts) => bareIdentity({ ...parts, domain: domainOf(parts.host), hostKind: mailKindOf(parts.host) }))

function domainOf(host: string | null): string | null {
  if (host === null) return null
  return host
    .split('.')
    .slice(host.endsWith('.co.uk') ? -3 : -2)
    .join('.')
}

function mailKindOf(host: string | null): Identity['mailKind'] {
  if (host === null) return null
  return host === 'hotmail.com' ? 'free' : 'company'
}

/** `undefined` is not the same as absent to whoever compares objects. */
function withoutGaps(
  account: { readonly id: string; readonly name: string } & {
    readonly [Key in keyof Account]?: Account[Key] | undefined
  },
): Account {
  return {
    id: account.id,
    name: account.name,
    ...Object.fromEntries(Object.entries(account).filter(([, value]) => value !== undefined)),
  }
}
