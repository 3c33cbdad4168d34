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

/** Everything by which this lead may be recognised, strongest first. */
export function leadKeys(lead: Identity): readonly LeadKey[] {
  const keys: LeadKey[] = []
  const mailbox = lead.email === null ? null : readMailbox(lead.email)
  if (mailbox !== null) {
    keys.push({ tier: 'email_exact', key: `a ${mailbox.address}`, evidence: mailbox.address })
    keys.push({ tier: 'email_mailbox', key: `m ${mailbox.mailbox}`, evidence: mailbox.mailbox })
  }
  const person = lead.person === null ? null : personKey(lead.person)
  const companies = companyKeysOf(lead)
  if (lead.phone !== null) {
    if (person !== null)
      keys.push({ tier: 'phone_plus_person', key: `pp ${lead.phone} ${person}`, evidence: `${lead.phone}, ${person}` })
    for (const company of companies) {
      keys.push({
        tier: 'phone_plus_company',
        key: `pc ${lead.phone} ${company}`,
        evidence: `${lead.phone}, ${company}`,
      })
    }
  }
  if (person !== null) {
    for (const company of [...companies, ...companyDomainOf(lead)]) {
      keys.push({ tier: 'person_plus_company', key: `nc ${person} ${company}`, evidence: `${person}, ${company}` })
    }
  } else {
    for (const company of companies) {
      for (const place of placeKeys(lead)) {
        keys.push({ tier: 'company_plus_place', key: `cp ${company} ${place}`, evidence: `${company}, ${place}` })
      }
    }
  }
  if (lead.phone !== null && companies.length > 0) {
    keys.push({ tier: 'phone_plus_close_company', key: `p ${lead.phone}`, evidence: lead.phone })
  }
  return keys
}

function companyKeysOf({ company }: Identity): readonly string[] {
  if (company === null) return []
  return readName(company).flatMap(({ key, isPart }) => (isPart ? [] : [key]))
}

/** People at one mail domain are colleagues, if it is a company's. */
function companyDomainOf({ domain, mailKind }: Identity): readonly string[] {
  return domain !== null && mailKind === 'company' ? [`@${domain}`] : []
}
