import { Trans, useLingui } from '@lingui/react/macro'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { ChangeSummary } from '@rightful/contract/api-paths'
import { changeStates } from '@rightful/contract/states'
import type { ReactNode } from 'react'
import { ActorName } from '../../client/actor-name.tsx'
import { PagedFaces } from '../../client/paged-faces.tsx'
import { useCan } from '../../client/session.ts'
import { usePages } from '../../client/use-pages.ts'
import { useZone } from '../../client/zone.ts'
import { buttonClasses } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Ago } from '../../ui/instant.tsx'
import { Page } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { Empty } from '../../ui/states.tsx'
import { ChangeState, useChangeStateNames } from './change-state.tsx'

const route = getRouteApi('/inside/changes')
const ANY = 'any'
const CHANGES_A_PAGE = 50

/** Changes of the policy, the newest first, in the state that the address says. */
export function ChangesPage(): ReactNode {
  const { t } = useLingui()
  const search = route.useSearch()
  const query = usePages('/v1/changes', { ...search, limit: CHANGES_A_PAGE })
  return (
    <Page title={t`Changes`} actions={<ProposeLink />}>
      <StateFilter state={search.state} />
      <PagedFaces query={query} lines={6}>
        {(changes) =>
          changes.length === 0 ? (
            <Empty title={<Trans>No changes here.</Trans>}>
              <Trans>A change is drafted, reviewed by somebody else, and only then decides.</Trans>
            </Empty>
          ) : (
            <ChangeTable rows={changes} />
          )
        }
      </PagedFaces>
    </Page>
  )
}

function ProposeLink(): ReactNode {
  const can = useCan()
  if (!can('policies:propose')) return null
  return (
    <Link to="/changes/new" className={buttonClasses('primary')}>
      <Trans>Propose a change</Trans>
    </Link>
  )
}

function StateFilter({ state }: { readonly state: ChangeSummary['state'] | undefined }): ReactNode {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/changes' })
  const names = useChangeStateNames()
  const choices = [{ id: ANY, label: t`Any` }, ...changeStates.map((id) => ({ id, label: names[id] }))]
  const choose = (id: string): void => {
    const chosen = changeStates.find((known) => known === id)
    void navigate({ search: chosen === undefined ? {} : { state: chosen } })
  }
  return (
    <div className="w-40">
      <Select label={t`State`} choices={choices} value={state ?? ANY} onChange={choose} />
    </div>
  )
}

function ChangeTable({ rows }: { readonly rows: readonly ChangeSummary[] }): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const navigate = useNavigate()
  const columns: readonly Column<ChangeSummary>[] = [
    { id: 'title', heading: t`Title`, cell: ({ title }) => title },
    { id: 'state', heading: t`State`, cell: ({ state }) => <ChangeState state={state} /> },
    { id: 'author', heading: t`Author`, cell: ({ created_by: by }) => <ActorName actor={by} /> },
    { id: 'changed', heading: t`Last change`, cell: ({ updated_at: at }) => <Ago at={at} zone={zone} /> },
    {
      id: 'version',
      heading: t`Became version`,
      cell: ({ policy_version: version }) => version ?? '—',
      isNumber: true,
      isWideOnly: true,
    },
  ]
  return (
    <DataTable
      label={t`Changes`}
      columns={columns}
      rows={rows}
      rowId={({ change_id: id }) => id}
      onOpen={({ change_id: changeId }) => void navigate({ to: '/changes/$changeId', params: { changeId } })}
    />
  )
}
