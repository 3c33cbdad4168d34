import { isolateHistory, redo, undo, undoDepth } from '@codemirror/commands'
import { type ChangeSpec, EditorState, type Extension } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { useCallback, useMemo, useRef, useState } from 'react'

/** The name by which the document itself is called among its tables. */
export const documentFile = 'policy.yaml'

/** The texts of a draft, and the only way to change them: every view shows these and edits these. */
export type PolicyTexts = {
  readonly document: string
  readonly tables: Readonly<Record<string, string>>
  /** When something was changed last, by `performance.now()`; 0: never. */
  readonly editedAt: number
  /** Changes a text as one step that can be undone; the other texts stay. */
  readonly edit: (file: string, changes: ChangeSpec) => void
  readonly undo: (file: string) => void
  readonly redo: (file: string) => void
  readonly canUndo: (file: string) => boolean
  readonly addTable: (file: string, text: string) => void
  /** The state of a text, for an editor that takes it up and tells of each new one. */
  readonly stateOf: (file: string) => EditorState
  readonly take: (file: string, state: EditorState) => void
  /** The editor that shows a text now, through which it is then edited; `null`: no longer. */
  readonly attach: (file: string, view: EditorView | null) => void
}

type States = Readonly<Record<string, EditorState>>
type Start = Pick<PolicyTexts, 'document' | 'tables'>

/** Keeps the texts of a draft, each with its history. `extensions` are what an editor of a text knows, and never change. */
export function usePolicyTexts(start: Start, extensions: (file: string) => Extension): PolicyTexts {
  const [{ states, editedAt }, setKept] = useState(() => ({ states: statesOf(start, extensions), editedAt: 0 }))
  const newest = useRef(states)
  const views = useRef(new Map<string, EditorView>())
  const take = useCallback((file: string, state: EditorState) => {
    const isEdited = newest.current[file]?.doc !== state.doc
    const states = { ...newest.current, [file]: state }
    newest.current = states
    // Where the caret is and what is marked changes nothing of the draft.
    if (isEdited) setKept({ states, editedAt: performance.now() })
  }, [])
  const actions = useMemo(() => {
    const stateOf = (file: string): EditorState => newest.current[file] ?? EditorState.create()
    const step = (file: string, command: typeof undo): void =>
      void command(views.current.get(file) ?? { state: stateOf(file), dispatch: (done) => take(file, done.state) })
    return {
      take,
      stateOf,
      edit: (file: string, changes: ChangeSpec): void => {
        const spec = { changes, userEvent: 'input', annotations: isolateHistory.of('full') }
        const view = views.current.get(file)
        if (view === undefined) take(file, stateOf(file).update(spec).state)
        else view.dispatch(spec)
      },
      undo: (file: string) => step(file, undo),
      redo: (file: string) => step(file, redo),
      addTable: (file: string, text: string) => take(file, stateFor(text, extensions(file))),
      attach: (file: string, view: EditorView | null): void =>
        void (view === null ? views.current.delete(file) : views.current.set(file, view)),
    }
  }, [take, extensions])
  return useMemo(
    () => ({ ...actions, ...textsIn(states), editedAt, canUndo: (file) => isChanged(states[file]) }),
    [actions, states, editedAt],
  )
}

function statesOf({ document, tables }: Start, extensions: (file: string) => Extension): States {
  const texts = [...Object.entries(tables), [documentFile, document] as const]
  return Object.fromEntries(texts.map(([file, text]) => [file, stateFor(text, extensions(file))]))
}

function stateFor(text: string, extensions: Extension): EditorState {
  return EditorState.create({ doc: text, extensions })
}

function textsIn({ [documentFile]: document, ...tables }: States): Start {
  return {
    document: document?.doc.toString() ?? '',
    tables: Object.fromEntries(Object.entries(tables).map(([file, { doc }]) => [file, doc.toString()])),
  }
}

function isChanged(state: EditorState | undefined): boolean {
  return state !== undefined && undoDepth(state) > 0
}
