import { Trans, useLingui } from '@lingui/react/macro'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { RecordVersion } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { PagedFaces } from '../../client/paged-faces.tsx'
import { isActive, nameOf, numberIn, textIn } from '../../client/record-body.ts'
import { useCan } from '../../client/session.ts'
import { usePages } from '../../client/use-pages.ts'
import { useZone } from '../../client/zone.ts'
import { Badge } from '../../ui/badge.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { TextField } from '../../ui/field.tsx'
import { instantText, useNow } from '../../ui/instant.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Absence, instantOf, readAbsences } from './absence-times.ts'
import { PutOut } from './put-out.tsx'

const route = getRouteApi('/inside/people')
const OWNERS_A_PAGE = 200

/** Everybody whom leads can go to, and who of them is out. */
export function PeoplePage(): ReactNode {
  const { t } = useLingui()
  const { q = '' } = route.useSearch()
  const navigate = useNavigate({ from: '/people' })
  const query = usePages('/v1/owners', { limit: OWNERS_A_PAGE })
  return (
    <Page title={t`People`}>
      <div className="w-64">
        <TextField
          label={t`Search`}
          isLabelHidden
          placeholder={t`Name, team or zone`}
          value={q}
          onChange={(text) => void navigate({ search: text === '' ? {} : { q: text }, replace: true })}
        />
      </div>
      <PagedFaces query={query} lines={8}>
        {(owners) => <PeopleTable owners={owners.filter((owner) => fits(owner, q))} />}
      </PagedFaces>
    </Page>
  )
}

function fits(owner: RecordVersion, q: string): boolean {
  const texts = [owner.id, nameOf(owner), textIn(owner, 'team'), textIn(owner, 'zone')]
  return texts.some((text) => text?.toLowerCase().includes(q.toLowerCase()) === true)
}

function PeopleTable({ owners }: { readonly owners: readonly RecordVersion[] }): ReactNode {
  const { t } = useLingui()
  const can = useCan()
  const mayPutOut = can('people:write') || can('absences:write:team')
  const table = $api.useQuery('get', '/v1/csv/absences', { parseAs: 'text' })
  const absences = readAbsences(table.data ?? '')
  const columns: readonly Column<RecordVersion>[] = [
    {
      id: 'name',
      heading: t`Name`,
      cell: (owner) => (
        <Link to="/people/$ownerId" params={{ ownerId: owner.id }} className="font-medium hover:underline">
          {nameOf(owner)}
        </Link>
      ),
    },
    {
      id: 'state',
      heading: t`State`,
      cell: (owner) => <OwnerState owner={owner} absences={absences.filter(({ ownerId }) => ownerId === owner.id)} />,
    },
    { id: 'team', heading: t`Team`, cell: (owner) => textIn(owner, 'team') ?? '—', isWideOnly: true },
    { id: 'zone', heading: t`Zone`, cell: (owner) => textIn(owner, 'zone') ?? '—', isWideOnly: true },
    {
      id: 'capacity',
      heading: t`Capacity`,
      cell: (owner) => numberIn(owner, 'capacity') ?? '—',
      isNumber: true,
      isWideOnly: true,
    },
    { id: 'out', heading: '', cell: (owner) => (mayPutOut ? <PutOut owner={owner} /> : null), isNumber: true },
  ]
  if (owners.length === 0) return <Empty title={<Trans>Nobody here fits.</Trans>} />
  return <DataTable label={t`People`} columns={columns} rows={owners} rowId={({ id }) => id} />
}

type OwnerStateProps = { readonly owner: RecordVersion; readonly absences: readonly Absence[] }

function OwnerState({ owner, absences }: OwnerStateProps): ReactNode {
  const ownZone = useZone()
  const zone = textIn(owner, 'zone') ?? ownZone
  const now = useNow(60_000)
  const out = absences.find(
    ({ from, until }) => instantOf(from, zone) <= now && (until === null || instantOf(until, zone) > now),
  )
  if (!isActive(owner))
    return (
      <Badge>
        <Trans>not active</Trans>
      </Badge>
    )
  if (out === undefined)
    return (
      <Badge tone="good">
        <Trans>active</Trans>
      </Badge>
    )
  const until = out.until === null ? null : instantText(new Date(instantOf(out.until, zone)).toISOString(), zone)
  return <Badge tone="warn">{until === null ? <Trans>out</Trans> : <Trans>out until {until}</Trans>}</Badge>
}
