import { Trans, useLingui } from '@lingui/react/macro'
import type { PolicySummary } from '@rightful/contract/api-paths'
import { type ReactNode, useState } from 'react'
import { ActorName } from '../../client/actor-name.tsx'
import { PagedFaces } from '../../client/paged-faces.tsx'
import { useCan } from '../../client/session.ts'
import { usePages } from '../../client/use-pages.ts'
import { useZone } from '../../client/zone.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Ago } from '../../ui/instant.tsx'
import { Section } from '../../ui/page.tsx'
import { GoBack } from './go-back.tsx'

const VERSIONS_A_PAGE = 20

/** Every version there was, the newest first, with a way back to each. */
export function PolicyVersions(): ReactNode {
  const [chosen, setChosen] = useState<PolicySummary | null>(null)
  const query = usePages('/v1/policies', { limit: VERSIONS_A_PAGE })
  return (
    <Section title={<Trans>Versions</Trans>}>
      <PagedFaces query={query}>{(versions) => <VersionTable rows={versions} onGoBack={setChosen} />}</PagedFaces>
      {chosen === null ? null : <GoBack to={chosen} onClose={() => setChosen(null)} />}
    </Section>
  )
}

type VersionTableProps = {
  readonly rows: readonly PolicySummary[]
  readonly onGoBack: (version: PolicySummary) => void
}

function VersionTable({ rows, onGoBack }: VersionTableProps): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const mayGoBack = useCan()('policies:apply')
  const columns: readonly Column<PolicySummary>[] = [
    { id: 'version', heading: t`Version`, cell: ({ name, version }) => `${name} v${version}` },
    {
      id: 'hash',
      heading: t`Hash`,
      cell: ({ hash }) => <span className="font-mono text-xs">{hash.slice(0, 12)}</span>,
      isWideOnly: true,
    },
    { id: 'by', heading: t`By`, cell: ({ created_by: by }) => <ActorName actor={by} /> },
    { id: 'at', heading: t`When`, cell: ({ created_at: at }) => <Ago at={at} zone={zone} /> },
    {
      id: 'state',
      heading: '',
      cell: (version) => {
        if (version.is_active) {
          return (
            <Badge tone="good">
              <Trans>active</Trans>
            </Badge>
          )
        }
        if (!mayGoBack) return null
        return (
          <Button size="small" onPress={() => onGoBack(version)}>
            <Trans>Go back to this …</Trans>
          </Button>
        )
      },
    },
  ]
  return <DataTable label={t`Versions`} columns={columns} rows={rows} rowId={({ version }) => String(version)} />
}
