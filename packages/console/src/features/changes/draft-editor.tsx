import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { shownFailure } from '../../client/faces.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Failed } from '../../ui/states.tsx'
import { MergeConflict } from './merge-conflict.tsx'
import { PolicyEditor } from './editor/policy-editor.tsx'
import { usePolicyEditor } from './editor/use-policy-editor.ts'
import { type Draft, type StoredChange, useSaveDraft } from './use-save-draft.ts'

type DraftEditorProps = { readonly start: Draft; readonly change: StoredChange | null }

/** A policy to be changed, with the title and reason of the change. */
export function DraftEditor({ start, change }: DraftEditorProps): ReactNode {
  const { t } = useLingui()
  const [draft, setDraft] = useState({ title: start.title, description: start.description })
  const editing = usePolicyEditor(start)
  const { save, error, clash, pending } = useSaveDraft(start, change)
  const isTitled = draft.title.trim() !== ''
  const store = (isHandedIn: boolean): void => {
    const { document, tables } = editing.texts
    void save({ ...start, ...draft, document, tables }, isHandedIn)
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="grid items-start gap-3 md:grid-cols-[1fr_1.5fr_auto]">
        <TextField
          label={t`Title`}
          placeholder={t`what it changes, in a few words`}
          isRequired
          value={draft.title}
          onChange={(title) => setDraft({ ...draft, title })}
        />
        <TextField
          label={t`Reason`}
          rows={1}
          value={draft.description}
          onChange={(description) => setDraft({ ...draft, description })}
        />
        <div className="flex flex-wrap gap-2 md:pt-5">
          <Button isDisabled={!isTitled} isPending={pending === 'save'} onPress={() => store(false)}>
            <Trans>Save as a draft</Trans>
          </Button>
          <Button kind="primary" isDisabled={!isTitled} isPending={pending === 'submit'} onPress={() => store(true)}>
            <Trans>Hand in for review</Trans>
          </Button>
        </div>
      </div>
      {error === null ? null : <Failed failure={shownFailure(error)} />}
      {clash === null ? null : <MergeConflict conflicts={clash.conflicts} onChoose={clash.choose} />}
      <PolicyEditor editing={editing} />
    </div>
  )
}
