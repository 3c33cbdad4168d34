/** What an import costs leads from the web: their p99 while 100,000 leads are imported, and how fast these go. */
import type { BenchResult } from './bench-result.ts'
import { checkWorkspace } from './service/check-workspace.ts'
import { importLeads, writeLeadFile } from './service/import-leads.ts'
import { openStage } from './service/open-stage.ts'
import { startBusiness } from './service/start-business.ts'

const webPerSecond = 100
const p99BarMs = 25
const p99BarRatio = 1.5
const importBar = 5000

/** First leads from the web alone, then the same with an import. */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const rows = quick ? 15_000 : 100_000
  const stage = await openStage()
  try {
    const { db, workspaceId, key, nodes } = await startBusiness(stage, 'service', 1)
    const urls = nodes.map(({ url }) => url)
    const load = stage.openLoad()
    await load.run({ kind: 'closed', urls, key, callers: 64, seconds: quick ? 3 : 8 })
    const alone = await load.run({ kind: 'open', urls, key, perSecond: webPerSecond, seconds: quick ? 5 : 20 })
    const file = writeLeadFile(rows)
    const importing = importLeads({ url: urls[0] ?? '', key, db }, file)
    // As many seconds as the import takes where it just reaches its bar.
    const beside = await load.run({ kind: 'open', urls, key, perSecond: webPerSecond, seconds: rows / importBar })
    const perSecond = rows / (await importing)
    await Promise.all(nodes.map((node) => node.stop()))
    const check = await checkWorkspace(db, workspaceId, quick ? 2 : 50)
    const p99Allowed = Math.max(p99BarMs, p99BarRatio * alone.p99)
    const table = [
      `import of ${rows}: ${Math.round(perSecond)} leads/s (bar ${importBar})`,
      `web at ${webPerSecond}/s: p99 ${beside.p99.toFixed(1)} ms beside it, ${alone.p99.toFixed(1)} ms alone (at most ${p99Allowed.toFixed(1)}); p50 ${beside.p50.toFixed(1)} and ${alone.p50.toFixed(1)} ms`,
      check.line,
    ]
    const worse = Math.max(beside.p99 / p99Allowed, importBar / perSecond)
    const value = check.violationCount > 0 ? Number.POSITIVE_INFINITY : worse
    return { name: 'bulk-lane', value, unit: 'of its bar, the worse of web and import', operator: '<=', bar: 1, table }
  } finally {
    await stage.close()
  }
}
