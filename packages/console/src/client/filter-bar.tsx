import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { FilterSelect } from '../ui/filter-select.tsx'
import type { Choice } from '../ui/select.tsx'
import { $api } from './api.ts'
import { useCan } from './session.ts'

const CHOICES_MAX = 200

/** What a list of leads or of what they are about is filtered by; left out: any. */
type Filters = {
  readonly state?: string | undefined
  readonly owner_id?: string | undefined
  readonly pool_id?: string | undefined
}

type FilterBarProps = {
  readonly filters: Filters
  readonly states: readonly Choice[]
  /** Hears the filters as they should be. */
  readonly onChange: (filters: Readonly<Record<string, string>>) => void
}

/** Filters by state, owner and pool. Whoever may not read people has none of them to choose. */
export function FilterBar({ filters, states, onChange }: FilterBarProps): ReactNode {
  const { t } = useLingui()
  const params = { query: { limit: CHOICES_MAX } }
  const known = { enabled: useCan()('people:read') }
  const owners = $api.useQuery('get', '/v1/owners', { params }, known)
  const pools = $api.useQuery('get', '/v1/pools', { params }, known)
  const set = (name: keyof Filters, value: string | null): void => {
    const rest = Object.fromEntries(Object.entries(filters).filter(([other]) => other !== name))
    onChange(value === null ? rest : { ...rest, [name]: value })
  }
  const idsOf = (found: typeof owners) => (found.data?.data ?? []).map(({ id }) => ({ id, label: id }))
  return (
    <div className="flex flex-wrap items-end gap-2">
      <FilterSelect label={t`State`} value={filters.state} choices={states} onChange={(value) => set('state', value)} />
      <FilterSelect
        label={t`Owner`}
        value={filters.owner_id}
        choices={idsOf(owners)}
        onChange={(value) => set('owner_id', value)}
      />
      <FilterSelect
        label={t`Pool`}
        value={filters.pool_id}
        choices={idsOf(pools)}
        onChange={(value) => set('pool_id', value)}
      />
      {Object.keys(filters).length === 0 ? null : (
        <Button kind="quiet" onPress={() => onChange({})}>
          <Trans>Clear</Trans>
        </Button>
      )}
    </div>
  )
}
