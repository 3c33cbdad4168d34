import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useRef, useState } from 'react'
import { shownFailure } from '../../client/faces.tsx'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { inputClasses, TextField } from '../../ui/field.tsx'
import { Failed } from '../../ui/states.tsx'
import { DraftProblems } from './draft-problems.tsx'
import { putCaret } from './put-caret.ts'
import { type Draft, type StoredChange, useSaveDraft } from './use-save-draft.ts'

type DraftEditorProps = { readonly start: Draft; readonly change: StoredChange | null }

/** The text of a policy to be changed, with its title and reason, checked while it is typed. */
export function DraftEditor({ start, change }: DraftEditorProps): ReactNode {
  const { t } = useLingui()
  const [draft, setDraft] = useState(start)
  const area = useRef<HTMLTextAreaElement>(null)
  const { save, error, pending } = useSaveDraft(change)
  const isTitled = draft.title.trim() !== ''
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-3">
        <TextField
          label={t`Title`}
          placeholder={t`what it changes, in a few words`}
          isRequired
          value={draft.title}
          onChange={(title) => setDraft({ ...draft, title })}
        />
        <TextField
          label={t`Reason`}
          rows={2}
          value={draft.description}
          onChange={(description) => setDraft({ ...draft, description })}
        />
        <textarea
          ref={area}
          aria-label={t`Policy document`}
          spellCheck={false}
          wrap="off"
          value={draft.document}
          onChange={({ target }) => setDraft({ ...draft, document: target.value })}
          className={classes(inputClasses, 'h-[60vh] resize-y py-2 font-mono text-xs leading-5')}
        />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex flex-wrap gap-2">
          <Button isDisabled={!isTitled} isPending={pending === 'save'} onPress={() => void save(draft, false)}>
            <Trans>Save as a draft</Trans>
          </Button>
          <Button
            kind="primary"
            isDisabled={!isTitled}
            isPending={pending === 'submit'}
            onPress={() => void save(draft, true)}
          >
            <Trans>Hand in for review</Trans>
          </Button>
        </div>
        {error === null ? null : <Failed failure={shownFailure(error)} />}
        <DraftProblems
          document={draft.document}
          tables={draft.tables}
          onGoTo={(line) => area.current !== null && putCaret(area.current, line)}
        />
      </div>
    </div>
  )
}
