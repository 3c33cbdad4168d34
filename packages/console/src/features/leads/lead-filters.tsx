import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { leadStates } from '@rightful/contract/states'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Button } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import type { LeadSearch } from './lead-search.ts'
import { useStateNames } from './lead-state.tsx'

const CHOICES_MAX = 200

type Filters = Omit<LeadSearch, 'peek'>

/** The filters of the list of leads; they stand in the address, so that a list can be sent to somebody. */
export function LeadFilters({ search }: { readonly search: Filters }): ReactNode {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/leads' })
  const names = useStateNames()
  const owners = $api.useQuery('get', '/v1/owners', { params: { query: { limit: CHOICES_MAX } } }, { retry: false })
  const pools = $api.useQuery('get', '/v1/pools', { params: { query: { limit: CHOICES_MAX } } }, { retry: false })
  const set = (name: keyof Filters, value: string | null): void => {
    const rest = Object.fromEntries(Object.entries(search).filter(([other]) => other !== name))
    void navigate({ search: value === null ? rest : { ...rest, [name]: value } })
  }
  const idsOf = (found: typeof owners): readonly { id: string; label: string }[] =>
    (found.data?.data ?? []).map(({ id }) => ({ id, label: id }))
  return (
    <div className="flex flex-wrap items-end gap-2">
      <FilterSelect
        label={t`State`}
        value={search.state}
        choices={leadStates.map((id) => ({ id, label: names[id] }))}
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
