/**
 * Seconds that `rightful route` takes for 1,000,000 generated leads and 1,000 rules, CSV in and out, from start to end of the program.
 *
 * Its memory may peak at 400 MB: more fails the benchmark whatever the time. A quick run routes a tenth of the leads and scales
 * what that takes beyond starting up.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchResult } from './bench-result.ts'
import { type RouteRun, runRoute } from './route-file/run-route.ts'
import { writeFiles } from './route-file/write-files.ts'

const fullCount = 1_000_000
const peakMegabytesMax = 400

export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const leadCount = quick ? fullCount / 10 : fullCount
  const folder = mkdtempSync(join(tmpdir(), 'rightful-route-file-'))
  try {
    await writeFiles(folder, leadCount)
    const start = await runRoute(folder, 'few-leads.csv')
    const all = await runRoute(folder, 'leads.csv')
    const seconds = quick ? start.seconds + (all.seconds - start.seconds) * (fullCount / leadCount) : all.seconds
    const isLean = all.peakMegabytes <= peakMegabytesMax
    return {
      name: 'route-file',
      // Too much memory is a failure that no speed makes good.
      value: isLean ? seconds : Number.POSITIVE_INFINITY,
      unit: 's',
      operator: '<=',
      bar: 30,
      table: [
        `${leadCount} leads, ${megabytes(folder, 'leads.csv')} MB in, ${megabytes(folder, 'decisions.csv')} MB out: ${all.seconds.toFixed(1)} s, of which ${start.seconds.toFixed(1)} s to start`,
        `${Math.round(leadCount / (all.seconds - start.seconds))} leads/s once started`,
        `peak memory ${Math.round(all.peakMegabytes)} MB (bar <= ${peakMegabytesMax}) ${isLean ? 'ok' : 'short'}`,
        outcomeLine(all, leadCount),
      ],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function megabytes(folder: string, name: string): number {
  return Math.round(statSync(join(folder, name)).size / 1_000_000)
}

/** What the program says became of the leads; as many must have come out as went in. */
function outcomeLine({ summary }: RouteRun, leadCount: number): string {
  const {
    leads,
    unreadable,
    outcomes,
    parity,
  }: { leads: number; unreadable: number; outcomes: object; parity: number } = JSON.parse(summary)
  if (leads !== leadCount || unreadable !== 0)
    throw new Error(`${leadCount} leads went in, ${leads} were decided, ${unreadable} could not be read.`)
  return `outcomes ${JSON.stringify(outcomes)}, parity index ${parity.toFixed(3)}`
}
