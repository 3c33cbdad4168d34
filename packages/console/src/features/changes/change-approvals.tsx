import { Trans } from '@lingui/react/macro'
import type { ChangeDetail } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { useCan, useSession } from '../../client/session.ts'
import { useZone } from '../../client/zone.ts'
import { Ago } from '../../ui/instant.tsx'
import { Section } from '../../ui/page.tsx'
import { InviteReviewer } from './invite-reviewer.tsx'

/** Who approved a change, and what is still missing before it may decide. */
export function ChangeApprovals({ change }: { readonly change: ChangeDetail }): ReactNode {
  const zone = useZone()
  const can = useCan()
  const { user } = useSession()
  const { approvals, missing, state, authors } = change
  const isAuthor = authors.some((author) => author.includes(user.user_id))
  const isWaiting = state === 'in_review' || state === 'draft'
  return (
    <Section title={<Trans>Approvals</Trans>}>
      <ul className="flex flex-col gap-1">
        {approvals.map(({ user_id: by, approved_at: at }) => (
          <li key={by}>
            <Trans>
              Approved by {by === user.user_id ? user.name : by}, <Ago at={at} zone={zone} />
            </Trans>
          </li>
        ))}
        {missing.map(({ part, group, needed, given }) => (
          <li key={`${part} ${group ?? ''}`} className="text-warn">
            {group === null ? (
              <Trans>
                {part}: {given} of {needed} approvals, by anybody but its authors
              </Trans>
            ) : (
              <Trans>
                {part}: {given} of {needed} approvals, by {group}
              </Trans>
            )}
          </li>
        ))}
      </ul>
      {isWaiting && isAuthor ? (
        <div className="flex flex-wrap items-center gap-3">
          <p>
            <Trans>You wrote this, so somebody else has to approve it.</Trans>
          </p>
          {can('access:write') ? <InviteReviewer /> : null}
        </div>
      ) : null}
    </Section>
  )
}
