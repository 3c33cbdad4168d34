import type { Identity } from '../normalise/lead.ts'

/** An identity of which only the given parts are known. */
export function bareIdentity(parts: Partial<Identity>): Identity {
  return {
    email: null,
    domain: null,
    host: null,
    mailKind: null,
    hostKind: null,
    company: null,
    person: null,
    phone: null,
    country: null,
    subdivision: null,
    city: null,
    postalCode: null,
    ...parts,
  }
}
