import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import type { DraftConflict } from './merge-drafts.ts'
import type { Preferred } from './merge-lines.ts'

type MergeConflictProps = {
  readonly conflicts: readonly DraftConflict[]
  readonly onChoose: (preferred: Preferred) => void
}

/** Somebody else saved the same places meanwhile: says which, and saves with whichever text is chosen there. */
export function MergeConflict({ conflicts, onChoose }: MergeConflictProps): ReactNode {
  return (
    <div role="alert" className="flex flex-col gap-3 rounded-lg bg-warn-ground p-3">
      <p className="font-medium">
        <Trans>Somebody else saved this draft meanwhile, and changed the same places. Nothing of yours is lost.</Trans>
      </p>
      {conflicts.map(({ where, ours, theirs }) => (
        <div key={`${where} ${ours} ${theirs}`} className="grid gap-2 md:grid-cols-2">
          <Side title={<Trans>{where}: yours</Trans>} text={ours} />
          <Side title={<Trans>{where}: theirs</Trans>} text={theirs} />
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => onChoose('ours')}>
          <Trans>Save with mine there</Trans>
        </Button>
        <Button onPress={() => onChoose('theirs')}>
          <Trans>Save with theirs there</Trans>
        </Button>
      </div>
    </div>
  )
}

function Side({ title, text }: { readonly title: ReactNode; readonly text: string | null }): ReactNode {
  return (
    <div className="min-w-0">
      <p className="text-xs text-ink-2">{title}</p>
      <pre className="rounded border border-line bg-ground p-2 font-mono text-xs whitespace-pre-wrap">
        {text ?? '—'}
      </pre>
    </div>
  )
}
