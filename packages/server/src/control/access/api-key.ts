import { hash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const start = 'rf_live_'
const randomLength = 32
const checkLength = 6
const prefixLength = start.length + 6

/** A new API key: `rf_live_`, 190 random bits, and a checksum by which scanners and we tell a key from a typing error. */
export function makeApiKey(): string {
  const random = Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `${start}${random}${checkOf(start + random)}`
}

/** Whether a text is a key that was made by us, as far as its form and its checksum tell. */
export function isApiKey(text: string): boolean {
  if (!/^rf_live_[0-9A-Za-z]{38}$/.test(text)) return false
  return text.slice(-checkLength) === checkOf(text.slice(0, -checkLength))
}

/** What is stored of a key: it cannot be turned back, and a key of so many random bits needs no salt. */
export function hashApiKey(key: string): string {
  return hash('sha256', key, 'hex')
}

/** The first characters of a key, by which people tell their keys apart. */
export function apiKeyPrefix(key: string): string {
  return key.slice(0, prefixLength)
}

function checkOf(text: string): string {
  let rest = crc32(text)
  let check = ''
  for (let index = 0; index < checkLength; index += 1) {
    check = `${alphabet[rest % alphabet.length]}${check}`
    rest = Math.floor(rest / alphabet.length)
  }
  return check
}
