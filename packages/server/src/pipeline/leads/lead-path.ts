import { RoutingError } from '@rightful/contract'
import { z } from 'zod'
import { isId } from '../../platform/ids/new-id.ts'

/** The path of one lead. */
export const leadPath = z.strictObject({ lead_id: z.string().meta({ format: 'uuid' }) })

/** The lead's id; what is no id at all names no lead. */
export function requireLeadId({ lead_id: leadId }: { readonly lead_id: string }): string {
  if (!isId(leadId)) throw new RoutingError('lead_not_found')
  return leadId.toLowerCase()
}
