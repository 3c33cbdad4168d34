/**
 * The events that say who has a lead, or that nobody has it. Of these a destination gets only news: an older one that waits is
 * superseded by the newer.
 */
export const ownerEvents: readonly string[] = [
  'lead.assigned',
  'lead.reassigned',
  'lead.held',
  'lead.refused',
  'lead.parked',
  'lead.closed',
  'lead.withdrawn',
]
