/** How long the work of a killed node lies until another one takes it over: rows of an import that it had claimed, p99. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../packages/server/src/platform/db/database.ts'
import type { BenchResult } from './bench-result.ts'
import { checkWorkspace } from './service/check-workspace.ts'
import { startImport, untilImported, writeLeadFile } from './service/import-leads.ts'
import { openStage } from './service/open-stage.ts'
import { startBusiness, startOn } from './service/start-business.ts'

const barSeconds = 30

/** Two nodes work on an import, the one that took it in is killed, and the time counts until the other has finished all of it, its own work included. */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const rounds = quick ? 1 : 8
  const stage = await openStage()
  try {
    const { db, url, workspaceId, key, nodes } = await startBusiness(stage, 'service', 1)
    const [survivor] = nodes
    if (survivor === undefined) throw new Error('No node was started.')
    const seconds: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const doomed = await startOn(stage, url)
      const file = writeLeadFile(quick ? 4000 : 10_000)
      const importId = await startImport({ url: doomed.url, key, db }, file)
      await untilBothWork(db)
      await doomed.kill()
      const killedMs = performance.now()
      await untilImported({ db }, importId)
      seconds.push((performance.now() - killedMs) / 1000)
    }
    await survivor.stop()
    const check = await checkWorkspace(db, workspaceId, quick ? 2 : 50)
    const worst = Math.max(...seconds)
    const table = [`${rounds} kills: ${seconds.map((each) => each.toFixed(1)).join(' ')} s`, check.line]
    const value = check.violationCount > 0 ? Number.POSITIVE_INFINITY : worst
    return { name: 'takeover', value, unit: 's, the longest', operator: '<=', bar: barSeconds, table }
  } finally {
    await stage.close()
  }
}

/** Resolves when an import is stored and both nodes work on it. */
async function untilBothWork(db: Database): Promise<void> {
  for (;;) {
    const rows = await db.query(
      `select 1 from import_chunk where import_chunk.claimed_until is not null and import_chunk.done_at is null
        having count(distinct import_chunk.claimed_by) > 1`,
    )
    if (rows.length > 0) return
    await sleep(2)
  }
}
