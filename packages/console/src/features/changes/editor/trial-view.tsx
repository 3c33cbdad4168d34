import { Trans, useLingui } from '@lingui/react/macro'
import { CircleCheck, CircleHelp, CircleMinus } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from '../../../ui/classes.ts'
import type { ConstraintAnswer, Planned, RoutesAnswer, Trial } from './engine-messages.ts'

/** The way of a lead through a draft: hard rules, routes, place. What it takes is lit. */
export function TrialView({ trial }: { readonly trial: Trial }): ReactNode {
  const { planned, constraints, routes, readAs } = trial
  const read = readAs.map(({ field, text }) => (text === '' ? `${field}: —` : `${field}: ${text}`)).join(' · ')
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className="font-medium">
        <PlannedText planned={planned} />
      </p>
      <ol className="flex flex-col">
        {constraints.map((answer) => (
          <ConstraintStep key={answer.id} answer={answer} />
        ))}
        {routes === null ? null : <RouteSteps routes={routes} />}
      </ol>
      {read === '' ? null : (
        <p className="text-xs text-ink-3">
          <Trans>Read as {read}</Trans>
        </p>
      )}
    </div>
  )
}

/** Where a lead goes, in a sentence. */
export function PlannedText({ planned }: { readonly planned: Planned }): ReactNode {
  const { outcome, route, pool, owner, queue } = planned
  const reason = planned.reason?.replaceAll('_', ' ')
  if (outcome === 'refused') return <Trans>It is refused: {reason}</Trans>
  if (outcome === 'held')
    return (
      <Trans>
        It waits in {queue}: {reason}
      </Trans>
    )
  const to = pool ?? owner
  return route === null ? (
    <Trans>It goes to {to} without a route</Trans>
  ) : (
    <Trans>
      It goes to {to} by {route}
    </Trans>
  )
}

function ConstraintStep({ answer: { id, result, effect, missing } }: { readonly answer: ConstraintAnswer }): ReactNode {
  const { t } = useLingui()
  const said: Readonly<Record<ConstraintAnswer['effect'], string>> = {
    none: result === 'unknown' ? t`cannot be told` : t`does not apply`,
    applies: t`applies`,
    refused: t`refuses it`,
    bound: t`binds it to an owner`,
    not_bound: t`applies, but names nobody`,
    incomplete: t`cannot be told`,
  }
  return <Step name={id} answer={result} said={said[effect]} missing={missing} isTaken={effect !== 'none'} />
}

function RouteSteps({
  routes: { asked, total, matched, unknown, stoppedBy },
}: {
  readonly routes: RoutesAnswer
}): ReactNode {
  const { t } = useLingui()
  const falseCount = asked - unknown.length - (matched === null ? 0 : 1)
  return (
    <>
      {unknown.slice(0, UNKNOWN_SHOWN).map(({ ruleId, missing }) => (
        <Step
          key={ruleId}
          name={ruleId}
          answer="unknown"
          said={ruleId === stoppedBy ? t`cannot be told, and nothing below is tried` : t`cannot be told`}
          missing={missing}
          isTaken={false}
        />
      ))}
      {falseCount === 0 ? null : (
        <Step name={t`${falseCount} of ${total} rules`} answer={false} said={t`false`} missing={[]} isTaken={false} />
      )}
      {matched === null ? null : (
        <Step name={matched.ruleId} answer={true} said={t`true`} missing={[]} isTaken={true} />
      )}
    </>
  )
}

const UNKNOWN_SHOWN = 5

type StepProps = {
  readonly name: string
  readonly answer: boolean | 'unknown'
  readonly said: string
  readonly missing: readonly string[]
  readonly isTaken: boolean
}

function Step({ name, answer, said, missing, isTaken }: StepProps): ReactNode {
  const Icon = answer === 'unknown' ? CircleHelp : answer ? CircleCheck : CircleMinus
  const tone = answer === 'unknown' ? 'text-warn' : isTaken ? 'text-good' : 'text-ink-3'
  const list = missing.join(', ')
  return (
    <li className={classes('flex gap-2 rounded px-1.5 py-0.5', isTaken && 'bg-good-ground')}>
      <Icon aria-hidden className={classes('mt-0.5 size-4 shrink-0', tone)} />
      <span className="min-w-0">
        <span className={classes('font-mono text-xs', isTaken ? 'text-ink' : 'text-ink-2')}>{name}</span>{' '}
        <span className={tone}>{said}</span>
        {list === '' ? null : (
          <span className="text-ink-2">
            {' '}
            <Trans>(missing: {list})</Trans>
          </span>
        )}
      </span>
    </li>
  )
}
