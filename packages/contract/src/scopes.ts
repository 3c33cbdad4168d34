import { z } from 'zod'
import { isScope, scopes } from './grants.ts'

/** A scope in requests and answers. */
export const scope = z
  .string()
  .refine(isScope, `is no scope; there are ${Object.keys(scopes).join(', ')}`)
  .meta({ enum: Object.keys(scopes), example: 'leads:write' })
