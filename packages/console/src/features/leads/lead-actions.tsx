import { Trans } from '@lingui/react/macro'
import type { LeadDetail } from '@rightful/contract/api-paths'
import { type ReactNode, useState } from 'react'
import { $api } from '../../client/api.ts'
import { useCan, useSession } from '../../client/session.ts'
import { Button } from '../../ui/button.tsx'
import { AssignLead } from './assign-lead.tsx'
import { RejectLead } from './reject-lead.tsx'
import { useSettled } from './use-settled.ts'

/** What whoever looks may do with a lead as it stands. */
export function LeadActions({ lead }: { readonly lead: LeadDetail }): ReactNode {
  const can = useCan()
  const { user } = useSession()
  const [opened, setOpened] = useState<'assign' | 'reject' | null>(null)
  const settle = useSettled()
  const path = { lead_id: lead.lead_id }
  const touch = $api.useMutation('post', '/v1/leads/{lead_id}/touch', settle)
  const retry = $api.useMutation('post', '/v1/leads/{lead_id}/retry', settle)
  const isOwn = user.owner_id !== null && user.owner_id === lead.owner_id
  const mayWork = can('leads:write:team') || (isOwn && can('leads:write:own'))
  if (!mayWork) return null
  const isWaiting = lead.state === 'held' || lead.state === 'parked'
  return (
    <div className="flex flex-wrap gap-2">
      {lead.state === 'assigned' && lead.touched_at === null ? (
        <Button
          kind="primary"
          isPending={touch.isPending}
          onPress={() => touch.mutate({ params: { path }, body: { channel: null } })}
        >
          <Trans>I followed up</Trans>
        </Button>
      ) : null}
      {isWaiting && can('leads:write') ? (
        <Button isPending={retry.isPending} onPress={() => retry.mutate({ params: { path } })}>
          <Trans>Try again now</Trans>
        </Button>
      ) : null}
      {(lead.state === 'assigned' || isWaiting) && can('leads:write:team') ? (
        <Button onPress={() => setOpened('assign')}>
          {lead.owner_id === null ? <Trans>Assign …</Trans> : <Trans>Hand over …</Trans>}
        </Button>
      ) : null}
      {lead.state === 'assigned' ? (
        <Button kind="danger" onPress={() => setOpened('reject')}>
          <Trans>Reject …</Trans>
        </Button>
      ) : null}
      <AssignLead lead={lead} isOpen={opened === 'assign'} onClose={() => setOpened(null)} />
      <RejectLead lead={lead} isOpen={opened === 'reject'} onClose={() => setOpened(null)} />
    </div>
  )
}
