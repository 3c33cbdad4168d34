import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { LeadSummary } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { leadName } from '../../client/lead-name.ts'
import { useZone } from '../../client/zone.ts'
import { Badge } from '../../ui/badge.tsx'
import { buttonClasses } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Ago } from '../../ui/instant.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { groupByCause, type WaitingGroup } from './group-by-cause.ts'

const LEADS_MAX = 50

/** Leads without an owner, grouped by why they wait, the longest waiting first. */
export function WaitingPage(): ReactNode {
  const { t } = useLingui()
  const held = $api.useQuery('get', '/v1/leads', {
    params: { query: { state: 'held', include: 'given,hold', limit: LEADS_MAX } },
  })
  const parked = $api.useQuery('get', '/v1/leads', {
    params: { query: { state: 'parked', include: 'given,hold', limit: LEADS_MAX } },
  })
  return (
    <Page
      title={t`Waiting`}
      lead={
        <Trans>
          Leads without an owner, by why they wait. Each is tried again whenever somebody may have become free.
        </Trans>
      }
    >
      <Faces query={parked}>
        {(broken) => (
          <Faces query={held}>
            {(waiting) => (
              <Groups
                leads={[...broken.data, ...waiting.data]}
                isCut={waiting.next_cursor !== null || broken.next_cursor !== null}
              />
            )}
          </Faces>
        )}
      </Faces>
    </Page>
  )
}

type GroupsProps = { readonly leads: readonly LeadSummary[]; readonly isCut: boolean }

function Groups({ leads, isCut }: GroupsProps): ReactNode {
  if (leads.length === 0) {
    return (
      <Empty title={<Trans>Nobody waits.</Trans>}>
        <Trans>Every lead has an owner, or has been closed.</Trans>
      </Empty>
    )
  }
  const groups = groupByCause(leads)
  return (
    <div className="flex flex-col gap-6">
      {groups.map((group) => (
        <Group key={group.key} group={group} />
      ))}
      {isCut ? (
        <p className="text-ink-2">
          <Trans>There are more; these are the {LEADS_MAX} that came last of each kind.</Trans>
        </p>
      ) : null}
    </div>
  )
}

function Group({ group }: { readonly group: WaitingGroup }): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const columns: readonly Column<LeadSummary>[] = [
    {
      id: 'lead',
      heading: t`Lead`,
      cell: (lead) => (
        <Link to="/leads/$leadId" params={{ leadId: lead.lead_id }} className="text-accent hover:underline">
          {leadName(lead.given) ?? lead.lead_id.slice(-8)}
        </Link>
      ),
    },
    {
      id: 'since',
      heading: t`Waits since`,
      cell: ({ hold }) => (hold ? <Ago at={hold.since} zone={zone} /> : '—'),
    },
    {
      id: 'retry',
      heading: t`Next try`,
      cell: ({ hold }) => {
        const at = hold?.retry_at ?? null
        return at === null ? <Trans>when somebody frees</Trans> : <Ago at={at} zone={zone} />
      },
    },
    { id: 'tries', heading: t`Tries`, cell: ({ hold }) => hold?.attempts, isNumber: true },
  ]
  return (
    <Section
      title={
        <span className="flex items-center gap-2">
          {group.isParked ? (
            <Badge tone="bad">
              <Trans>Parked</Trans>
            </Badge>
          ) : null}
          {group.queue}: {group.reason}
        </span>
      }
      note={group.leads.length}
      actions={
        group.isParked ? null : (
          <Link to="/leads" search={{ state: 'held' }} className={buttonClasses('quiet', 'small')}>
            <Trans>All that wait</Trans>
          </Link>
        )
      }
    >
      <DataTable
        label={`${group.queue}: ${group.reason}`}
        columns={columns}
        rows={group.leads}
        rowId={({ lead_id: id }) => id}
      />
    </Section>
  )
}
