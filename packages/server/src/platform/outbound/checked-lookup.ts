import { lookup as lookupSystem, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { type AddressRules, isCallable } from './address-rules.ts'
import { OutboundError } from './outbound-error.ts'

/** Finds the addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>

/** Finds addresses as the system does, its own table of hosts included. */
export const resolveBySystem: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    lookupSystem(hostname, { all: true, order: 'verbatim' }, (error, addresses) => {
      if (error === null) resolve(addresses)
      else reject(new OutboundError('host_unknown', { cause: error }))
    })
  })

/**
 * The addresses of a host name, at least one, when all of them may be called. Throws `address_forbidden` when one may not: a
 * name that has private addresses beside public ones is no accident.
 */
export async function resolveChecked(
  hostname: string,
  { resolve, rules }: { readonly resolve: Resolve; readonly rules: AddressRules },
): Promise<readonly [LookupAddress, ...LookupAddress[]]> {
  const [first, ...others] = await resolve(hostname)
  if (first === undefined) throw new OutboundError('host_unknown')
  if (![first, ...others].every(({ address }) => isCallable(address, rules)))
    throw new OutboundError('address_forbidden')
  return [first, ...others]
}

/**
 * A lookup for sockets that checks what it finds. The socket connects to the very addresses that were checked, so that a name
 * cannot mean something else a moment later.
 */
export function createCheckedLookup(options: {
  readonly resolve: Resolve
  readonly rules: AddressRules
}): LookupFunction {
  type Callback = Parameters<LookupFunction>[2]
  const find = async (hostname: string, { all, callback }: { all: boolean; callback: Callback }): Promise<void> => {
    let found: readonly [LookupAddress, ...LookupAddress[]]
    try {
      found = await resolveChecked(hostname, options)
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)), [])
      return
    }
    if (all) callback(null, [...found])
    else callback(null, found[0].address, found[0].family)
  }
  return (hostname, { all = false }, callback) => void find(hostname, { all, callback })
}
