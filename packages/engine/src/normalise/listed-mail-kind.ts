import disposable from 'disposable-email-domains-js/dist/dict/disposable_email_blocklist.json' with { type: 'json' }
import providers from 'email-providers/all.json' with { type: 'json' }
import { textSieve } from './text-sieve.ts'
import type { TextSieve } from './text-sieve.ts'
import { furtherProviders, notProviders, providerNames } from './mail-lists.ts'

/** Whose mail it is: a company's own, a provider's that gives addresses to anyone, or one that lasts minutes. */
export type MailKind = 'company' | 'free' | 'disposable'

/** Endings under which only schools, universities, governments and armed forces are found, whatever a list says. */
const institutions = /\.(?:edu|gov|mil|int|(?:ac|edu|gov|gob|gouv|govt|mil)\.[a-z]{2})$/

type Lists = {
  readonly kinds: ReadonlyMap<string, MailKind>
  readonly mayBeListed: TextSieve
  readonly mayBeProvider: TextSieve
}

let lists: Lists | null = null

/**
 * The kind of a mail host by the built-in lists. A host below a provider's domain is of the same kind; one below an ending that is handed out
 * to anybody (`spb.ru`) is not.
 */
export function listedMailKind(host: string, domain: string): MailKind {
  lists ??= buildLists()
  return listedAs(lists, host) ?? (domain === host ? null : listedAs(lists, domain)) ?? kindOfProvider(lists, domain)
}

/**
 * Whether the host that stands in a text from a place to its end, and its domain from another, are surely a company's own by the built-in
 * lists. Most are, and are told so without being looked up.
 */
export function isSurelyCompany(
  text: string,
  { from, domainFrom }: { readonly from: number; readonly domainFrom: number },
): boolean {
  lists ??= buildLists()
  const { mayBeListed, mayBeProvider } = lists
  if (mayBeListed(text, from) || (domainFrom !== from && mayBeListed(text, domainFrom))) return false
  return text.charCodeAt(text.length - 3) !== 46 || !mayBeProvider(text, domainFrom, text.indexOf('.', domainFrom))
}

function listedAs({ kinds, mayBeListed }: Lists, name: string): MailKind | null {
  return mayBeListed(name) ? (kinds.get(name) ?? null) : null
}

/** `yahoo.com.ar`: a provider's name below a country's ending. */
function kindOfProvider({ mayBeProvider }: Lists, domain: string): MailKind {
  if (domain.charAt(domain.length - 3) !== '.') return 'company'
  const name = domain.slice(0, domain.indexOf('.'))
  if (!mayBeProvider(name) || !providerNames.has(name)) return 'company'
  const [, second = '', third] = domain.split('.')
  return third === undefined || /^(?:co|com|ne|net|or|org)$/.test(second) ? 'free' : 'company'
}

/** Built when first needed: some 14,000 domains. */
function buildLists(): Lists {
  const kinds = new Map<string, MailKind>()
  for (const domain of disposable) kinds.set(domain, 'disposable')
  for (const domain of [...providers, ...furtherProviders]) {
    if (!kinds.has(domain) && !institutions.test(domain)) kinds.set(domain, 'free')
  }
  for (const domain of notProviders) kinds.delete(domain)
  return { kinds, mayBeListed: textSieve(kinds.keys()), mayBeProvider: textSieve(providerNames) }
}
