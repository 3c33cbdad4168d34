/** Leads a second that two nodes on one database decide and commit, against one node; every invariant is checked after it. */
import type { BenchResult } from './bench-result.ts'
import { median } from './rounds/median.ts'
import { checkWorkspace } from './service/check-workspace.ts'
import { openStage } from './service/open-stage.ts'
import { startBusiness } from './service/start-business.ts'

const bar = 0.9
const callers = 256

/** The same workspace throughout: all callers at one node, then half of them at each, and so on. */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const seconds = quick ? 4 : 15
  const rounds = quick ? 2 : 5
  const stage = await openStage()
  try {
    const { db, workspaceId, key, nodes } = await startBusiness(stage, 'service', 2)
    const urls = nodes.map(({ url }) => url)
    const load = stage.openLoad()
    const post = async (at: readonly string[], forSeconds = seconds): Promise<number> =>
      (await load.run({ kind: 'closed', urls: at, key, callers, seconds: forSeconds })).perSecond
    await post(urls, quick ? 3 : 8)
    const one: number[] = []
    const two: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      two.push(await post(urls))
      one.push(await post(urls.slice(round % 2, (round % 2) + 1)))
    }
    await Promise.all(nodes.map((node) => node.stop()))
    const check = await checkWorkspace(db, workspaceId, quick ? 2 : 50)
    const ratio = median(two.map((rate, round) => rate / (one[round] ?? Number.NaN)))
    const table = [
      `two nodes ${Math.round(median(two))} leads/s, one node ${Math.round(median(one))}, ${callers} callers, ${rounds} rounds`,
      check.line,
    ]
    const value = check.violationCount > 0 ? 0 : ratio
    return { name: 'two-nodes', value, unit: 'of one node', operator: '>=', bar, table }
  } finally {
    await stage.close()
  }
}
