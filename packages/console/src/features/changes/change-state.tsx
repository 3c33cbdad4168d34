import { useLingui } from '@lingui/react/macro'
import type { ChangeSummary } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { Badge, type Tone } from '../../ui/badge.tsx'

type State = ChangeSummary['state']

const tones: Readonly<Record<State, Tone>> = {
  draft: 'neutral',
  in_review: 'accent',
  approved: 'good',
  scheduled: 'accent',
  active: 'good',
  rejected: 'bad',
  cancelled: 'neutral',
  suspended: 'warn',
  superseded: 'neutral',
}

/** What the states of a change are called. */
export function useChangeStateNames(): Readonly<Record<State, string>> {
  const { t } = useLingui()
  return {
    draft: t`Draft`,
    in_review: t`In review`,
    approved: t`Approved`,
    scheduled: t`Scheduled`,
    active: t`Active`,
    rejected: t`Rejected`,
    cancelled: t`Given up`,
    suspended: t`Suspended`,
    superseded: t`Superseded`,
  }
}

/** The state of a change. */
export function ChangeState({ state }: { readonly state: State }): ReactNode {
  return <Badge tone={tones[state]}>{useChangeStateNames()[state]}</Badge>
}
