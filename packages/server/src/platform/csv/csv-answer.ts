import type { Answer } from '../http/answer.ts'

/** Texts as the answer of a CSV file that is saved under a name; they are asked for as they are sent. */
export function csvAnswer(fileName: string, texts: AsyncGenerator<string>): Answer {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await texts.next()
      if (next.done === true) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    cancel: async () => {
      await texts.return(undefined)
    },
  })
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${fileName}"`,
  }
  return { kind: 'stream', response: new Response(body, { status: 200, headers }) }
}
