/** A mail address taken apart, so that spellings of one mailbox compare equal. */
export type Mailbox = {
  /** Lower case. */
  readonly address: string
  /** Without what follows `+`, and without dots where the provider ignores them. */
  readonly mailbox: string
  /** Read by more than one person: `info@`, `sales@`. */
  readonly isShared: boolean
}

/** Google ignores dots, and has two names. */
const dotlessDomains = new Set(['gmail.com', 'googlemail.com'])

const sharedNames = new Set(
  `accounting accounts admin anfrage billing booking bookings buero careers contact contacto contato customerservice
   einkauf enquiries enquiry events finance frontdesk hello help helpdesk hi hr info infos inquiries inquiry invoice invoices it jobs kontakt mail
   marketing media noreply no-reply office orders partners postmaster press procurement purchasing reception sales secretary service
   shop support team ventas verkauf vertrieb webmaster welcome`.split(/\s+/),
)

/**
 * Reads a mail address; `null` when it is none. Letter case never matters. A tag after `+` is dropped on every
 * domain, since hardly a provider gives `jane` and `jane+fair` to two people; dots only where they are known not to count.
 */
export function readMailbox(email: string): Mailbox | null {
  const address = email.trim().toLowerCase()
  const at = address.lastIndexOf('@')
  if (at < 1 || at === address.length - 1) return null
  const domain = address.slice(at + 1)
  const local = address.slice(0, at)
  const plus = local.indexOf('+')
  const untagged = plus > 0 ? local.slice(0, plus) : local
  const isDotless = dotlessDomains.has(domain)
  const name = isDotless ? untagged.replaceAll('.', '') : untagged
  return { address, mailbox: `${name}@${isDotless ? 'gmail.com' : domain}`, isShared: sharedNames.has(untagged) }
}
