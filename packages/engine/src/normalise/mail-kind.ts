import disposable from 'disposable-email-domains-js/dist/dict/disposable_email_blocklist.json' with { type: 'json' }
import providers from 'email-providers/all.json' with { type: 'json' }
import { furtherProviders, notProviders, providerNames } from './mail-lists.ts'

/** Whose mail it is: a company's own, a provider's that gives addresses to anyone, or one that lasts minutes. */
export type MailKind = 'company' | 'free' | 'disposable'

/** Domains that a user knows better; each counts for the hosts below it too. */
export type MailLists = {
  readonly company?: readonly string[]
  readonly free?: readonly string[]
  readonly disposable?: readonly string[]
}

/** Universities and authorities give addresses to their own people, whatever a list says. */
const institutions = /\.(?:edu|gov|mil|int)(?:\.[a-z]{2})?$|\.ac\.[a-z]{2}$/

let listed: ReadonlyMap<string, MailKind> | null = null

/** The kind of a mail host; a host below a listed domain is of the same kind. */
export function mailKind(host: string): MailKind {
  listed ??= buildLists()
  return kindIn(listed, host) ?? kindOfProvider(host)
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

/** `yahoo.com.ar`: a provider's name right below a public suffix of a country. */
function kindOfProvider(host: string): MailKind {
  const [name = '', ...suffix] = host.split('.')
  const isCountry = suffix.length === 1 || (suffix.length === 2 && /^(?:co|com|ne|net|or|org)$/.test(suffix[0] ?? ''))
  return isCountry && providerNames.has(name) && /^[a-z]{2}$/.test(suffix.at(-1) ?? '') ? 'free' : 'company'
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
