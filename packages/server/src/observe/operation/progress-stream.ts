import { RoutingError } from '@rightful/contract'
import type { Answer } from '../../platform/http/answer.ts'
import { problemOf, routingErrorOf } from '../../platform/http/problem-of.ts'

/** Told how far work has come. */
export type OnProgress = (done: number, total: number) => void

/** Work that takes long: `signal` aborts when nobody waits for it any more. */
export type LongWork = (onProgress: OnProgress, signal: AbortSignal) => Promise<unknown>

/** At most so often a line of progress is sent, in milliseconds. */
const PROGRESS_EVERY_MS = 250

/**
 * Answers long work as NDJSON: a line of progress now and then, and as the last line what came of it; a failure is a problem in
 * the last line, for the status was sent long before.
 */
export function answerAsStream(
  work: LongWork,
  of: { readonly requestId: string; readonly stopping: AbortSignal },
): Answer {
  const gone = new AbortController()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      const tell = (line: unknown): void => {
        if (!gone.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      }
      let toldAtMs = performance.now()
      const onProgress: OnProgress = (done, total) => {
        if (performance.now() - toldAtMs < PROGRESS_EVERY_MS) return
        toldAtMs = performance.now()
        tell({ kind: 'progress', done, total })
      }
      const signal = AbortSignal.any([gone.signal, of.stopping])
      try {
        const result = await work(onProgress, signal)
        // What was cut short says nothing about the rest.
        tell(of.stopping.aborted ? failureLine(new RoutingError('service_unavailable'), of.requestId) : result)
      } catch (thrown) {
        tell(failureLine(routingErrorOf(thrown), of.requestId))
      }
      if (!gone.signal.aborted) controller.close()
    },
    cancel: () => gone.abort(),
  })
  const headers = { 'Content-Type': 'application/x-ndjson', 'X-Accel-Buffering': 'no' }
  return { kind: 'stream', response: new Response(body, { headers }) }
}

function failureLine(error: RoutingError, requestId: string): unknown {
  const problem = problemOf(error, requestId)
  return problem.kind === 'json' ? problem.body : null
}
