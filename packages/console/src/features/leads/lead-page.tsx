import { useLingui } from '@lingui/react/macro'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Page } from '../../ui/page.tsx'
import { LeadStory } from './lead-story.tsx'

const route = getRouteApi('/inside/leads/$leadId')

/** One lead: what it is, who has it and why. */
export function LeadPage(): ReactNode {
  const { t } = useLingui()
  const { leadId } = route.useParams()
  return (
    <Page title={t`Lead`}>
      <div className="max-w-3xl">
        <LeadStory leadId={leadId} />
      </div>
    </Page>
  )
}
