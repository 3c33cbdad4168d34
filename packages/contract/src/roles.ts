import { z } from 'zod'
import { isRoleName, roleNames } from './grants.ts'

/** A role in requests and answers. */
export const roleName = z
  .string()
  .refine(isRoleName, `is no role; there are ${roleNames.join(', ')}`)
  .meta({ enum: [...roleNames], example: 'rep' })
