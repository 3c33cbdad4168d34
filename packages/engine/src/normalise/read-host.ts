import { getDomain } from 'tldts'
import { decodeHost } from './decode-host.ts'
import { isSurelyCompany, listedMailKind } from './listed-mail-kind.ts'
import type { MailKind } from './listed-mail-kind.ts'
import { boundedCache } from './bounded-cache.ts'
import { dotsOfPlainHost } from './plain-host.ts'
import { startOfPlainDomain } from './plain-suffixes.ts'

/** A host and the domain that was registered for it; a host below no public suffix is its own domain. */
export type HostReading = {
  readonly host: string
  readonly domain: string
  /** Whose mail it is by the built-in lists; here, because hosts are remembered and looking it up again costs more. */
  readonly kind: MailKind
}

const hostLengthMax = 253
const label = /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}])?$/u
const asciiHost = /^(?:[a-z\d](?:[a-z\d_-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/

/** Companies' own domains below a private suffix (`acme.uk.com`) are theirs, not the suffix owner's. */
const suffixOptions = {
  allowPrivateDomains: true,
  extractHostname: false,
  validateHostname: false,
  mixedInputs: false,
  detectIp: false,
} as const

const hosts = boundedCache<HostReading | null>(2_048)

/**
 * Reads a host name: lower case, international labels spelled out, without a final dot. `null` when it is none, or an address
 * in figures, or has no dot.
 */
export function readHost(text: string): HostReading | null {
  const known = hosts.get(text)
  return known === undefined ? hosts.set(text, parseHost(text)) : known
}

/** Reads the host of a domain or web address as people paste it: `https://www.acme.com/about`, `ACME.com`, `info@acme.com`. */
export function readWebAddress(text: string): HostReading | null {
  const bare = text
    .replace(/^(?:[a-z][a-z\d+.-]*:(?!\d)|(?=\/))\/*/i, '')
    .replace(/[/?#\\].*$/s, '')
    .replace(/^.*@/s, '')
    .replace(/:\d+$/, '')
  const found = readHost(bare)
  if (found === null || !found.host.startsWith('www.')) return found
  return readHost(found.host.slice(4)) ?? found
}

/**
 * Reads the host that stands in a text from a place to its end. Those that are written as they are compared, and surely a company's, are
 * many and seldom come twice: they are read at once, and not remembered.
 */
export function readHostFrom(text: string, from: number): HostReading | null {
  return readPlainHost(text, from) ?? readHost(text.slice(from))
}

function readPlainHost(text: string, from: number): HostReading | null {
  const dots = text.length - from > hostLengthMax ? 0 : dotsOfPlainHost(text, from)
  if (dots === 0) return null
  const domainFrom = dots === 1 ? from : startOfPlainDomain(text, from)
  if (domainFrom === -1 || !isSurelyCompany(text, { from, domainFrom })) return null
  const host = text.slice(from)
  return { host, domain: domainFrom === from ? host : text.slice(domainFrom), kind: 'company' }
}

function parseHost(text: string): HostReading | null {
  if (text.length > hostLengthMax) return null
  const lower = text.toLowerCase()
  const bare = lower.endsWith('.') ? lower.slice(0, -1) : lower
  const host = asciiHost.test(bare) ? decodeHost(bare) : decodeHost(bare.normalize('NFC'))
  if (!asciiHost.test(host) && !isInternational(host)) return null
  const domain = domainOf(host)
  return { host, domain, kind: listedMailKind(host, domain) }
}

/** The registrable domain: a host of two labels is one, or a suffix, which is its own domain here. */
function domainOf(host: string): string {
  return host.indexOf('.') === host.lastIndexOf('.') ? host : (getDomain(host, suffixOptions) ?? host)
}

function isInternational(host: string): boolean {
  const labels = host.split('.')
  const last = labels.at(-1) ?? ''
  return labels.length > 1 && labels.every((each) => label.test(each)) && !/^\d+$/.test(last) && last.length > 1
}
