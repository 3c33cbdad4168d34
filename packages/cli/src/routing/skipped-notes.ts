import type { SkippedDomain } from '@rightful/engine'

const domainsNamedMax = 5

const reasons: Readonly<Record<SkippedDomain['because'], string>> = {
  free: 'free mail',
  disposable: 'disposable mail',
  denied: 'denied',
  malformed: 'no domain',
}

/** Sentences on domains of accounts that no lead is matched by; none when there is none. */
export function skippedNotes(skipped: readonly SkippedDomain[]): readonly string[] {
  if (skipped.length === 0) return []
  const named = skipped.slice(0, domainsNamedMax)
  const listed = named.map(({ accountId, domain, because }) => `${domain} of ${accountId} (${reasons[because]})`)
  const more = skipped.length - named.length
  const rest = more === 0 ? '' : ` and ${more.toLocaleString('en-US')} more`
  return [`No lead is matched by the domain ${listed.join(', ')}${rest}.`]
}
