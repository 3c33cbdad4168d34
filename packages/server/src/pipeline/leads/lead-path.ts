import { z } from 'zod'
import { isId } from '../../platform/ids/new-id.ts'

/** An id in a path; what is none names nothing. */
export const pathId = z.string().refine(isId).meta({ format: 'uuid' })

/** The path of one lead. */
export const leadPath = z.strictObject({ lead_id: pathId })

/** The lead's id as it is stored. */
export function leadIdOf({ lead_id: leadId }: { readonly lead_id: string }): string {
  return leadId.toLowerCase()
}
