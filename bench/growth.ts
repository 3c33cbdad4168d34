/** Leads a second with ten million leads stored, against a hundred thousand. */
import type { BenchResult } from './bench-result.ts'
import { median } from './rounds/median.ts'
import { checkWorkspace } from './service/check-workspace.ts'
import { fillHistory } from './service/fill-history.ts'
import { openStage } from './service/open-stage.ts'
import { findReferenceRows } from './service/reference-rows.ts'
import { startBusiness } from './service/start-business.ts'

const bar = 0.8
const callers = 256

/**
 * Two workspaces, each in a database of its own on one server, take turns: one keeps the small number of leads, the other has the large one. History is
 * made by SQL, in all tables. `RIGHTFUL_TEST_GROWN_LEADS` sets the large number.
 */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const small = quick ? 5000 : 100_000
  const large = Number(process.env['RIGHTFUL_TEST_GROWN_LEADS'] ?? (quick ? 100_000 : 10_000_000))
  const seconds = quick ? 3 : 15
  const rounds = quick ? 2 : 5
  const stage = await openStage()
  try {
    const load = stage.openLoad()
    const sides = { small: await startBusiness(stage, 'small', 1), large: await startBusiness(stage, 'large', 1) }
    const post = async (side: 'small' | 'large', forSeconds = seconds): Promise<number> => {
      const { nodes, key } = sides[side]
      const urls = nodes.map(({ url }) => url)
      return (await load.run({ kind: 'closed', urls, key, callers, seconds: forSeconds })).perSecond
    }
    for (const [side, count] of [['small', small] as const, ['large', large] as const]) {
      await post(side, quick ? 2 : 6)
      const { db, workspaceId } = sides[side]
      await fillHistory(db, await findReferenceRows(db, workspaceId), { count, before: 1 })
      await post(side, quick ? 2 : 6)
    }
    const rates = { small: new Array<number>(), large: new Array<number>() }
    for (let round = 0; round < rounds; round += 1) {
      rates.large.push(await post('large'))
      rates.small.push(await post('small'))
    }
    await Promise.all([...sides.small.nodes, ...sides.large.nodes].map((node) => node.stop()))
    const check = await checkWorkspace(sides.large.db, sides.large.workspaceId, quick ? 3 : 50)
    const ratio = median(rates.large.map((rate, round) => rate / (rates.small[round] ?? Number.NaN)))
    const table = [
      `${large} leads stored: ${Math.round(median(rates.large))} leads/s; ${small}: ${Math.round(median(rates.small))}; ${rounds} rounds`,
      check.line,
    ]
    const value = check.violationCount > 0 ? 0 : ratio
    return { name: 'growth', value, unit: 'of the rate with few leads', operator: '>=', bar, table }
  } finally {
    await stage.close()
  }
}
