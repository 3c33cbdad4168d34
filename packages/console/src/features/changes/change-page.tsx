import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { getRouteApi } from '@tanstack/react-router'
import type { ChangeDetail, ChangeReview } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { ActorName } from '../../client/actor-name.tsx'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { useZone } from '../../client/zone.ts'
import { Ago, instantText } from '../../ui/instant.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { ChangeActions } from './change-actions.tsx'
import { ChangeApprovals } from './change-approvals.tsx'
import { ChangeComments } from './change-comments.tsx'
import { ChangeState } from './change-state.tsx'
import { ChangeWarnings } from './change-warnings.tsx'
import { ProblemList } from './problem-list.tsx'
import { WhatIfSection } from './what-if.tsx'

const route = getRouteApi('/inside/changes/$changeId')

/** A change of the policy: what it says, what it does, who approved it, and its next step. */
export function ChangePage(): ReactNode {
  const { t } = useLingui()
  const { changeId } = route.useParams()
  const query = $api.useQuery('get', '/v1/changes/{change_id}', { params: { path: { change_id: changeId } } })
  return (
    <Page title={query.data?.title ?? t`Change`}>
      <Faces query={query} lines={8}>
        {(change) => (
          <>
            <ChangeHead change={change} />
            <ChangeActions change={change} />
            <ChangeWarnings warnings={change.warnings} />
            <ChangeApprovals change={change} />
            <ReviewSection changeId={changeId} />
            <WhatIfSection changeId={changeId} />
            <ChangeComments change={change} />
          </>
        )}
      </Faces>
    </Page>
  )
}

function ChangeHead({ change }: { readonly change: ChangeDetail }): ReactNode {
  const zone = useZone()
  const { state, created_by: by, created_at: at, base_version: base, description, reason, schedule } = change
  const [from, to] = [schedule?.from ?? null, schedule?.to ?? null].map((time) =>
    time === null ? null : instantText(time.at, zone),
  )
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-baseline gap-2 text-ink-2">
        <ChangeState state={state} />
        <Trans>
          by <ActorName actor={by} />, <Ago at={at} zone={zone} />, on version {base}
        </Trans>
      </p>
      {description === '' ? null : <p className="max-w-prose whitespace-pre-wrap">{description}</p>}
      {reason === null ? null : (
        <p className="max-w-prose text-ink-2">
          <Trans>Reason given: {reason}</Trans>
        </p>
      )}
      {typeof from === 'string' ? <Trans>Takes effect {from}.</Trans> : null}
      {typeof to === 'string' ? <Trans>Ends {to}.</Trans> : null}
    </div>
  )
}

function ReviewSection({ changeId }: { readonly changeId: string }): ReactNode {
  const path = { change_id: changeId }
  const query = $api.useQuery('get', '/v1/changes/{change_id}/review', { params: { path } })
  return (
    <Section title={<Trans>What it does</Trans>}>
      <Faces query={query}>{(review) => <ReviewView review={review} />}</Faces>
    </Section>
  )
}

function ReviewView({ review }: { readonly review: ChangeReview }): ReactNode {
  const { diff, change_count: count, problems, tests, conflicts } = review
  return (
    <div className="flex flex-col gap-3">
      {count === 0 ? (
        <p>
          <Trans>It means the same as its base.</Trans>
        </p>
      ) : (
        <pre className="rounded-lg border border-line bg-sunken p-3 font-mono text-xs leading-5 whitespace-pre-wrap">
          {diff}
        </pre>
      )}
      <p className={tests.failed === 0 ? 'text-ink-2' : 'text-bad'}>
        {tests.failed === 0 ? (
          <Plural value={tests.count} one="# golden test passes." other="All # golden tests pass." />
        ) : (
          <Trans>
            {tests.failed} of {tests.count} golden tests fail.
          </Trans>
        )}
      </p>
      <ProblemList problems={problems} />
      {conflicts.map(({ part, ours, theirs }) => (
        <div key={part} className="rounded-lg bg-warn-ground p-3">
          <p className="font-medium">
            <Trans>Conflict with the active version: {part}</Trans>
          </p>
          <pre className="font-mono text-xs whitespace-pre-wrap">{ours ?? '—'}</pre>
          <p className="text-ink-2">
            <Trans>The active version has</Trans>
          </p>
          <pre className="font-mono text-xs whitespace-pre-wrap">{theirs ?? '—'}</pre>
        </div>
      ))}
    </div>
  )
}
