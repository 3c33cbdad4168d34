import type { ChangeSummary } from '@rightful/contract/api-paths'

/** Every state of a change. */
export const changeStates: readonly ChangeSummary['state'][] = [
  'draft',
  'in_review',
  'approved',
  'scheduled',
  'active',
  'rejected',
  'cancelled',
  'suspended',
  'superseded',
]

/** What the address says about which changes are listed. */
export type ChangeSearch = { readonly state?: ChangeSummary['state'] }

/** Reads the filter out of an address; what is none is left out. */
export function readChangeSearch(search: Record<string, unknown>): ChangeSearch {
  const state = changeStates.find((known) => known === search.state)
  return state === undefined ? {} : { state }
}
