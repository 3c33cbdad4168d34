import { Trans, useLingui } from '@lingui/react/macro'
import type { UseMutationResult } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { FormEnd } from '../../client/form-end.tsx'
import { shownFailure } from '../../client/faces.tsx'
import { useZone } from '../../client/zone.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Failed } from '../../ui/states.tsx'
import type { Step } from './use-step.ts'

/** A step that is asked about before it is taken. */
export type AskedStep = 'reject' | 'cancel' | 'break-glass' | 'schedule'

type AskStepProps = {
  readonly kind: AskedStep
  readonly step: UseMutationResult<void, unknown, Step>
  readonly onClose: () => void
}

/** Asks for the reason of a step, or for its time. */
export function AskStep({ kind, step, onClose }: AskStepProps): ReactNode {
  const titles: Readonly<Record<AskedStep, ReactNode>> = {
    reject: <Trans>Reject this change</Trans>,
    cancel: <Trans>Give this change up</Trans>,
    'break-glass': <Trans>Make it active without review</Trans>,
    schedule: <Trans>Schedule this change</Trans>,
  }
  return (
    <Dialog title={titles[kind]} isOpen onClose={onClose}>
      {kind === 'schedule' ? <ScheduleForm step={step} /> : <ReasonForm kind={kind} step={step} />}
      {step.error === null ? null : <Failed failure={shownFailure(step.error)} />}
    </Dialog>
  )
}

type ReasonFormProps = Pick<AskStepProps, 'step'> & { readonly kind: Exclude<AskedStep, 'schedule'> }

function ReasonForm({ kind, step }: ReasonFormProps): ReactNode {
  const { t } = useLingui()
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    step.mutate({ kind, reason: reason.trim() })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {kind === 'break-glass' ? (
        <p role="alert" className="rounded-lg bg-bad-ground px-3 py-2 font-medium text-bad">
          <Trans>Nobody else has looked at this. It decides at once, and everybody who listens is told.</Trans>
        </p>
      ) : null}
      <TextField label={t`Reason`} isRequired value={reason} onChange={setReason} />
      <FormEnd isDanger isDisabled={reason.trim() === ''} isPending={step.isPending}>
        {kind === 'break-glass' ? <Trans>Break glass: make it active</Trans> : null}
        {kind === 'reject' ? <Trans>Reject</Trans> : null}
        {kind === 'cancel' ? <Trans>Give up</Trans> : null}
      </FormEnd>
    </form>
  )
}

function ScheduleForm({ step }: Pick<AskStepProps, 'step'>): ReactNode {
  const { t } = useLingui()
  const [zone, setZone] = useState(useZone())
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    step.mutate({ kind: 'schedule', zone, from, to })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <TextField label={t`From`} type="datetime-local" hint={t`Left out: at once.`} value={from} onChange={setFrom} />
      <TextField label={t`Until`} type="datetime-local" hint={t`Left out: for good.`} value={to} onChange={setTo} />
      <TextField label={t`Zone`} isRequired value={zone} onChange={setZone} />
      <FormEnd isPending={step.isPending}>
        <Trans>Schedule</Trans>
      </FormEnd>
    </form>
  )
}
