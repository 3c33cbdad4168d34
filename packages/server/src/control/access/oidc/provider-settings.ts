import { isRoleName, type putIdentityProviderRequest } from '@rightful/contract'
import { z } from 'zod'
import type { ProviderRow } from './queries.ts'

const names = z.array(z.string().refine(isRoleName))

const admission = z.strictObject({
  scopes: z.array(z.string()),
  groups_claim: z.string().nullable(),
  joining: z.enum(['invited', 'anyone']),
  default_roles: names,
  email_domains: z.array(z.string()),
  group_mapping: z.array(z.strictObject({ value: z.string(), roles: names, group_id: z.string().nullable() })),
})

/** How people of a provider come in and what they get. */
export type Admission = Readonly<z.output<typeof admission>>

/** Reads what is stored. Throws on what was not written by `admissionText`. */
export function admissionOf({ admission: stored }: Pick<ProviderRow, 'admission'>): Admission {
  return admission.parse(JSON.parse(stored))
}

/** What is to be stored of a request. */
export function admissionText(given: z.output<typeof putIdentityProviderRequest>): string {
  return JSON.stringify(
    admission.parse({
      scopes: given.scopes,
      groups_claim: given.groups_claim,
      joining: given.joining,
      default_roles: given.default_roles,
      email_domains: given.email_domains,
      group_mapping: given.group_mapping,
    }),
  )
}
