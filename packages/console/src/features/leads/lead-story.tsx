import { Trans, useLingui } from '@lingui/react/macro'
import type { LeadDetail } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { useZone } from '../../client/zone.ts'
import { Ago, Instant } from '../../ui/instant.tsx'
import { Section } from '../../ui/page.tsx'
import { LeadActions } from './lead-actions.tsx'
import { LeadClocks } from './lead-clocks.tsx'
import { leadName } from '../../client/lead-name.ts'
import { LeadState } from './lead-state.tsx'
import { Why } from './why.tsx'

/** Everything about a lead, as a story: who has it, why, until when what has to happen, and what was before. */
export function LeadStory({ leadId }: { readonly leadId: string }): ReactNode {
  const query = $api.useQuery('get', '/v1/leads/{lead_id}', { params: { path: { lead_id: leadId } } })
  return (
    <Faces query={query} lines={10}>
      {(lead) => (
        <div className="flex flex-col gap-6">
          <Headline lead={lead} />
          <LeadActions lead={lead} />
          {lead.decision_id === null ? null : <Why decisionId={lead.decision_id} />}
          {lead.clocks.length === 0 ? null : <LeadClocks clocks={lead.clocks} />}
          <Given lead={lead} />
          <Assignments lead={lead} />
        </div>
      )}
    </Faces>
  )
}

function Headline({ lead }: { readonly lead: LeadDetail }): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const company = leadName(lead.given) ?? t`Lead`
  return (
    <header className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-2 text-sm font-semibold">
        {company} <LeadState state={lead.state} />
      </p>
      <p className="text-ink-2">
        {lead.owner_id === null ? null : (
          <Trans>
            Owned by <strong className="text-ink">{lead.owner_id}</strong>.{' '}
          </Trans>
        )}
        {lead.hold === null ? null : (
          <Trans>
            Waits in {lead.hold.queue} since <Ago at={lead.hold.since} zone={zone} />: {lead.hold.reason}.{' '}
          </Trans>
        )}
        <Trans>
          Received <Instant at={lead.received_at} zone={zone} />.
        </Trans>
      </p>
    </header>
  )
}

/** What was given, as it was given, beside what it was read as. */
function Given({ lead }: { readonly lead: LeadDetail }): ReactNode {
  const { given, attributes } = lead
  if (given === null) {
    return (
      <Section title={<Trans>Attributes</Trans>}>
        <p className="text-ink-2">
          <Trans>The person behind this lead was erased. Its decisions stand without what named them.</Trans>
        </p>
      </Section>
    )
  }
  return (
    <Section title={<Trans>Attributes</Trans>}>
      <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-1">
        {Object.entries(given).map(([name, value]) => {
          const shown = textOf(value) ?? '—'
          const read = textOf(attributes[name])
          return (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="min-w-0 break-words">
                {shown}
                {read === null || read === shown ? null : (
                  <span className="text-ink-3">
                    {' '}
                    <Trans>read as {read}</Trans>
                  </span>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
    </Section>
  )
}

function Assignments({ lead }: { readonly lead: LeadDetail }): ReactNode {
  const zone = useZone()
  if (lead.assignments.length === 0) return null
  return (
    <Section title={<Trans>Assignments</Trans>}>
      <ol className="flex flex-col gap-1">
        {lead.assignments.map((assignment) => (
          <li key={`${assignment.role} ${assignment.from}`} className="flex flex-wrap gap-x-2">
            <span className="font-medium">{assignment.owner_id}</span>
            <span className="text-ink-2">
              {assignment.role} · <Instant at={assignment.from} zone={zone} />
              {assignment.until === null ? null : (
                <>
                  {' – '}
                  <Instant at={assignment.until} zone={zone} />
                  {assignment.end_reason === null ? null : ` (${assignment.end_reason})`}
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}
