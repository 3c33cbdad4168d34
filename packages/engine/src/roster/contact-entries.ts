import type { Identity } from '../normalise/lead.ts'
import { type TextSieve, textSieve } from '../normalise/text-sieve.ts'
import type { NamedContact } from './roster.ts'

/** Whom a decision is about, as entries on contact name people and companies. */
export type ContactOf = { readonly identity: Identity; readonly accountId: string | null }

/** Entries on contact, found by whom they name. */
export type ContactEntries<Entry extends NamedContact> = {
  /**
   * Whether `holds` is true of any list of entries that concerns them: those on their address, their number, their account, and
   * on their host or a domain above it. Ends with the first.
   */
  some<Asked>(of: ContactOf, holds: (entries: readonly Entry[], asked: Asked) => boolean, asked: Asked): boolean
}

type Listed<Entry> = {
  readonly listed: ReadonlyMap<string, readonly Entry[]>
  /** Nearly every lead is named by no entry, which this tells sooner. */
  readonly mayBeListed: TextSieve
}

/** Indexes entries by what they name. One on a domain concerns the hosts below it too. */
export function indexContactEntries<Entry extends NamedContact>(entries: readonly Entry[]): ContactEntries<Entry> {
  const emails = listedOf(entries, 'email')
  const domains = listedOf(entries, 'domain')
  const phones = listedOf(entries, 'phone')
  const accounts = listedOf(entries, 'account')
  const labelsMin = fewestLabels(domains.listed)
  return {
    some: ({ identity, accountId }, holds, asked) => {
      const onEmail = entriesFor(emails, identity.email)
      if (onEmail !== undefined && holds(onEmail, asked)) return true
      const onPhone = entriesFor(phones, identity.phone)
      if (onPhone !== undefined && holds(onPhone, asked)) return true
      const onAccount = entriesFor(accounts, accountId)
      if (onAccount !== undefined && holds(onAccount, asked)) return true
      const host = domains.listed.size === 0 ? null : (identity.host ?? identity.domain)
      return host !== null && someHost(domains, { host, labelsMin }, (found) => holds(found, asked))
    },
  }
}

/** Asked of every lead, for nearly all of which there are none. */
function entriesFor<Entry>({ listed, mayBeListed }: Listed<Entry>, value: string | null): readonly Entry[] | undefined {
  return value === null || listed.size === 0 || !mayBeListed(value) ? undefined : listed.get(value)
}

/** The fewest labels that a listed domain has: `example.com` has two. */
function fewestLabels(domains: ReadonlyMap<string, unknown>): number {
  let fewest = Infinity
  for (const domain of domains.keys()) fewest = Math.min(fewest, domain.split('.').length)
  return fewest
}

function listedOf<Entry extends NamedContact>(entries: readonly Entry[], kind: Entry['kind']): Listed<Entry> {
  const byValue = new Map<string, Entry[]>()
  for (const entry of entries) {
    if (entry.kind !== kind) continue
    const listed = byValue.get(entry.value)
    if (listed === undefined) byValue.set(entry.value, [entry])
    else listed.push(entry)
  }
  return { listed: byValue, mayBeListed: textSieve(byValue.keys()) }
}

/** Asks `mail.eu.example.com`, then `eu.example.com`, `example.com`: as long as it has as many labels as any listed domain. */
function someHost<Entry>(
  { listed, mayBeListed }: Listed<Entry>,
  { host, labelsMin }: { readonly host: string; readonly labelsMin: number },
  holds: (entries: readonly Entry[]) => boolean,
): boolean {
  let labels = 1
  for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) labels += 1
  for (let start = 0; labels >= labelsMin; labels -= 1) {
    const found = mayBeListed(host, start) ? listed.get(host.slice(start)) : undefined
    if (found !== undefined && holds(found)) return true
    start = host.indexOf('.', start) + 1
  }
  return false
}
