/** Processor time that a posted lead costs in HTTP: reading, checking, answering, all but the desk. Against the least a Node server can do. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import autocannon from 'autocannon'
import type { BenchResult } from './bench-result.ts'

const kinds = ['plain', 'route'] as const
const body = JSON.stringify({
  attributes: {
    email: 'ada.lovelace@analytical-engines.example',
    first_name: 'Ada',
    last_name: 'Lovelace',
    company: 'Analytical Engines GmbH',
    country: 'Germany',
    state: 'Berlin',
    postal_code: '10115',
    phone: '+49 30 1234567',
    employees: 5000,
    product: 'GTX Pro',
    source: 'website',
    utm_campaign: 'autumn',
    consent: true,
    industry: 'pharma',
    title: 'Head of Computation',
    message: 'We would like a demonstration of the engine next week, if possible.',
  },
})

const barMicros = 60
const connections = 64

/** Each kind in turn, in a process of its own. The least of the rounds counts: what else the machine does can only add to it. */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const rounds = quick ? 3 : 7
  const seconds = quick ? 3 : 5
  const micros = { plain: Number.POSITIVE_INFINITY, route: Number.POSITIVE_INFINITY }
  const ownMicros = { ...micros }
  const rates = { plain: 0, route: 0 }
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of kinds) {
      const measured = await measure(kind, seconds)
      micros[kind] = Math.min(micros[kind], measured.micros)
      ownMicros[kind] = Math.min(ownMicros[kind], measured.ownMicros)
      rates[kind] = Math.max(rates[kind], measured.rate)
    }
  }
  const table = kinds.map(
    (kind) =>
      `${kind.padEnd(6)} ${micros[kind].toFixed(1)} µs/lead, of them ${ownMicros[kind].toFixed(1)} outside the kernel; ${Math.round(rates[kind])} leads/s`,
  )
  const headline = `${body.length} bytes of JSON, ${connections} connections, ${rounds} rounds of ${seconds} s each, the best of them:`
  return {
    name: 'http-cost',
    value: micros.route,
    unit: 'µs/lead',
    operator: '<=',
    bar: barMicros,
    table: [headline, ...table],
  }
}

type Measured = {
  /** Processor time a lead, in user code and in the kernel, in microseconds. */
  readonly micros: number
  /** Without the kernel, which also wakes the load generator. */
  readonly ownMicros: number
  readonly rate: number
}

async function measure(kind: string, seconds: number): Promise<Measured> {
  const server = fork(join(import.meta.dirname, 'http-cost', 'serve.ts'), [kind])
  const url = String(await nextFrom(server, 'url'))
  const load = (duration: number): Promise<autocannon.Result> =>
    autocannon({
      url: `${url}/v1/leads`,
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer rf_live_${'0'.repeat(38)}` },
      body,
      connections,
      duration,
    })
  await load(1)
  const before = await cpuOf(server)
  const result = await load(seconds)
  const after = await cpuOf(server)
  server.disconnect()
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${kind}: ${result.non2xx} leads were refused.`)
  const { total, average } = result.requests
  const user = after.user - before.user
  return { micros: (user + after.system - before.system) / total, ownMicros: user / total, rate: average }
}

async function cpuOf(server: ChildProcess): Promise<{ readonly user: number; readonly system: number }> {
  server.send('user')
  const user = Number(await nextFrom(server, 'user'))
  server.send('system')
  return { user, system: Number(await nextFrom(server, 'system')) }
}

async function nextFrom(server: ChildProcess, field: string): Promise<unknown> {
  const [message]: unknown[] = await once(server, 'message')
  if (typeof message !== 'object' || message === null) throw new Error('The server sent nothing.')
  return Reflect.get(message, field)
}
