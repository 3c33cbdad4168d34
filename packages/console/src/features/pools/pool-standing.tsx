import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { PoolStanding as Standing } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { useZone } from '../../client/zone.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Ago, instantText } from '../../ui/instant.tsx'
import { Section } from '../../ui/page.tsx'

type Member = Standing['members'][number]

const MINUTE_MS = 60_000

/** Who of a pool would be given an ordinary lead now, who after them, and why nobody else. */
export function PoolStanding({ poolId }: { readonly poolId: string }): ReactNode {
  const query = $api.useQuery(
    'get',
    '/v1/pools/{pool_id}/standing',
    { params: { path: { pool_id: poolId } } },
    { refetchInterval: MINUTE_MS },
  )
  return (
    <Section title={<Trans>Who is next</Trans>} note={<Trans>for a lead that no hard rule restricts</Trans>}>
      <Faces query={query} lines={4}>
        {(standing) => (
          <>
            <p>
              <Verdict standing={standing} />
            </p>
            {standing.members.length === 0 ? null : <Members standing={standing} />}
          </>
        )}
      </Faces>
    </Section>
  )
}

/** One sentence: the next owner and what puts them first, or why there is none. */
function Verdict({ standing }: { readonly standing: Standing }): ReactNode {
  const zone = useZone()
  const { closed, opens_at: opensAt, next_owner_id: nextId, members, decided_by: by } = standing
  const next = members.find(({ owner_id: id }) => id === nextId)
  if (next !== undefined) {
    return (
      <>
        <strong className="font-semibold">{next.name}</strong> · <Reason by={by} />
      </>
    )
  }
  return (
    <span className="text-warn">
      <Nobody closed={closed} />
      {opensAt === null ? null : (
        <>
          {' '}
          <Trans>Time alone changes that {instantText(opensAt, zone)}.</Trans>
        </>
      )}
    </span>
  )
}

function Reason({ by }: { readonly by: Standing['decided_by'] }): ReactNode {
  switch (by) {
    case 'score':
      return <Trans>first in the pool’s order</Trans>
    case 'longest_unassigned':
      return <Trans>level with others, and longest without a lead</Trans>
    case 'hash':
      return <Trans>level with others: each lead draws anew which of them gets it</Trans>
    case 'only_candidate':
      return <Trans>the only one who can be given a lead now</Trans>
    case null:
      return null
  }
}

function Nobody({ closed }: { readonly closed: Standing['closed'] }): ReactNode {
  switch (closed) {
    case 'inactive':
      return <Trans>Nobody: the pool is switched off.</Trans>
    case 'off_shift':
      return <Trans>Nobody: the pool is outside its hours.</Trans>
    case 'cap':
      return <Trans>Nobody: the pool has had all the leads that it may have.</Trans>
    case null:
      return <Trans>Nobody of this pool can be given a lead now.</Trans>
  }
}

function Members({ standing: { members } }: { readonly standing: Standing }): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const columns: readonly Column<Member>[] = [
    { id: 'rank', heading: t`Turn`, cell: ({ rank }) => rank ?? '—' },
    {
      id: 'name',
      heading: t`Owner`,
      cell: ({ owner_id: ownerId, name }) => (
        <Link to="/people/$ownerId" params={{ ownerId }} className="font-medium hover:underline">
          {name}
        </Link>
      ),
    },
    { id: 'why', heading: t`Why`, cell: (member) => <Why member={member} /> },
    {
      id: 'open',
      heading: t`Open leads`,
      cell: ({ open_leads: open, capacity }) => (capacity === null ? open : t`${open} of ${capacity}`),
      isNumber: true,
    },
    {
      id: 'last',
      heading: t`Last lead`,
      cell: ({ last_lead_at: at }) => (at === null ? '—' : <Ago at={at} zone={zone} />),
      isNumber: true,
      isWideOnly: true,
    },
  ]
  return <DataTable label={t`Who is next`} columns={columns} rows={members} rowId={({ owner_id: id }) => id} />
}

/** For whoever has a turn, how far ahead of their share they are; for the others, what keeps them out. */
function Why({ member: { removal, ahead } }: { readonly member: Member }): ReactNode {
  if (removal !== null) return <Removal removal={removal} />
  if (ahead === null) return '—'
  const leads = Math.abs(ahead).toFixed(2)
  if (leads === '0.00') return <Trans>level with the pool</Trans>
  return ahead < 0 ? <Trans>{leads} leads behind their share</Trans> : <Trans>{leads} leads ahead of their share</Trans>
}

function Removal({ removal }: { readonly removal: NonNullable<Member['removal']> }): ReactNode {
  const zone = useZone()
  const { until, note } = removal
  return (
    <span className="text-ink-2">
      <RemovalKind removal={removal} />
      {until === null ? null : (
        <>
          {' '}
          <Trans>until {instantText(until, zone)}</Trans>
        </>
      )}
      {note === null ? null : ` · ${note}`}
    </span>
  )
}

function RemovalKind({ removal: { kind, cap } }: { readonly removal: NonNullable<Member['removal']> }): ReactNode {
  switch (kind) {
    case 'inactive':
      return <Trans>switched off</Trans>
    case 'not_a_member':
      return <Trans>not yet a member</Trans>
    case 'absent':
      return <Trans>absent</Trans>
    case 'off_shift':
      return <Trans>outside their hours</Trans>
    case 'cap':
      return cap === null ? (
        <Trans>full</Trans>
      ) : (
        <Trans>
          full: {cap.used} of {cap.limit}
        </Trans>
      )
  }
}
