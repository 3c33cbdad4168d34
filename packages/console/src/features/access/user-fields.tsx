import { Trans, useLingui } from '@lingui/react/macro'
import { type RoleName, roleNames, roles } from '@rightful/contract/grants'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { nameOf } from '../../client/record-body.ts'
import { useCan } from '../../client/session.ts'
import { Checkbox } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useRoleNames } from './role-names.ts'

const OWNERS_MAX = 200
const NOBODY = ''

type RolePickerProps = {
  readonly chosen: readonly RoleName[]
  readonly onChange: (chosen: readonly RoleName[]) => void
}

/** Roles to choose from, each with what it is for. */
export function RolePicker({ chosen, onChange }: RolePickerProps): ReactNode {
  const names = useRoleNames()
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 text-xs font-medium text-ink-2">
        <Trans>Roles</Trans>
      </legend>
      {roleNames.map((role) => (
        <Checkbox
          key={role}
          isSelected={chosen.includes(role)}
          onChange={(isIn) => onChange(isIn ? [...chosen, role] : chosen.filter((other) => other !== role))}
        >
          <span>
            {names[role]} <span className="text-xs text-ink-2">{roles[role].title}</span>
          </span>
        </Checkbox>
      ))}
    </fieldset>
  )
}

type OwnerPickerProps = { readonly value: string | null; readonly onChange: (ownerId: string | null) => void }

/** Which owner of the roster somebody is, so that leads can be theirs. */
export function OwnerPicker({ value, onChange }: OwnerPickerProps): ReactNode {
  const { t } = useLingui()
  const mayRead = useCan()('people:read')
  const query = { limit: OWNERS_MAX }
  const { data } = $api.useQuery('get', '/v1/owners', { params: { query } }, { enabled: mayRead })
  const owners = (data?.data ?? []).map((record) => ({ id: record.id, label: nameOf(record) }))
  const known =
    value === null || owners.some(({ id }) => id === value) ? owners : [{ id: value, label: value }, ...owners]
  return (
    <Select
      label={t`Owns leads as`}
      value={value ?? NOBODY}
      onChange={(id) => onChange(id === NOBODY ? null : id)}
      choices={[{ id: NOBODY, label: t`Nobody in the pools` }, ...known]}
    />
  )
}
