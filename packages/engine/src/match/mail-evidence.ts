import type { Identity } from '../normalise/lead.ts'
import { domainLabel, isListed, isTellingLabel, labelLettersMin } from './account-domains.ts'
import type { AccountIndex } from './account-index.ts'
import { isDistinctive, isFiller } from './generic-words.ts'
import type { NameReading } from './read-name.ts'

/** What the lead's mail domain says about an account that was found by its name. */
export type MailEvidence = 'supports' | 'contradicts' | 'silent'

/** Whether the lead's mail domain may stand for a company: neither free or disposable mail nor denied, or allowed. */
export function standsForCompany(index: Pick<AccountIndex, 'allowed' | 'denied'>, lead: Identity): boolean {
  if (lead.host === null || isListed(index.denied, lead.host)) return false
  const isCompany = lead.hostKind === 'company' || lead.hostKind === null
  return isCompany || isListed(index.allowed, lead.host)
}

/**
 * Whether the lead's mail domain speaks for an account that does not list it: the same label as one of
 * its domains under another ending, or its name. It contradicts when the account lists domains and this one has nothing of them
 * nor of the name.
 */
export function mailEvidence(
  label: string | null,
  domains: readonly string[],
  account: readonly NameReading[],
): MailEvidence {
  if (label === null) return 'silent'
  if (isTellingLabel(label)) {
    if (domains.some((domain) => domainLabel(domain) === label)) return 'supports'
    if (account.some((reading) => !reading.isPart && isNameIn(label, reading))) return 'supports'
  }
  if (domains.length === 0) return 'silent'
  return account.some((reading) => sharesBeginning(label, reading)) ? 'silent' : 'contradicts'
}

/** The label of the lead's mail domain; `null` where it stands for no company. */
export function leadLabel(index: Pick<AccountIndex, 'allowed' | 'denied'>, lead: Identity): string | null {
  return lead.domain !== null && standsForCompany(index, lead) ? domainLabel(lead.domain) : null
}

/** `altria` and `altriagroup` both are Altria Group. */
function isNameIn(label: string, { key, words }: NameReading): boolean {
  if (label === key) return true
  let end = words.length
  let length = key.length
  while (end > 1 && isFiller(words[end - 1] ?? '')) {
    end -= 1
    length -= words[end]?.length ?? 0
    if (label === key.slice(0, length)) return isDistinctive(words, end)
  }
  return false
}

function sharesBeginning(label: string, { key, words }: NameReading): boolean {
  const first = words[0] ?? ''
  return (
    (first.length >= labelLettersMin && label.startsWith(first)) ||
    (label.length >= labelLettersMin && key.startsWith(label))
  )
}
