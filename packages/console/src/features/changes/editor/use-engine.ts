import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { Answer, AskedLead, Finding, Result } from './engine-messages.ts'

/** What the engine says of a draft, as far as it is known. */
export type EngineView = {
  /** The JSON Schema of policies; `null` until the engine is there. */
  readonly schema: unknown
  /** Of the newest draft that was answered; the draft may be ahead of it by a moment. */
  readonly result: Result | null
  /** What the static checks found in that draft; of the draft before while they go on. */
  readonly findings: readonly Finding[]
  /** The newest shape there was, for views that draw a draft which cannot be read at the moment. */
  readonly shape: Result['shape']
  /** The engine could not be started or has stopped. */
  readonly isBroken: boolean
}

type Draft = {
  readonly document: string
  readonly tables: Readonly<Record<string, string>>
  readonly lead: AskedLead | null
  /** When the draft was changed last, by `performance.now()`. */
  readonly editedAt: number
}

const nothing: EngineView = { schema: null, result: null, findings: [], shape: null, isBroken: false }

/**
 * Asks the engine, in a worker of its own, what it makes of a draft, whenever the draft or the lead changes. Each answer that is on the
 * screen leaves a measure `policy-edit`, from the edit on.
 */
export function useEngine({ document, tables, lead, editedAt }: Draft): EngineView {
  const [view, setView] = useState(nothing)
  const worker = useRef<Worker | null>(null)
  const asked = useRef({ id: 0, at: 0, editedAt: 0 })
  const hear = useEffectEvent((answer: Answer) => setView((before) => afterAnswer(before, answer)))
  useEffect(() => {
    const started = new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module' })
    started.addEventListener('message', ({ data }: MessageEvent<Answer>) => hear(data))
    started.addEventListener('error', () => setView((before) => ({ ...before, isBroken: true })))
    worker.current = started
    return () => started.terminate()
  }, [])
  useEffect(() => {
    const { id: before, editedAt: seen } = asked.current
    const id = before + 1
    asked.current = { id, at: editedAt === seen ? 0 : editedAt, editedAt }
    worker.current?.postMessage({ id, document, tables, lead })
  }, [document, tables, lead, editedAt])
  const { result } = view
  useLayoutEffect(() => {
    const { id, at } = asked.current
    if (result?.id === id && at > 0) performance.measure('policy-edit', { start: at, end: performance.now() })
  }, [result])
  return view
}

function afterAnswer(before: EngineView, answer: Answer): EngineView {
  switch (answer.kind) {
    case 'ready':
      return { ...before, schema: answer.schema }
    case 'result': {
      const { shape } = answer
      const findings = answer.isRead ? before.findings : []
      return { ...before, result: answer, shape: shape ?? before.shape, findings }
    }
    case 'findings':
      return answer.id === before.result?.id ? { ...before, findings: answer.findings } : before
  }
}
