import disposable from 'disposable-email-domains-js/dist/dict/disposable_email_blocklist.json' with { type: 'json' }
import providers from 'email-providers/all.json' with { type: 'json' }
import { getDomain } from 'tldts'

/** Whose mail it is: a company's own, a provider's that gives addresses to anyone, or one that lasts minutes. */
export type MailKind = 'company' | 'free' | 'disposable'

/** Providers that the list lacks. */
const furtherProviders = [
  'tuta.com',
  'tutanota.com',
  'tutanota.de',
  'tutamail.com',
  'tuta.io',
  'duck.com',
  'proton.me',
  'pm.me',
  'googlemail.com',
]

/** Not providers, although the list has them: one university, and companies whose users have no mail there any more. */
const notProviders = ['unican.es', 'facebook.com', 'alibaba.com', 'about.com']

const free: ReadonlySet<string> = new Set([...providers, ...furtherProviders]).difference(new Set(notProviders))
const shortLived: ReadonlySet<string> = new Set(disposable)

/** Endings under which only schools, universities, governments and armed forces are found. */
const reservedEnding = /\.(?:edu|gov|mil|int|(?:ac|edu|gov|gob|gouv|govt|mil)\.[a-z]{2})$/

/**
 * The kind of a mail domain, given in lower case. A host below a provider's domain is of the same kind; one below an
 * ending that is handed out to anybody (`spb.ru`) is not.
 */
export function mailKind(host: string): MailKind {
  const listed = kindInLists(host)
  if (listed !== null) return reservedEnding.test(host) ? 'company' : listed
  if (host.indexOf('.') === host.lastIndexOf('.')) return 'company'
  const registrable = getDomain(host, { allowPrivateDomains: true })
  return (registrable === null || registrable === host ? null : kindInLists(registrable)) ?? 'company'
}

function kindInLists(domain: string): 'free' | 'disposable' | null {
  if (free.has(domain)) return 'free'
  return shortLived.has(domain) ? 'disposable' : null
}
