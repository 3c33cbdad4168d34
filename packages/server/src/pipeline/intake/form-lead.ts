import { FORM_TOKEN_FIELD, type FormConfig, leadAttributes, RoutingError } from '@rightful/contract'
import { refuse } from '../../platform/http/problem-of.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * A submission's attributes: its fields under the names the form gives them, with those the form adds. Guards and names
 * that start with `_` are left out. Throws `form_rejected` when the field is filled in that people do not see.
 */
export function formLead(config: FormConfig, fields: Fields): Fields {
  const { honeypot_field: honeypot, rename, attributes } = config
  const trap = honeypot === null ? undefined : fields[honeypot]
  if (trap !== undefined && trap !== null && trap !== '') throw new RoutingError('form_rejected')
  const given: [string, unknown][] = []
  for (const [field, value] of Object.entries(fields)) {
    if (field === FORM_TOKEN_FIELD || field === honeypot || field.startsWith('_')) continue
    given.push([rename[field] ?? field, value])
  }
  // What the form says of all its leads cannot be said otherwise by who fills it in.
  const read = leadAttributes.safeParse({ ...Object.fromEntries(given), ...attributes })
  return read.success ? read.data : refuse('body', read.error.issues)
}
