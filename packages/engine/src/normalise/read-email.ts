import { readHost } from './read-host.ts'
import type { HostReading } from './read-host.ts'

/** An e-mail address in comparable form. */
export type EmailReading = HostReading & { readonly address: string }

const localLengthMax = 64
const addressLengthMax = 254

/** Dots only between other characters; letters of all scripts; no quotes, comments or spaces, which no lead's address has. */
const localPart = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const asciiLocalPart = /^[a-z\d!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z\d!#$%&'*+/=?^_`{|}~-]+)*$/

/** `Ada <ada@example.com>` and `mailto:ada@example.com`. */
const wrapped = /^(?:[^<>]*<([^<>\s]+)>|mailto:([^?\s]+).*)$/i

/**
 * Reads an e-mail address: lower case throughout (no provider tells capitals apart), the host as `readHost` has it. `null` for
 * what no lead could be reached at.
 */
export function readEmail(text: string): EmailReading | null {
  const bare = text.includes('<') || text.includes(':') ? unwrap(text) : text
  const at = bare.lastIndexOf('@')
  if (at < 1 || at > localLengthMax || bare.length > addressLengthMax) return null
  const local = bare.slice(0, at).toLowerCase()
  if (!asciiLocalPart.test(local) && !localPart.test(local)) return null
  const host = readHost(bare.slice(at + 1))
  if (host === null) return null
  // Most addresses are written as they are compared, and need no copy.
  const address =
    bare.length === at + 1 + host.host.length && bare.endsWith(host.host) && bare.startsWith(local)
      ? bare
      : `${local}@${host.host}`
  return { address, host: host.host, domain: host.domain, kind: host.kind }
}

function unwrap(text: string): string {
  const found = wrapped.exec(text)
  return found?.[1] ?? found?.[2] ?? text
}
