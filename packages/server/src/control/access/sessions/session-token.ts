import { hash, randomBytes } from 'node:crypto'

const form = /^rf_ses_[\w-]{43}$/

/** A new token of a session: 256 random bits behind a beginning by which scanners know it. */
export function makeSessionToken(): string {
  return `rf_ses_${randomBytes(32).toString('base64url')}`
}

/** Whether a text has the form of a token. */
export function isSessionToken(text: string): boolean {
  return form.test(text)
}

/** What is stored of a token: it cannot be turned back, and one of so many random bits needs no salt. */
export function hashSessionToken(token: string): string {
  return hash('sha256', token, 'hex')
}
