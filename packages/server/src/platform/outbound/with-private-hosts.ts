import { createOutbound, type Outbound } from './create-outbound.ts'

/** The same way out, which to these hosts also leads into private networks and by plain http; never to link-local addresses. Closing it leaves the first one open. */
export function withPrivateHosts(outbound: Outbound, hosts: readonly string[]): Outbound {
  const named = new Set(hosts.map((host) => host.toLowerCase()))
  const inner = createOutbound({ allowPrivate: true, allowPlain: true })
  const wayTo = (url: string): Outbound => (named.has(URL.parse(url)?.hostname ?? '') ? inner : outbound)
  return {
    ...outbound,
    post: (post) => wayTo(post.url).post(post),
    get: (get) => wayTo(get.url).get(get),
    objection: (url) => wayTo(url).objection(url),
    close: () => inner.close(),
  }
}
