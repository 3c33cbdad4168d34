import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { useCan } from '../../client/session.ts'
import { Button } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import type { ClockSearch } from './clock-search.ts'

const CHOICES_MAX = 200

/** The filters of the board; they stand in the address. */
export function ClockFilters({ search }: { readonly search: ClockSearch }): ReactNode {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/clocks' })
  const params = { query: { limit: CHOICES_MAX } }
  const known = { enabled: useCan()('people:read') }
  const owners = $api.useQuery('get', '/v1/owners', { params }, known)
  const pools = $api.useQuery('get', '/v1/pools', { params }, known)
  const set = (name: keyof ClockSearch, value: string | null): void => {
    const rest = Object.fromEntries(Object.entries(search).filter(([other]) => other !== name))
    void navigate({ search: value === null ? rest : { ...rest, [name]: value } })
  }
  const idsOf = (found: typeof owners) => (found.data?.data ?? []).map(({ id }) => ({ id, label: id }))
  return (
    <div className="flex flex-wrap items-end gap-2">
      <FilterSelect
        label={t`State`}
        value={search.state}
        choices={[
          { id: 'breached', label: t`Overdue` },
          { id: 'warned', label: t`At risk` },
          { id: 'running', label: t`In time` },
        ]}
        onChange={(value) => set('state', value)}
      />
      <FilterSelect
        label={t`Owner`}
        value={search.owner_id}
        choices={idsOf(owners)}
        onChange={(value) => set('owner_id', value)}
      />
      <FilterSelect
        label={t`Pool`}
        value={search.pool_id}
        choices={idsOf(pools)}
        onChange={(value) => set('pool_id', value)}
      />
      {Object.keys(search).length === 0 ? null : (
        <Button kind="quiet" onPress={() => void navigate({ search: {} })}>
          <Trans>Clear</Trans>
        </Button>
      )}
    </div>
  )
}
