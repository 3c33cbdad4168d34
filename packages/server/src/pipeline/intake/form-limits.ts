import type { FormConfig } from '@rightful/contract'
import ipaddr from 'ipaddr.js'
import { createRateLimit, type RateLimit } from '../../platform/http/rate-limit.ts'

/** Counts submissions of forms, of each address and in all. */
export type FormLimits = {
  /** Throws `rate_limited`. */
  readonly take: (form: { readonly formId: string; readonly config: FormConfig }, address: string) => Promise<void>
}

const limitsMax = 1000

/** Limits that are remembered by what they allow, so that a changed form is counted by its new figures. */
export function createFormLimits(): FormLimits {
  const known = new Map<string, RateLimit>()
  const limit = (name: string, count: number): RateLimit => {
    const key = `${name} ${count}`
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= limitsMax) known.clear()
    const made = createRateLimit({ name, count, seconds: 60 })
    known.set(key, made)
    return made
  }
  return {
    take: async ({ formId, config }, address) => {
      await limit('form-address', config.per_ip_per_minute).take(`${formId} ${callerOf(address)}`)
      await limit('form', config.per_form_per_minute).take(formId)
    },
  }
}

/** Whoever has one address of IPv6 has the 2^64 beside it: they count as one. */
export function callerOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString()
}
