import type { IncomingMessage } from 'node:http'
import { isSecureRequest } from './session-cookie.ts'

/** Sources of a page, as Content-Security-Policy writes them: `'sha256-…'`, or what `nonceSource` makes. What is left out loads nothing. */
export type PageSources = {
  readonly scripts?: string
  readonly styles?: string
  /** What the page calls. */
  readonly connections?: string
  readonly images?: string
  readonly fonts?: string
  readonly workers?: string
  readonly manifests?: string
}

const directives = [
  ['scripts', 'script-src'],
  ['styles', 'style-src'],
  ['connections', 'connect-src'],
  ['images', 'img-src'],
  ['fonts', 'font-src'],
  ['workers', 'worker-src'],
  ['manifests', 'manifest-src'],
] as const

/** The rule for what a browser may load, run and be framed by: nothing but what is given, and everything else nowhere. */
export function contentPolicy(sources: PageSources): string {
  return [
    "default-src 'none'",
    ...directives.flatMap(([kind, directive]) =>
      sources[kind] === undefined ? [] : [`${directive} ${sources[kind]}`],
    ),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The source that lets in elements with this nonce, which is made anew for each answer: 16 random bytes in base64. */
export function nonceSource(nonce: string): string {
  if (!/^[A-Za-z0-9+/_-]{22,}={0,2}$/.test(nonce)) throw new Error('A nonce is at least 16 bytes in base64.')
  return `'nonce-${nonce}'`
}

/** What no page of ours asks a browser for. */
const unused = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'browsing-topics']

/**
 * What every answer has, also failures and what is no HTTP at all. A route may say otherwise of itself. Referrers are left out since
 * addresses name leads; nothing is kept by browsers or proxies since nearly every answer tells of somebody.
 */
export const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': contentPolicy({}),
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': unused.map((feature) => `${feature}=()`).join(', '),
} as const

/** A year, which is what lists of browsers ask for. */
const strict = { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } as const

/** Tells a browser that speaks https never to speak anything else with this host; on plain http the header would mean nothing. */
export function transportHeaders(incoming: IncomingMessage, proxyHops: number): Readonly<Record<string, string>> {
  return isSecureRequest(incoming, proxyHops) ? strict : {}
}
