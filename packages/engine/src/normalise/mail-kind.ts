import disposable from 'disposable-email-domains-js/dist/dict/disposable_email_blocklist.json' with { type: 'json' }
import providers from 'email-providers/all.json' with { type: 'json' }

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

const free: ReadonlySet<string> = new Set([...providers, ...furtherProviders])
const shortLived: ReadonlySet<string> = new Set(disposable)

/** The kind of mail domain; a domain below a listed one is of the same kind. */
export function mailKind(host: string): MailKind {
  for (let name = host; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
    if (free.has(name)) return 'free'
    if (shortLived.has(name)) return 'disposable'
  }
  return 'company'
}
