import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { PROBLEM_TYPE, RoutingError } from '@rightful/contract'
import { responseOf } from './answer.ts'
import type { HttpApp } from './create-http-app.ts'
import { problemOf } from './problem-of.ts'
import { securityHeaders } from './security-headers.ts'

/** Where to listen, and how long to wait. */
export type HttpServerOptions = {
  readonly host: string
  /** 0 takes any that is free. */
  readonly port: number
  /** How long requests under way may take once the server is told to stop, in milliseconds. */
  readonly stopWithinMs: number
}

/** A server that listens. */
export type HttpServer = {
  /** Such as `http://127.0.0.1:8787`. */
  readonly url: string
  /**
   * Takes no new connections, lets what is under way finish, and closes. What has not finished in time is cut off. Tell
   * streams to end first (`HttpAppOptions.stopping`). Resolves with how many connections were cut off.
   */
  readonly stop: () => Promise<number>
}

/** The head of a request within 15 s; all of it, also a large import, within ten minutes. */
const limits = {
  headersTimeout: 15_000,
  requestTimeout: 600_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  // A request without a Host header is refused by us, as a problem.
  requireHostHeader: false,
}
const lookEveryMs = 20

/** Starts to listen; rejects when that cannot be done, such as when the port is taken. */
export async function startHttpServer({ app }: HttpApp, options: HttpServerOptions): Promise<HttpServer> {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: true, errorHandler: refuseMalformed })
  const server = createServer(limits, (incoming, outgoing) => {
    // A connection that stays open would keep the server from stopping.
    if (!server.listening) outgoing.shouldKeepAlive = false
    void listener(incoming, outgoing)
  })
  server.on('clientError', (_error, socket) => endMalformed(socket))
  await listen(server, options)
  const address = addressOf(server)
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return { url: `http://${host}:${address.port}`, stop: () => stopServer(server, options.stopWithinMs) }
}

/** For what reaches no route because it has no usable address. */
function refuseMalformed(): Response {
  const requestId = randomUUID()
  return responseOf(problemOf(new RoutingError('malformed_request'), requestId), { 'X-Request-Id': requestId })
}

/** For what Node itself cannot read as HTTP, or did not get in time. */
function endMalformed(socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const answer = problemOf(new RoutingError('malformed_request'), randomUUID())
  const body = answer.kind === 'json' ? JSON.stringify(answer.body) : ''
  const headers = {
    'Content-Type': PROBLEM_TYPE,
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
    ...securityHeaders,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end(`${['HTTP/1.1 400 Bad Request', ...lines].join('\r\n')}\r\n\r\n${body}`)
}

function listen(server: Server, { host, port }: HttpServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A listening server has no address.')
  return address
}

async function stopServer(server: Server, withinMs: number): Promise<number> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // Connections between two requests are closed at once, and again as each request ends.
  const sweep = setInterval(() => server.closeIdleConnections(), lookEveryMs)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), withinMs)))
  const outcome = await Promise.race([closed, late])
  const cut = outcome === 'late' ? await countConnections(server) : 0
  clearTimeout(timer)
  clearInterval(sweep)
  server.closeAllConnections()
  await closed
  return cut
}

function countConnections(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error === null ? count : 0)))
}
