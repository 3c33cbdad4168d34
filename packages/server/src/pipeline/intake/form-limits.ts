import type { FormConfig } from '@rightful/contract'
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
      await limit('form-address', config.per_ip_per_minute).take(`${formId} ${address}`)
      await limit('form', config.per_form_per_minute).take(formId)
    },
  }
}
