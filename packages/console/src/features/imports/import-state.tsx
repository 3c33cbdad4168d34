import { Trans } from '@lingui/react/macro'
import type { Import } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { Badge } from '../../ui/badge.tsx'

/** How far an import is. */
export function ImportState({ job }: { readonly job: Import }): ReactNode {
  const { state, dry_run: isDryRun, done_count: done, row_count: count } = job
  if (state === 'done') return <Badge tone="good">{isDryRun ? <Trans>dry run done</Trans> : <Trans>done</Trans>}</Badge>
  if (state === 'undone') {
    return (
      <Badge>
        <Trans>taken back</Trans>
      </Badge>
    )
  }
  return (
    <Badge tone="accent">
      <Trans>
        {done} of {count}
      </Trans>
    </Badge>
  )
}
