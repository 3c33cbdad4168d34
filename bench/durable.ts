/** Leads a second that the whole service decides and commits, posted singly and in bulk, against the same rows written by pgbench. */
import type { BenchResult } from './bench-result.ts'
import { median } from './rounds/median.ts'
import { checkWorkspace } from './service/check-workspace.ts'
import { importLeads, writeLeadFile } from './service/import-leads.ts'
import { makeBusiness } from './service/make-business.ts'
import { openStage } from './service/open-stage.ts'
import { runPgbench } from './service/pgbench.ts'
import { findReferenceRows } from './service/reference-rows.ts'
import { referenceScript } from './service/reference-script.ts'

const bar = 0.5

/** Ours, the reference, ours, the reference …: both on one server, each in a database of its own. */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const seconds = quick ? 3 : 12
  const rounds = quick ? 2 : 5
  const bulkRows = quick ? 4000 : 60_000
  const callers = 128
  const stage = await openStage()
  try {
    const { url, db } = await stage.makeDatabase('service')
    const reference = await stage.makeDatabase('reference')
    const { workspaceId, key } = await makeBusiness(db)
    const load = stage.openLoad()
    const node = await stage.startNode({ environment: { DATABASE_URL: url, RIGHTFUL_DEMO: 'false' } })
    const single = (forSeconds: number) =>
      load.run({ kind: 'closed', urls: [node.url], key, callers, seconds: forSeconds })
    await single(quick ? 2 : 5)
    const values = await findReferenceRows(db, workspaceId)
    const singles = { ours: new Array<number>(), reference: new Array<number>() }
    const bulk = { ours: new Array<number>(), reference: new Array<number>() }
    let p50 = Number.NaN
    let p99 = Number.NaN
    let written = 0
    const pgbench = async (leads: number, clients: number): Promise<number> => {
      // Every run counts on from where the last one may have come to at most.
      written += 1
      const from = { ...values, n: written * 1_000_000 }
      return (
        leads *
        (await runPgbench({ url: reference.url, script: referenceScript({ leads }), values: from, clients, seconds }))
      )
    }
    for (let round = 0; round < rounds; round += 1) {
      const ours = await single(seconds)
      singles.ours.push(ours.perSecond)
      p50 = ours.p50
      p99 = ours.p99
      singles.reference.push(await pgbench(1, 16))
      const file = writeLeadFile(bulkRows)
      bulk.ours.push(file.rowCount / (await importLeads({ url: node.url, key, db }, file)))
      bulk.reference.push(await pgbench(100, 4))
    }
    await node.stop()
    const check = await checkWorkspace(db, workspaceId, quick ? 2 : 50)
    const singly = ratio(singles)
    const inBulk = ratio(bulk)
    const table = [
      `posted singly, ${callers} callers: ${figures(singles)}; ${singly.toFixed(2)} of it; p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms`,
      `in bulk, files of ${bulkRows}: ${figures(bulk)}; ${inBulk.toFixed(2)} of it`,
      check.line,
    ]
    const value = check.violationCount > 0 ? 0 : Math.min(singly, inBulk)
    return { name: 'durable', value, unit: 'of pgbench, the lesser of singly and in bulk', operator: '>=', bar, table }
  } finally {
    await stage.close()
  }
}

type Rounds = { readonly ours: readonly number[]; readonly reference: readonly number[] }

/** The median of the rounds' own ratios. */
function ratio({ ours, reference }: Rounds): number {
  return median(ours.map((value, round) => value / (reference[round] ?? Number.NaN)))
}

function figures({ ours, reference }: Rounds): string {
  return `${Math.round(median(ours))} leads/s, pgbench ${Math.round(median(reference))}`
}
