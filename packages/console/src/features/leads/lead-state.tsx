import { useLingui } from '@lingui/react/macro'
import type { LeadSummary } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { Badge, type Tone } from '../../ui/badge.tsx'

type State = LeadSummary['state']

const tones: Readonly<Record<State, Tone>> = {
  assigned: 'good',
  held: 'warn',
  parked: 'bad',
  refused: 'neutral',
  converted: 'accent',
  disqualified: 'neutral',
  withdrawn: 'neutral',
}

/** What each state is called. */
export function useStateNames(): Readonly<Record<State, string>> {
  const { t } = useLingui()
  return {
    assigned: t`Assigned`,
    held: t`Waiting`,
    parked: t`Parked`,
    refused: t`Refused`,
    converted: t`Converted`,
    disqualified: t`Disqualified`,
    withdrawn: t`Withdrawn`,
  }
}

/** The state of a lead. */
export function LeadState({ state }: { readonly state: State }): ReactNode {
  return <Badge tone={tones[state]}>{useStateNames()[state]}</Badge>
}
