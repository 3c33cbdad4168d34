import { Trans, useLingui } from '@lingui/react/macro'
import type { ApiKey } from '@rightful/contract/api-paths'
import { grantsScope, isScope } from '@rightful/contract/grants'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { failureOf } from '../../client/failure-of.ts'
import { useZone } from '../../client/zone.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Ago, useNow } from '../../ui/instant.tsx'
import { useTell } from '../../ui/notices.tsx'
import { Section } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { MakeKey } from './make-key.tsx'

/** The keys by which programs ask: what each may do, until when, and when it was last used. */
export function ApiKeys(): ReactNode {
  const query = $api.useQuery('get', '/v1/api-keys', {})
  return (
    <Section title={<Trans>API keys</Trans>} actions={<MakeKey />}>
      <Faces query={query} lines={3}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={<Trans>No API keys yet.</Trans>}>
              <Trans>A program that posts leads or reads them needs one.</Trans>
            </Empty>
          ) : (
            <KeyTable keys={data} />
          )
        }
      </Faces>
    </Section>
  )
}

function KeyTable({ keys }: { readonly keys: readonly ApiKey[] }): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const revoke = useRevoke()
  const columns: readonly Column<ApiKey>[] = [
    { id: 'name', heading: t`Name`, cell: ({ name }) => <span className="font-medium">{name}</span> },
    {
      id: 'prefix',
      heading: t`Begins with`,
      cell: ({ prefix }) => <code className="font-mono text-xs">{prefix}…</code>,
    },
    {
      id: 'scopes',
      heading: t`May do`,
      cell: ({ scopes }) => <span className="font-mono text-xs">{leastOf(scopes).join(' ')}</span>,
      isWideOnly: true,
    },
    { id: 'state', heading: t`State`, cell: (key) => <KeyState apiKey={key} /> },
    {
      id: 'used',
      heading: t`Last used`,
      cell: ({ last_used_at: at }) => (at === null ? t`never` : <Ago at={at} zone={zone} />),
      isWideOnly: true,
    },
    {
      id: 'revoke',
      heading: '',
      cell: (key) =>
        key.revoked_at === null ? (
          <div className="flex justify-end">
            <Button size="small" kind="danger" aria-label={t`Revoke ${key.name}`} onPress={() => revoke(key)}>
              <Trans>Revoke</Trans>
            </Button>
          </div>
        ) : null,
    },
  ]
  return <DataTable label={t`API keys`} columns={columns} rows={keys} rowId={({ api_key_id: id }) => id} />
}

/** The grants that no other of them contains. */
function leastOf(scopes: readonly string[]): readonly string[] {
  return scopes.filter((scope) => {
    const others = new Set(scopes.filter((other) => other !== scope).filter(isScope))
    return !isScope(scope) || !grantsScope(others, scope)
  })
}

function useRevoke(): (key: ApiKey) => void {
  const { t } = useLingui()
  const tell = useTell()
  const queries = useQueryClient()
  const revoke = $api.useMutation('delete', '/v1/api-keys/{api_key_id}', {
    onSuccess: ({ name }) => {
      tell(t`${name} is revoked.`)
      void queries.invalidateQueries()
    },
    onError: (error) => tell(failureOf(error).message, 'bad'),
  })
  return ({ api_key_id: id }) => revoke.mutate({ params: { path: { api_key_id: id } } })
}

function KeyState({ apiKey }: { readonly apiKey: ApiKey }): ReactNode {
  const zone = useZone()
  const now = useNow()
  const { revoked_at: revokedAt, expires_at: expiresAt } = apiKey
  if (revokedAt !== null) {
    return (
      <Badge>
        <Trans>revoked</Trans>
      </Badge>
    )
  }
  if (expiresAt === null) {
    return (
      <Badge tone="good">
        <Trans>holds for good</Trans>
      </Badge>
    )
  }
  return Date.parse(expiresAt) <= now ? (
    <Badge tone="bad">
      <Trans>expired</Trans>
    </Badge>
  ) : (
    <Badge tone="good">
      <Trans>
        ends <Ago at={expiresAt} zone={zone} />
      </Trans>
    </Badge>
  )
}
