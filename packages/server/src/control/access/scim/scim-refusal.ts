import { RoutingError } from '@rightful/contract'

/** Why a request of a directory cannot be carried out, in the words of RFC 7644. */
export type ScimType = 'invalidFilter' | 'invalidPath' | 'invalidSyntax' | 'invalidValue' | 'noTarget'

/** A failure that names what was not understood: attribute names and operators, never values. */
export function scimRefusal(scimType: ScimType, what: string): RoutingError {
  return new RoutingError('provisioning_invalid', { scim_type: scimType, what })
}
