/** How long a posted lead takes at half of the load that the service can bear: p50 and p99. */
import type { BenchResult } from './bench-result.ts'
import { median } from './rounds/median.ts'
import { checkWorkspace } from './service/check-workspace.ts'
import { openStage } from './service/open-stage.ts'
import { startBusiness } from './service/start-business.ts'

const p50BarMs = 5
const p99BarMs = 25

/** The load is measured first, with 128 callers that wait for their answers; then leads come at half of that rate, whether or not earlier ones are answered. */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const seconds = quick ? 5 : 20
  const rounds = quick ? 3 : 7
  const stage = await openStage()
  try {
    const { db, workspaceId, key, nodes } = await startBusiness(stage, 'service', 1)
    const urls = nodes.map(({ url }) => url)
    const load = stage.openLoad()
    await load.run({ kind: 'closed', urls, key, callers: 128, seconds: quick ? 4 : 10 })
    const { perSecond } = await load.run({ kind: 'closed', urls, key, callers: 128, seconds })
    const p50: number[] = []
    const p99: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const result = await load.run({ kind: 'open', urls, key, perSecond: perSecond / 2, seconds })
      p50.push(result.p50)
      p99.push(result.p99)
    }
    await Promise.all(nodes.map((node) => node.stop()))
    const check = await checkWorkspace(db, workspaceId, quick ? 2 : 50)
    const table = [
      `at ${Math.round(perSecond / 2)} leads/s of ${Math.round(perSecond)}: p50 ${median(p50).toFixed(1)} ms (bar ${p50BarMs}), p99 ${median(p99).toFixed(1)} ms (bar ${p99BarMs})`,
      `rounds: p50 ${p50.map((ms) => ms.toFixed(1)).join(' ')}; p99 ${p99.map((ms) => ms.toFixed(1)).join(' ')}`,
      check.line,
    ]
    const worse = Math.max(median(p50) / p50BarMs, median(p99) / p99BarMs)
    const value = check.violationCount > 0 ? Number.POSITIVE_INFINITY : worse
    return { name: 'web-latency', value, unit: 'of its bar, the worse of p50 and p99', operator: '<=', bar: 1, table }
  } finally {
    await stage.close()
  }
}
