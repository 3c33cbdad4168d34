import type { Idempotency } from '../../platform/http/idempotency-key.ts'
import { newId } from '../../platform/ids/new-id.ts'
import type { IncomingLead } from '../desk/read.ts'

/** A single lead as a door hands it to the desk: of the web lane, with an id of its own. */
export function incomingLead(
  given: Pick<IncomingLead, 'attributes' | 'priority' | 'externalId'>,
  idempotency: Idempotency | null,
): IncomingLead {
  return {
    leadId: newId(),
    attributes: given.attributes,
    priority: given.priority,
    lane: 'web',
    externalId: given.externalId,
    idempotencyKey: idempotency?.key ?? null,
    fingerprint: idempotency?.fingerprint ?? null,
    importId: null,
  }
}
