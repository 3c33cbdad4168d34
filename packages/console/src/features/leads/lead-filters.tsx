import { leadStates } from '@rightful/contract/states'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { FilterBar } from '../../client/filter-bar.tsx'
import type { LeadSearch } from './lead-search.ts'
import { useStateNames } from './lead-state.tsx'

type Filters = Omit<LeadSearch, 'peek'>

/** The filters of the list of leads; they stand in the address, so that a list can be sent to somebody. */
export function LeadFilters({ search }: { readonly search: Filters }): ReactNode {
  const navigate = useNavigate({ from: '/leads' })
  const names = useStateNames()
  const states = leadStates.map((id) => ({ id, label: names[id] }))
  return <FilterBar filters={search} states={states} onChange={(filters) => void navigate({ search: filters })} />
}
