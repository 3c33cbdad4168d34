/** Seconds from a bare data directory to the first routed lead, then leads a second on the embedded database against the same code on a server of the user's own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchResult } from './bench-result.ts'
import { median } from './rounds/median.ts'
import { openStage, type Stage } from './service/open-stage.ts'
import type { ServerNode } from './service/start-node.ts'

const barSeconds = 5
const barRatio = 0.9
const callers = 128

const firstLead = {
  attributes: { email: 'ada@kraftwerk.example', company: 'Kraftwerk', country: 'DE', employees: 5000 },
}

type Served = { readonly node: ServerNode; readonly key: string; readonly firstLeadSeconds: number }

/** The demo workspace on both sides, which take turns. */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const seconds = quick ? 4 : 15
  const rounds = quick ? 2 : 5
  const directory = mkdtempSync(join(tmpdir(), 'rightful-bench-'))
  const stage = await openStage()
  try {
    const embedded = await serve(stage, { RIGHTFUL_DATA_DIRECTORY: join(directory, 'data') })
    const { url } = await stage.makeDatabase('service')
    const own = await serve(stage, { DATABASE_URL: url })
    const load = stage.openLoad()
    const post = async ({ node, key }: Served, forSeconds = seconds): Promise<number> =>
      (await load.run({ kind: 'closed', urls: [node.url], key, callers, seconds: forSeconds })).perSecond
    const rates = { embedded: new Array<number>(), own: new Array<number>() }
    await post(embedded, 3)
    await post(own, 3)
    for (let round = 0; round < rounds; round += 1) {
      rates.embedded.push(await post(embedded))
      rates.own.push(await post(own))
    }
    await Promise.all([embedded.node.stop(), own.node.stop()])
    const ratio = median(rates.embedded.map((rate, round) => rate / (rates.own[round] ?? Number.NaN)))
    const { firstLeadSeconds } = embedded
    const table = [
      `first routed lead after ${firstLeadSeconds.toFixed(1)} s from a bare directory (bar ${barSeconds})`,
      `embedded ${Math.round(median(rates.embedded))} leads/s, a server of one's own ${Math.round(median(rates.own))}: ${ratio.toFixed(2)} of it (bar ${barRatio})`,
    ]
    const worse = Math.max(firstLeadSeconds / barSeconds, barRatio / ratio)
    return { name: 'embedded', value: worse, unit: 'of its bar, the worse of both', operator: '<=', bar: 1, table }
  } finally {
    await stage.close()
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Starts a server as a person does who has nothing yet, and posts a lead with the key that it prints. */
async function serve(stage: Stage, environment: Readonly<Record<string, string>>): Promise<Served> {
  const began = performance.now()
  const node = await stage.startNode({ environment })
  const key = /shown only now:\s+(\S+)/.exec(node.greeting())?.[1] ?? ''
  const answer = await fetch(`${node.url}/v1/leads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(firstLead),
  })
  if (answer.status !== 201) throw new Error(`The first lead was not taken: ${await answer.text()}`)
  return { node, key, firstLeadSeconds: (performance.now() - began) / 1000 }
}
