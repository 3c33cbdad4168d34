import type { RawLead } from '@rightful/engine'
import { describeFailure } from '../decide/attempt-decision.ts'
import { type PreparedBy, type PreparedLead, prepareLead } from '../decide/prepare-lead.ts'

/** A lead made ready for its desk, or why it could not be. */
export type Preparation =
  | { readonly kind: 'ready'; readonly prepared: PreparedLead }
  | { readonly kind: 'failed'; readonly error: string }

/** Reads and matches a lead; whatever is thrown for it becomes a result. */
export function prepare(by: PreparedBy, raw: RawLead): Preparation {
  try {
    return { kind: 'ready', prepared: prepareLead(by, raw) }
  } catch (error) {
    return { kind: 'failed', error: describeFailure(error) }
  }
}
