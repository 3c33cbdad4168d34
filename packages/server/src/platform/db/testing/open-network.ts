import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'

/** What becomes of something the client sends: it passes, the connection is cut before or after the server has it, or nothing passes any more. */
export type Verdict = 'pass' | 'cut' | 'pass and cut' | 'silence'

/** A network between Node and the database that can be cut or go silent. */
export type TestNetwork = {
  /** The URL of the database by way of this network. */
  readonly connection: string
  readonly close: () => void
  /** Judges each piece that a client sends; to be replaced by the test. */
  readonly wire: { seen: (sent: string) => Verdict }
}

/** Puts a network before the database that a URL of a test server names. */
export async function openNetwork(connectionBehind: string): Promise<TestNetwork> {
  const wire: TestNetwork['wire'] = { seen: () => 'pass' }
  const direct = new URL(connectionBehind)
  const path = `${direct.searchParams.get('host')}/.s.PGSQL.${direct.port}`
  const sockets: Socket[] = []
  const server = createServer((client) => {
    const upstream = connect(path)
    sockets.push(client, upstream)
    const state = { isSilent: false, isCutAtAnswer: false }
    for (const socket of [client, upstream]) {
      socket.on('error', () => undefined)
      socket.on('close', () => [client, upstream].forEach((end) => end.destroy()))
    }
    client.on('data', (chunk) => {
      const verdict = wire.seen(chunk.toString('latin1'))
      if (verdict === 'cut') return client.destroy()
      if (verdict === 'silence') state.isSilent = true
      if (verdict === 'pass and cut') state.isCutAtAnswer = true
      if (!state.isSilent) upstream.write(chunk)
    })
    upstream.on('data', (chunk) => {
      if (state.isCutAtAnswer) return client.destroy()
      if (!state.isSilent) client.write(chunk)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const connection = `postgresql://rightful@127.0.0.1:${address.port}${direct.pathname}?sslmode=disable`
  const close = (): void => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { connection, close, wire }
}
