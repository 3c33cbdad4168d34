import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { FilterBar } from '../../client/filter-bar.tsx'
import type { ClockSearch } from './clock-search.ts'

/** The filters of the board; they stand in the address. */
export function ClockFilters({ search }: { readonly search: ClockSearch }): ReactNode {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/clocks' })
  const states = [
    { id: 'breached', label: t`Overdue` },
    { id: 'warned', label: t`At risk` },
    { id: 'running', label: t`In time` },
  ]
  return <FilterBar filters={search} states={states} onChange={(filters) => void navigate({ search: filters })} />
}
