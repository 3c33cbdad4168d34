import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { Page } from '../../ui/page.tsx'

/** Which reports there are. */
export function ReportsPage(): ReactNode {
  const { t } = useLingui()
  const query = $api.useQuery('get', '/v1/reports', {})
  return (
    <Page title={t`Reports`}>
      <Faces query={query}>
        {({ data }) => (
          <ul className="flex flex-col">
            {data.map(({ name, title, days_by_default: days }) => (
              <li
                key={name}
                className="flex items-baseline justify-between gap-4 border-t border-line py-2 first:border-t-0"
              >
                <Link to="/reports/$name" params={{ name }} className="font-medium text-accent hover:underline">
                  {title}
                </Link>
                <span className="text-xs text-ink-3">
                  <Trans>{days} days</Trans>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Faces>
    </Page>
  )
}
