import { isIP } from 'node:net'
import { loopbackHosts } from '../../../platform/http/allowed-hosts.ts'
import type { Asking } from '../access-door.ts'

/** The pages that take a token. */
const pages = { invite: '/accept', reset: '/reset' } as const

/** The page that takes a token, such as `https://leads.example/reset#rf_rst_…`; `null`: where browsers reach the server is not known. */
export type PageLink = (kind: keyof typeof pages, token: string) => string | null

/**
 * Makes links to the pages of this server. Its address is what was set, or, for somebody on this very machine, the port that it listens on: what
 * a request says of ports and of other names may be anybody's, and a link with a token goes nowhere but to us.
 */
export function pageLink(publicUrl: string | null, asking: Asking): PageLink {
  const base = publicUrl ?? ownMachineUrl(asking)
  return (kind, token) => (base === null ? null : linkAt(base, kind, token))
}

/** The page that takes a token, at a server whose address is known. After the # the token reaches no server and no log but the page itself. */
export function linkAt(base: string, kind: keyof typeof pages, token: string): string {
  return `${new URL(pages[kind], base).href}#${token}`
}

function ownMachineUrl({ incoming: { headers, socket }, remoteAddress, proxyHops }: Asking): string | null {
  const host = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  const isHere = proxyHops === 0 && isLoopbackAddress(remoteAddress) && loopbackHosts.has(host)
  return isHere && socket.localPort !== undefined ? `http://${host}:${socket.localPort}` : null
}

function isLoopbackAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '')
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'))
}
