import disposable from 'disposable-email-domains-js/dist/dict/disposable_email_blocklist.json' with { type: 'json' }
import providers from 'email-providers/all.json' with { type: 'json' }
import { furtherProviders, notProviders, providerNames } from './mail-lists.ts'
import { readHost } from './read-host.ts'

/** Whose mail it is: a company's own, a provider's that gives addresses to anyone, or one that lasts minutes. */
export type MailKind = 'company' | 'free' | 'disposable'

/** Domains that a user knows better; each counts for the hosts below it too. */
export type MailLists = {
  readonly company?: readonly string[]
  readonly free?: readonly string[]
  readonly disposable?: readonly string[]
}

/** Endings under which only schools, universities, governments and armed forces are found, whatever a list says. */
const institutions = /\.(?:edu|gov|mil|int|(?:ac|edu|gov|gob|gouv|govt|mil)\.[a-z]{2})$/

let listed: ReadonlyMap<string, MailKind> | null = null

/**
 * The kind of a mail host, given in lower case. A host below a provider's domain is of the same kind; one below an ending that is handed out to
 * anybody (`spb.ru`) is not.
 */
export function mailKind(host: string): MailKind {
  listed ??= buildLists()
  const kind = listed.get(host)
  if (kind !== undefined) return kind
  const domain = readHost(host)?.domain ?? host
  return (domain === host ? undefined : listed.get(domain)) ?? kindOfProvider(domain)
}

/** Makes `mailKind` with a user's own lists on top of the built-in ones. */
export function prepareMailKind(lists: MailLists): (host: string) => MailKind {
  const own = new Map<string, MailKind>()
  for (const kind of ['disposable', 'free', 'company'] as const) {
    for (const domain of lists[kind] ?? []) own.set(domain.toLowerCase().replace(/^@/, ''), kind)
  }
  return own.size === 0 ? mailKind : (host) => kindIn(own, host) ?? mailKind(host)
}

function kindIn(kinds: ReadonlyMap<string, MailKind>, host: string): MailKind | null {
  for (let name = host, dot = 0; dot !== -1; name = name.slice(dot + 1)) {
    const kind = kinds.get(name)
    if (kind !== undefined) return kind
    dot = name.indexOf('.')
  }
  return null
}

/** `yahoo.com.ar`: a provider's name below a country's ending. */
function kindOfProvider(domain: string): MailKind {
  if (domain.charAt(domain.length - 3) !== '.') return 'company'
  const [name = '', second = '', third] = domain.split('.')
  const isBelowEnding = third === undefined || /^(?:co|com|ne|net|or|org)$/.test(second)
  return isBelowEnding && providerNames.has(name) ? 'free' : 'company'
}

/** Built when first needed: some 14,000 domains. */
function buildLists(): ReadonlyMap<string, MailKind> {
  const kinds = new Map<string, MailKind>()
  for (const domain of disposable) kinds.set(domain, 'disposable')
  for (const domain of [...providers, ...furtherProviders]) {
    if (!kinds.has(domain) && !institutions.test(domain)) kinds.set(domain, 'free')
  }
  for (const domain of notProviders) kinds.delete(domain)
  return kinds
}
