import type { Identity } from '../normalise/lead.ts'
import { placeKeys } from './compare-places.ts'
import type { LeadMatchTier } from './lead-match.ts'
import { readMailbox } from './mailbox.ts'
import { personKey } from './person-key.ts'
import { readName } from './read-name.ts'

/** One thing that two leads of one person would share. */
export type LeadKey = {
  readonly tier: LeadMatchTier
  /** Unique over all tiers. */
  readonly key: string
  /** For people. */
  readonly evidence: string
}

/** Everything by which this lead may be recognised, strongest first; what comes late is only made when it is asked for. */
export function* leadKeys(lead: Identity): Iterable<LeadKey> {
  const mailbox = lead.email === null ? null : readMailbox(lead.email)
  if (mailbox !== null) {
    yield { tier: 'email_exact', key: `a ${mailbox.address}`, evidence: mailbox.address }
    yield { tier: 'email_mailbox', key: `m ${mailbox.mailbox}`, evidence: mailbox.mailbox }
  }
  const { phone } = lead
  const person = lead.person === null ? null : personKey(lead.person)
  if (phone !== null && person !== null) yield keyOf('phone_plus_person', phone, person)
  const companies = companyKeysOf(lead)
  if (phone !== null) {
    for (const company of companies) yield keyOf('phone_plus_company', phone, company)
  }
  if (person !== null) {
    for (const company of [...companies, ...companyDomainOf(lead)]) yield keyOf('person_plus_company', person, company)
  } else {
    for (const company of companies) {
      for (const place of placeKeys(lead)) yield keyOf('company_plus_place', company, place)
    }
  }
  if (phone !== null && companies.length > 0) {
    yield { tier: 'phone_plus_close_company', key: `phone_plus_close_company ${phone}`, evidence: phone }
  }
}

function keyOf(tier: LeadMatchTier, one: string, other: string): LeadKey {
  return { tier, key: `${tier} ${one} ${other}`, evidence: `${one}, ${other}` }
}

function companyKeysOf({ company }: Identity): readonly string[] {
  if (company === null) return []
  return readName(company).flatMap(({ key, isPart }) => (isPart ? [] : [key]))
}

/** People at one mail domain are colleagues, if it is a company's. */
function companyDomainOf({ domain, hostKind }: Identity): readonly string[] {
  return domain !== null && hostKind === 'company' ? [`@${domain}`] : []
}
