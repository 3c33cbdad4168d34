import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'

/** A request that a receiver got. */
export type Received = {
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly body: { readonly id: string; readonly type: string; readonly data: Readonly<Record<string, unknown>> }
}

/** A receiver of webhooks on this machine. */
export type Receiver = {
  readonly url: string
  /** Whole requests, in the order in which they came. */
  readonly received: Received[]
  /** Resolves when so many have come. */
  readonly until: (count: number) => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens a receiver; `answer` is told of each request, and answers 204 unless given. */
export async function openReceiver(
  answer: (response: ServerResponse, request: Received, index: number) => void = (response) => {
    response.writeHead(204).end()
  },
): Promise<Receiver> {
  const received: Received[] = []
  let waiting: { readonly count: number; readonly resolve: () => void }[] = []
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const request = { headers: incoming.headers, text, body: JSON.parse(text) }
      received.push(request)
      answer(response, request, received.length - 1)
      for (const { count, resolve } of waiting) if (received.length >= count) resolve()
      waiting = waiting.filter(({ count }) => received.length < count)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A listening server has no address.')
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    received,
    until: (count) =>
      received.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ count, resolve })
          }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
