// Without the schema library, so that a browser reads them without loading it.

/** The states of a lead. `parked`: deciding it failed; it is shown and tried again. */
export const leadStates = ['assigned', 'held', 'parked', 'refused', 'converted', 'disqualified', 'withdrawn'] as const

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
