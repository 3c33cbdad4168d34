import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ChangeDetail } from '@rightful/contract/api-paths'
import { type ReactNode, useState } from 'react'
import { shownFailure } from '../../client/faces.tsx'
import { useCan, useSession } from '../../client/session.ts'
import { Button, buttonClasses } from '../../ui/button.tsx'
import { Failed } from '../../ui/states.tsx'
import { type AskedStep, AskStep } from './ask-step.tsx'
import { isStepUpNeeded, StepUp } from '../../client/step-up.tsx'
import { useStep } from './use-step.ts'

/** The steps that a change may take as it stands, by whoever looks. */
export function ChangeActions({ change }: { readonly change: ChangeDetail }): ReactNode {
  const [asked, setAsked] = useState<AskedStep | null>(null)
  const step = useStep(change, () => setAsked(null))
  const may = useSteps(change)
  const repeat = (): void => (step.variables === undefined ? undefined : step.mutate(step.variables))
  const close = (): void => {
    setAsked(null)
    step.reset()
  }
  if (isStepUpNeeded(step.error)) return <StepUp onClose={close} onDone={repeat} />
  const now = (kind: 'submit' | 'approve' | 'apply' | 'rebase', text: ReactNode): ReactNode =>
    may[kind] ? (
      <Button
        kind={kind === 'rebase' ? 'secondary' : 'primary'}
        isPending={step.isPending && step.variables.kind === kind}
        onPress={() => step.mutate({ kind })}
      >
        {text}
      </Button>
    ) : null
  const later = (kind: AskedStep, text: ReactNode): ReactNode =>
    may[kind] ? (
      <Button kind={kind === 'schedule' ? 'secondary' : 'danger'} onPress={() => setAsked(kind)}>
        {text}
      </Button>
    ) : null
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {now('submit', <Trans>Hand in for review</Trans>)}
        {now('approve', <Trans>Approve</Trans>)}
        {now('apply', <Trans>Apply now</Trans>)}
        {later('schedule', <Trans>Schedule …</Trans>)}
        {now('rebase', <Trans>Put it on the active version</Trans>)}
        {may.edit ? <EditLink changeId={change.change_id} /> : null}
        {later('reject', <Trans>Reject …</Trans>)}
        {later('cancel', <Trans>Give up …</Trans>)}
        {later('break-glass', <Trans>Break glass …</Trans>)}
      </div>
      {step.error === null || asked !== null ? null : <Failed failure={shownFailure(step.error)} />}
      {asked === null ? null : <AskStep kind={asked} step={step} onClose={close} />}
    </div>
  )
}

function EditLink({ changeId }: { readonly changeId: string }): ReactNode {
  return (
    <Link to="/changes/$changeId/edit" params={{ changeId }} className={buttonClasses()}>
      <Trans>Edit</Trans>
    </Link>
  )
}

function useSteps({ state, is_outdated: isOutdated, authors }: ChangeDetail) {
  const can = useCan()
  const { user } = useSession()
  const isAuthor = authors.some((author) => author.includes(user.user_id))
  const isOpen = ['draft', 'in_review', 'approved', 'scheduled', 'suspended', 'rejected'].includes(state)
  const isDecided = state === 'approved' || state === 'scheduled'
  const proposes = can('policies:propose')
  return {
    submit: state === 'draft' && proposes,
    approve: state === 'in_review' && !isAuthor && can('policies:approve'),
    apply: isDecided && can('policies:apply'),
    rebase: isOpen && isOutdated && proposes,
    edit: isOpen && proposes,
    schedule: isDecided && can('policies:schedule'),
    reject: state === 'in_review' && can('policies:approve'),
    cancel: isOpen && proposes && (!isDecided || can('policies:schedule')),
    'break-glass': isOpen && !isDecided && can('policies:bypass'),
  } as const
}
