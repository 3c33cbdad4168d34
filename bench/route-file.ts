/**
 * A file of a million leads by a thousand rules through `rightful route`, CSV in and out: seconds and peak memory.
 *
 * The real command as a child process, with generated leads (gaps and dirt as in real CRMs), a policy of 1,000 rules (routes and
 * rows of a table) and pools of 50 members. Quick: 100,000 leads, and from their pace the seconds of a million.
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
    const size = { routes: 400, tableRows: 600 }
    const started = await runRoute(await writeRouteFiles(folder, { ...size, leadCount: 100 }))
    const files = await writeRouteFiles(folder, { ...size, leadCount })
    const run = await runRoute(files)
    const rows = countLines(files.decisions) - 1
    const isWhole = rows === leadCount
    const isSmall = run.peakMb <= memoryMaxMb
    // The start is paid once, however many leads there are.
    const seconds = started.seconds + (run.seconds - started.seconds) * (leadsInAll / leadCount)
    const table = [
      `${leadCount} leads, ${files.megabytes.toFixed(0)} MB in: ${run.seconds.toFixed(1)} s, of which ${started.seconds.toFixed(1)} s to start; ${Math.round(leadCount / (run.seconds - started.seconds))} leads/s`,
      `peak memory ${run.peakMb.toFixed(0)} MB (bar <= ${memoryMaxMb}) ${isSmall ? 'ok' : 'short'}`,
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
