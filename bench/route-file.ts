/**
 * A file of a million leads by a thousand rules through `rightful route`, CSV in and out: seconds and peak memory.
 *
 * The real command as a child process, with generated leads (gaps and dirt as in real CRMs), a policy of 1,000 rules (routes and
 * rows of a table) and pools of 50 members. Quick: 100,000 leads, its seconds scaled up by ten.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchResult } from './bench-result.ts'
import { countLines, writeRouteFiles } from './route-file/write-files.ts'
import { runRoute } from './route-file/run-route.ts'

const secondsMax = 30
const memoryMaxMb = 400
const leadsInAll = 1_000_000

export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'rightful-bench-'))
  try {
    const leadCount = quick ? leadsInAll / 10 : leadsInAll
    const files = await writeRouteFiles(folder, { leadCount, routes: 400, tableRows: 600 })
    const first = await runRoute(files)
    const runs = quick ? [first, await runRoute(files)] : [first]
    const best = runs.reduce((a, b) => (b.seconds < a.seconds ? b : a))
    const rows = countLines(files.decisions) - 1
    const isWhole = rows === leadCount
    const isSmall = best.peakMb <= memoryMaxMb
    const seconds = best.seconds * (leadsInAll / leadCount)
    const table = [
      `${leadCount} leads, ${files.megabytes.toFixed(0)} MB in: ${best.seconds.toFixed(1)} s, ${Math.round(leadCount / best.seconds)} leads/s`,
      `peak memory ${best.peakMb.toFixed(0)} MB (bar <= ${memoryMaxMb}) ${isSmall ? 'ok' : 'short'}`,
      `rows out ${rows}, as many as came in: ${isWhole ? 'yes' : 'no'}`,
    ]
    // Too much memory or a lost row fails the run whatever the time.
    return {
      name: 'route-file',
      value: isSmall && isWhole ? seconds : Number.NaN,
      unit: 's',
      operator: '<=',
      bar: secondsMax,
      table,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
