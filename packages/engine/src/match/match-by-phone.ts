import type { AccountMatch } from './account.ts'
import { compareNames } from './compare-names.ts'
import { isNameWithin } from './is-name-within.ts'
import { leadLabel, mailEvidence } from './mail-evidence.ts'
import { closestByName } from './match-by-domain.ts'
import { ambiguous, areTooMany, settle } from './narrow-accounts.ts'
import type { Search } from './narrow-accounts.ts'
import { readAccountNames, readName } from './read-name.ts'

/**
 * Finds the account by the lead's phone number, unless the lead's company or mail domain speaks against
 * it: offices and call centres are shared.
 */
export function matchByPhone(search: Search): AccountMatch | null {
  const { index, lead } = search
  if (lead.phone === null) return null
  const sharers = index.lookup.byPhone(lead.phone)
  if (sharers.length === 0) return null
  if (areTooMany(sharers)) return ambiguous(index, { positions: sharers, tier: 'phone_exact', evidence: lead.phone })
  const readings = lead.company === null ? [] : readName(lead.company)
  const label = leadLabel(index, lead)
  const positions = sharers.filter((position) => {
    const account = index.accountAt(position)
    if (account === undefined) return false
    const names = readAccountNames(account)
    if (readings.length > 0) return compareNames(readings, names) !== null || isNameWithin(readings, names)
    return mailEvidence(label, index.domainsAt(position), names) !== 'contradicts'
  })
  if (positions.length === 0) return null
  return settle(search, { positions: closestByName(search, positions), tier: 'phone_exact', evidence: lead.phone })
}
