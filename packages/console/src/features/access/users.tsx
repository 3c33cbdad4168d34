import { Trans, useLingui } from '@lingui/react/macro'
import { isRoleName } from '@rightful/contract/grants'
import type { User } from '@rightful/contract/api-paths'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { useZone } from '../../client/zone.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Ago } from '../../ui/instant.tsx'
import { useRoleNames } from './role-names.ts'
import { UserPanel } from './user-panel.tsx'

const route = getRouteApi('/inside/access')

/** Whoever signs in, with roles and state; opening one shows what can be done. */
export function Users(): ReactNode {
  const query = $api.useQuery('get', '/v1/users', {})
  const { user: openId } = route.useSearch()
  const navigate = useNavigate({ from: '/access' })
  const show = (id: string | null): void => void navigate({ search: id === null ? {} : { user: id } })
  return (
    <Faces query={query} lines={5}>
      {({ data }) => {
        const open = data.find(({ user_id: id }) => id === openId)
        return (
          <>
            <UserTable users={data} openId={openId ?? null} onOpen={({ user_id: id }) => show(id)} />
            {open === undefined ? null : <UserPanel key={open.user_id} user={open} onClose={() => show(null)} />}
          </>
        )
      }}
    </Faces>
  )
}

type UserTableProps = {
  readonly users: readonly User[]
  readonly openId: string | null
  readonly onOpen: (user: User) => void
}

function UserTable({ users, openId, onOpen }: UserTableProps): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const names = useRoleNames()
  const columns: readonly Column<User>[] = [
    { id: 'name', heading: t`Name`, cell: ({ name }) => <span className="font-medium">{name}</span> },
    { id: 'email', heading: t`Email`, cell: ({ email }) => email, isWideOnly: true },
    {
      id: 'roles',
      heading: t`Roles`,
      cell: ({ roles }) => roles.map((role) => (isRoleName(role) ? names[role] : role)).join(', '),
    },
    { id: 'owner', heading: t`Owns leads as`, cell: ({ owner_id: id }) => id ?? '—', isWideOnly: true },
    { id: 'state', heading: t`State`, cell: ({ status }) => <UserState status={status} /> },
    {
      id: 'seen',
      heading: t`Last sign-in`,
      cell: ({ last_sign_in_at: at }) => (at === null ? '—' : <Ago at={at} zone={zone} />),
      isWideOnly: true,
    },
  ]
  return (
    <DataTable
      label={t`People who sign in`}
      columns={columns}
      rows={users}
      rowId={({ user_id: id }) => id}
      onOpen={onOpen}
      openId={openId}
    />
  )
}

const tones: Readonly<Record<User['status'], Tone>> = { active: 'good', invited: 'neutral', disabled: 'bad' }

function UserState({ status }: Pick<User, 'status'>): ReactNode {
  return (
    <Badge tone={tones[status]}>
      {status === 'active' ? <Trans>active</Trans> : null}
      {status === 'invited' ? <Trans>invited</Trans> : null}
      {status === 'disabled' ? <Trans>deactivated</Trans> : null}
    </Badge>
  )
}
