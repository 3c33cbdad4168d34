// Without the schema library, so that a browser reads them without loading it.

/** The states of a lead. `parked`: deciding it failed; it is shown and tried again. */
export const leadStates = ['assigned', 'held', 'parked', 'refused', 'converted', 'disqualified', 'withdrawn'] as const

/** Why a lead waits. `error`: it could not be decided, and is parked. */
export const holdReasons = [
  'unmatched',
  'incomplete',
  'nobody_eligible',
  'waiting_for_attributes',
  'constraints_leave_nobody',
  'error',
] as const

/** The states of a change. */
export const changeStates = [
  'draft',
  'in_review',
  'approved',
  'scheduled',
  'active',
  'rejected',
  'cancelled',
  'suspended',
  'superseded',
] as const
