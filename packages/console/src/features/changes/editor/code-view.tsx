import { type Diagnostic, setDiagnostics } from '@codemirror/lint'
import type { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import type { Finding } from './engine-messages.ts'
import type { PolicyTexts } from './use-policy-texts.ts'

type CodeViewProps = {
  readonly texts: PolicyTexts
  readonly file: string
  /** What was found in this text. */
  readonly findings: readonly Finding[]
  /** A line, from 1, to go to; another stamp goes there again. */
  readonly goal: { readonly line: number; readonly stamp: number } | null
}

/** A text of the policy as it is written, with what was found in it where it stands. */
export function CodeView({ texts, file, findings, goal }: CodeViewProps): ReactNode {
  const parent = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const { attach } = texts
  const open = useEffectEvent((host: HTMLDivElement): EditorView => {
    const state = texts.stateOf(file)
    return new EditorView({
      state,
      parent: host,
      dispatchTransactions: (transactions, target) => {
        target.update(transactions)
        texts.take(file, target.state)
      },
    })
  })
  useEffect(() => {
    if (parent.current === null) return
    const opened = open(parent.current)
    view.current = opened
    attach(file, opened)
    return () => {
      attach(file, null)
      view.current = null
      opened.destroy()
    }
  }, [file, attach])
  useEffect(() => {
    const { current } = view
    if (current !== null) current.dispatch(setDiagnostics(current.state, diagnosticsIn(current.state, findings)))
  }, [findings])
  useEffect(() => {
    if (goal !== null && view.current !== null) goTo(view.current, goal.line)
  }, [goal])
  return (
    <div
      ref={parent}
      className="h-[60vh] min-h-80 resize-y overflow-hidden rounded-lg border border-line-strong focus-within:border-accent"
    />
  )
}

function goTo(view: EditorView, line: number): void {
  const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines))
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
  view.focus()
}

const severities = { error: 'error', warning: 'warning', notice: 'info' } as const

function diagnosticsIn(state: EditorState, findings: readonly Finding[]): readonly Diagnostic[] {
  return findings.map(({ severity, what, mend, line, column, endLine, endColumn }) => {
    const from = offsetOf(state, line, column)
    const end = endLine === null || endColumn === null ? state.doc.lineAt(from).to : offsetOf(state, endLine, endColumn)
    return {
      from,
      to: Math.max(from, Math.min(end, state.doc.lineAt(from).to)),
      severity: severities[severity],
      message: mend === null ? what : `${what} ${mend}`,
      renderMessage: () => messageOf(what, mend),
    }
  })
}

/** The text may have lost lines since something was found in it. */
function offsetOf({ doc }: EditorState, line: number, column: number): number {
  const { from, to } = doc.line(Math.min(line, doc.lines))
  return Math.min(from + column - 1, to)
}

function messageOf(what: string, mend: string | null): Node {
  const message = document.createElement('div')
  message.append(what)
  if (mend === null) return message
  const hint = document.createElement('div')
  hint.className = 'text-ink-2'
  hint.append(mend)
  message.append(hint)
  return message
}
