import { once } from 'node:events'
import { createServer } from 'node:net'
import { type Check, fail, ok } from './check.ts'

const answerWithinMs = 2000

/** Looks whether a server could listen there, or one of ours does already. */
export async function checkPort({ host, port }: { readonly host: string; readonly port: number }): Promise<Check> {
  const name = 'port'
  const at = `${host}:${port}`
  if (port === 0) return ok(name, 'any that is free is taken')
  const failure = await listenOnce(host, port)
  if (failure === null) return ok(name, `${at} is free`)
  if (failure !== 'EADDRINUSE') {
    return fail(
      name,
      `${at} cannot be listened on (${failure})`,
      'Choose another with RIGHTFUL_HOST and RIGHTFUL_PORT.',
    )
  }
  if (await isOurs(host, port)) return ok(name, `Rightful serves at ${at}`)
  return fail(name, `${at} is taken by another program`, 'Stop that one, or choose another port with RIGHTFUL_PORT.')
}

/** The code of what stands in the way; `null`: nothing does. */
async function listenOnce(host: string, port: number): Promise<string | null> {
  const server = createServer()
  try {
    server.listen({ host, port })
    await once(server, 'listening')
    return null
  } catch (error) {
    return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error)
  } finally {
    server.close()
  }
}

async function isOurs(host: string, port: number): Promise<boolean> {
  try {
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/v1/errors/version_conflict`
    const response = await fetch(url, { signal: AbortSignal.timeout(answerWithinMs) })
    return /"version_conflict"/.test(await response.text())
  } catch {
    return false
  }
}
