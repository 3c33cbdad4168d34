import type { Identity } from '../normalise/lead.ts'
import { type TextSieve, textSieve } from '../normalise/text-sieve.ts'
import type { Restriction } from './roster.ts'

/** Whether an entry forbids a channel for a person or an account at an instant (epoch ms). */
export type RestrictionIndex = {
  isRestricted(
    of: { readonly identity: Identity; readonly accountId: string | null },
    channel: string,
    nowMs: number,
  ): boolean
}

type Entries = {
  readonly listed: ReadonlyMap<string, readonly Restriction[]>
  /** Nearly every lead is named by no entry, which this tells sooner. */
  readonly mayBeListed: TextSieve
}

/**
 * Entries by what they name. An entry on the channel `any` forbids every channel; `any` is forbidden only by such an
 * entry: whoever wants no e-mail may still be called. An entry on a domain holds for the hosts below it too.
 */
export function indexRestrictions(restrictions: readonly Restriction[]): RestrictionIndex {
  const emails = entriesOf(restrictions, 'email')
  const domains = entriesOf(restrictions, 'domain')
  const phones = entriesOf(restrictions, 'phone')
  const accounts = entriesOf(restrictions, 'account')
  const labelsMin = fewestLabels(domains)
  return {
    isRestricted: ({ identity, accountId }, channel, nowMs) => {
      const asked = { channel, nowMs }
      if (forbids(emails, identity.email, asked)) return true
      if (forbids(phones, identity.phone, asked)) return true
      if (forbids(accounts, accountId, asked)) return true
      return domains.listed.size > 0 && forbidsHost({ domains, labelsMin }, identity.host ?? identity.domain, asked)
    },
  }
}

/** The fewest labels that a listed domain has: `example.com` has two. */
function fewestLabels(domains: Entries): number {
  let fewest = Infinity
  for (const domain of domains.listed.keys()) fewest = Math.min(fewest, domain.split('.').length)
  return fewest
}

function entriesOf(restrictions: readonly Restriction[], kind: Restriction['kind']): Entries {
  const entries = new Map<string, Restriction[]>()
  for (const restriction of restrictions) {
    if (restriction.kind !== kind) continue
    const listed = entries.get(restriction.value)
    if (listed === undefined) entries.set(restriction.value, [restriction])
    else listed.push(restriction)
  }
  return { listed: entries, mayBeListed: textSieve(entries.keys()) }
}

type Asked = { readonly channel: string; readonly nowMs: number }

function forbids(entries: Entries, value: string | null, asked: Asked): boolean {
  if (value === null || entries.listed.size === 0 || !entries.mayBeListed(value)) return false
  return isListed(entries, value, asked)
}

function isListed(entries: Entries, value: string, { channel, nowMs }: Asked): boolean {
  const listed = entries.listed.get(value)
  if (listed === undefined) return false
  return listed.some(
    (entry) =>
      (entry.channel === 'any' || entry.channel === channel) &&
      (entry.fromMs === null || entry.fromMs <= nowMs) &&
      (entry.untilMs === null || nowMs < entry.untilMs),
  )
}

/** Asks `mail.eu.example.com`, then `eu.example.com`, `example.com`: as long as it has as many labels as any listed domain. */
function forbidsHost(
  { domains, labelsMin }: { readonly domains: Entries; readonly labelsMin: number },
  host: string | null,
  asked: Asked,
): boolean {
  if (host === null) return false
  let labels = 1
  for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) labels += 1
  for (let start = 0; labels >= labelsMin; labels -= 1) {
    if (domains.mayBeListed(host, start) && isListed(domains, host.slice(start), asked)) return true
    start = host.indexOf('.', start) + 1
  }
  return false
}
