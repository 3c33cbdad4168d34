import type { ChangeSummary } from '@rightful/contract/api-paths'
import { changeStates } from '@rightful/contract/states'

/** What the address says about which changes are listed. */
export type ChangeSearch = { readonly state?: ChangeSummary['state'] }

/** Reads the filter out of an address; what is none is left out. */
export function readChangeSearch(search: Record<string, unknown>): ChangeSearch {
  const state = changeStates.find((known) => known === search.state)
  return state === undefined ? {} : { state }
}
