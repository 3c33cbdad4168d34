import { useLingui } from '@lingui/react/macro'
import { grantsScope, isScope, roleNames, scopes, scopesOfRoles, type Scope } from '@rightful/contract/grants'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { useRoleNames } from './role-names.ts'

type Grant = { readonly scope: Scope; readonly meaning: string }

const grants: readonly Grant[] = Object.entries(scopes).flatMap(([scope, meaning]) =>
  isScope(scope) ? [{ scope, meaning }] : [],
)

/** Every grant against every role; a wider grant contains the narrower ones. */
export function RoleTable(): ReactNode {
  const { t } = useLingui()
  const names = useRoleNames()
  const columns: readonly Column<Grant>[] = [
    {
      id: 'grant',
      heading: t`Grant`,
      cell: ({ scope, meaning }) => (
        <span className="flex flex-col md:flex-row md:gap-3">
          <code className="shrink-0 font-mono text-xs leading-5 md:w-40">{scope}</code>
          <span className="text-ink-2">{meaning}</span>
        </span>
      ),
    },
    ...roleNames.map((role): Column<Grant> => {
      const granted = scopesOfRoles([role])
      return {
        id: role,
        heading: <span className="whitespace-nowrap">{names[role]}</span>,
        cell: ({ scope }) =>
          grantsScope(granted, scope) ? (
            <Check aria-label={t`yes`} role="img" className="size-4 text-good" />
          ) : (
            <span className="sr-only">{t`no`}</span>
          ),
      }
    }),
  ]
  return <DataTable label={t`What roles may do`} columns={columns} rows={grants} rowId={({ scope }) => scope} />
}
