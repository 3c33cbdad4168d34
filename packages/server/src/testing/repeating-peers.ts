import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net'

/** Servers of others that take a secret, fail, and repeat in their failure whatever they were sent. */
export type RepeatingPeers = {
  /** Where webhooks go. */
  readonly hookUrl: string
  /** A mail server that asks for a password. */
  readonly mailPort: number
  /** What identities are asked of; it sends browsers on, and fails when it is asked for tokens. */
  readonly issuer: string
  /** Who was asked for what matters, in order. */
  readonly reached: readonly string[]
  readonly close: () => void
}

/** Opens them on this machine; `mailSecret` is what the mail server repeats beside what was said. */
export async function openRepeatingPeers(mailSecret: string): Promise<RepeatingPeers> {
  const reached: string[] = []
  const hook = createServer((incoming, answer) => {
    reached.push('webhook')
    repeat(incoming, answer)
  })
  const mail = createMailServer(mailSecret, () => void reached.push('mail'))
  const provider = createServer((incoming, answer) => {
    if (incoming.method === 'GET') return describeProvider(`http://${incoming.headers.host}`, answer)
    reached.push('token endpoint')
    return repeat(incoming, answer)
  })
  const all: readonly Server[] = [hook, mail, provider]
  const [hookPort = 0, mailPort = 0, providerPort = 0] = await Promise.all(all.map(listen))
  return {
    hookUrl: `http://127.0.0.1:${hookPort}/hook`,
    mailPort,
    issuer: `http://127.0.0.1:${providerPort}`,
    reached,
    close: () => all.forEach((server) => server.close()),
  }
}

function repeat(incoming: IncomingMessage, answer: ServerResponse): void {
  answer.writeHead(500, { 'content-type': 'text/plain' }).write(JSON.stringify(incoming.headers))
  incoming.pipe(answer)
}

function describeProvider(issuer: string, answer: ServerResponse): void {
  const endpoints = {
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
  }
  answer.setHeader('content-type', 'application/json').end(JSON.stringify({ issuer, ...endpoints }))
}

function createMailServer(secret: string, onReached: () => void): Server {
  return createTcpServer((socket) => {
    onReached()
    socket.on('error', () => undefined)
    socket.write('220 mail\r\n')
    socket.on('data', (chunk: Buffer) => {
      const said = chunk.toString().trim()
      if (/^EHLO/i.test(said)) socket.write('250-mail\r\n250 AUTH PLAIN LOGIN\r\n')
      else socket.write(`535 no: ${said} ${secret}\r\n`)
    })
  })
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : 0)
    })
  })
}
