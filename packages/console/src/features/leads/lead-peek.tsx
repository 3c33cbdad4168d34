import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { buttonClasses } from '../../ui/button.tsx'
import { SidePanel } from '../../ui/dialog.tsx'
import { LeadStory } from './lead-story.tsx'

type LeadPeekProps = { readonly leadId: string | null; readonly onClose: () => void }

/** A lead beside the list that it stands in. */
export function LeadPeek({ leadId, onClose }: LeadPeekProps): ReactNode {
  const { t } = useLingui()
  if (leadId === null) return null
  const open = (
    <Link to="/leads/$leadId" params={{ leadId }} className={buttonClasses('secondary', 'small')}>
      <Trans>Open</Trans>
    </Link>
  )
  return (
    <SidePanel title={t`Lead`} isOpen onClose={onClose} actions={open}>
      <LeadStory leadId={leadId} />
    </SidePanel>
  )
}
