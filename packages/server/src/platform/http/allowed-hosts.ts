import type { IncomingMessage } from 'node:http'
import { RoutingError } from '@rightful/contract'

/** Which names the server answers to, and which pages may call it. `null`: any. */
export type AllowedHosts = {
  readonly hosts: ReadonlySet<string> | null
  readonly origins: ReadonlySet<string> | null
}

/** The names of this machine for itself. */
export const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Throws `host_not_allowed` when the Host header names another machine: a page of somebody else's whose name was made to
 * point here. Ports do not matter.
 */
export function requireHost({ headers }: IncomingMessage, { hosts }: AllowedHosts): void {
  if (hosts === null) return
  const host = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (!hosts.has(host)) throw new RoutingError('host_not_allowed')
}

/** Throws `origin_not_allowed` when a page of another origin calls. Requests of programs name no origin. */
export function requireOrigin({ headers }: IncomingMessage, { hosts, origins }: AllowedHosts): void {
  const { origin } = headers
  if (origin === undefined || origins === null || origins.has(origin)) return
  // A page that this server itself serves calls under the very host it was loaded from.
  const isOwn = URL.canParse(origin) && new URL(origin).host === headers.host && hosts !== null
  if (!isOwn) throw new RoutingError('origin_not_allowed')
}
