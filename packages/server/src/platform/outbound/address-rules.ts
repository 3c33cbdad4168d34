import ipaddr from 'ipaddr.js'

/** Which addresses may be called. */
export type AddressRules = {
  /** Also loopback, private, carrier and unique local addresses; what is link-local (where clouds keep their metadata), multicast or reserved stays forbidden. */
  readonly allowPrivate: boolean
}

const privateRanges: readonly string[] = ['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']
/** All of the global unicast space of IPv6; what lies outside has a meaning of its own, such as an IPv4 address within it. */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3]

/** Where clouds tell their machines secrets, in ranges that are otherwise public or may be allowed. */
const metadata: ReadonlySet<string> = new Set(['168.63.129.16', '100.100.100.200', 'fd00:ec2::254', 'fd20:ce::254'])

/** Whether an IP address, as text, may be called. An IPv4 address that is mapped into IPv6 counts as what it is. */
export function isCallable(address: string, { allowPrivate }: AddressRules): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (metadata.has(parsed.toString())) return false
  const range: string = parsed.range()
  if (allowPrivate && privateRanges.includes(range)) return true
  if (range !== 'unicast') return false
  return parsed.kind() === 'ipv4' || isGlobal(parsed)
}

function isGlobal(parsed: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return parsed instanceof ipaddr.IPv6 && parsed.match(globalUnicast) && !isTunnelled(parsed)
}

/** An IPv4 address in the last half of an IPv6 address is where a tunnel ends (ISATAP, RFC 5214). */
function isTunnelled({ parts }: ipaddr.IPv6): boolean {
  return parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x200)
}

/** The IP address that a URL's host is written as, whatever notation was used; `null` when the host is a name. */
export function literalAddress({ hostname }: URL): string | null {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  return ipaddr.isValid(bare) ? bare : null
}
