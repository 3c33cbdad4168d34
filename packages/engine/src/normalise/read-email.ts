import { readHost, readHostFrom } from './read-host.ts'
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

/** Reads an address that is written as addresses are compared; `null` for any other, which may be an address all the same. */
export function readPlainEmail(text: string): EmailReading | null {
  const at = text.length > addressLengthMax ? -1 : atOfPlainAddress(text)
  const host = at === -1 ? null : readHostFrom(text, at + 1)
  if (host === null || host.host.length !== text.length - at - 1 || !text.endsWith(host.host)) return null
  return { address: text, host: host.host, domain: host.domain, kind: host.kind }
}

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

/**
 * Where the `@` of an address stands that is written as addresses are compared, up to its host: small ASCII letters, digits and signs, dots
 * only between them. −1 for any other, which may be an address all the same.
 */
function atOfPlainAddress(text: string): number {
  let previous = dot
  const end = Math.min(text.length, localLengthMax + 1)
  for (let index = 0; index < end; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit === at) return previous === dot ? -1 : index
    if (unit === dot ? previous === dot : unit > 126 || isLocalUnit[unit] !== 1) return -1
    previous = unit
  }
  return -1
}

const at = 64
const dot = 46
const isLocalUnit = Uint8Array.from({ length: 127 }, (_, unit) =>
  /[a-z\d!#$%&'*+/=?^_`{|}~-]/.test(String.fromCharCode(unit)) ? 1 : 0,
)

function unwrap(text: string): string {
  const found = wrapped.exec(text)
  return found?.[1] ?? found?.[2] ?? text
}
