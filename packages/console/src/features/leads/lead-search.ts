import type { LeadSummary } from '@rightful/contract/api-paths'
import { leadStates } from '@rightful/contract/states'

/** What the address says about which leads are listed. */
export type LeadSearch = {
  readonly state?: LeadSummary['state']
  readonly owner_id?: string
  readonly pool_id?: string
  readonly route_id?: string
  /** The lead that is peeked at. */
  readonly peek?: string
}

/** Reads the filters out of an address; what is none is left out. */
export function readLeadSearch(search: Record<string, unknown>): LeadSearch {
  const state = leadStates.find((known) => known === search.state)
  const texts = (['owner_id', 'pool_id', 'route_id', 'peek'] as const).flatMap((name) => {
    const value = search[name]
    return typeof value === 'string' && value !== '' ? [[name, value]] : []
  })
  return { ...(state === undefined ? {} : { state }), ...Object.fromEntries(texts) }
}
