/** Seconds to verify a million decisions: the audit chain over all of them, every invariant, and each decision made again. */
import { sealWorkspace } from '../packages/server/src/control/audit/read.ts'
import { verifyChain } from '../packages/server/src/control/audit/verify-chain.ts'
import { verifyWorkspace } from '../packages/server/src/observe/verify/verify-workspace.ts'
import { readDesk } from '../packages/server/src/pipeline/desk/read-desk.ts'
import type { Database } from '../packages/server/src/platform/db/database.ts'
import type { BenchResult } from './bench-result.ts'
import { importLeads, writeLeadFile } from './service/import-leads.ts'
import { openStage } from './service/open-stage.ts'
import { startBusiness } from './service/start-business.ts'

const bar = 60
const million = 1_000_000
const rowsAFile = 50_000

/**
 * Leads are imported through a node, as anybody's are, and verified when it has stopped. `RIGHTFUL_TEST_VERIFIED_DECISIONS` sets how many; fewer
 * than a million are told as what a million would take.
 */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const wanted = Number(process.env['RIGHTFUL_TEST_VERIFIED_DECISIONS'] ?? (quick ? rowsAFile : million))
  const stage = await openStage()
  try {
    const { db, workspaceId, key, nodes } = await startBusiness(stage, 'verified', 1)
    for (let done = 0; done < wanted; done += rowsAFile) {
      const file = writeLeadFile(Math.min(rowsAFile, wanted - done))
      await importLeads({ url: nodes[0]?.url ?? '', key, db }, file)
    }
    await Promise.all(nodes.map((node) => node.stop()))
    while (await sealWorkspace(db, workspaceId));
    await db.withConnection((session) => session.execute('vacuum analyze'), { statementTimeoutMs: 0 })
    const { version } = await readDesk(db, workspaceId)
    const chain = await timed(() => chainOf(db, workspaceId))
    const laws = await timed(() => verifyWorkspace(db, { workspaceId, replayFromVersion: version + 1 }))
    const all = await timed(() => verifyWorkspace(db, { workspaceId }))
    const count = chain.result.decisionCount
    const broken = all.result.flatMap(({ law, violations }) =>
      violations.map(({ of, what }) => `${law}: ${of} ${what}`),
    )
    const each = (seconds: number): string => `${((seconds / count) * 1e6).toFixed(1)} µs`
    const table = [
      `${count} decisions in ${version} versions, ${chain.result.entryCount} entries of the chain`,
      `chain and digests      ${each(chain.seconds)} a decision`,
      `all other laws in SQL  ${each(laws.seconds - chain.seconds)}`,
      `decided again          ${each(all.seconds - laws.seconds)}`,
      `altogether             ${each(all.seconds)}, ${all.seconds.toFixed(1)} s`,
      broken.length === 0 ? '0 violations' : `${broken.length} violations, such as ${broken.slice(0, 3).join('; ')}`,
    ]
    const isWhole = broken.length === 0 && count >= wanted
    const value = isWhole ? (all.seconds / count) * million : Number.POSITIVE_INFINITY
    return { name: 'verify-speed', value, unit: 's a million decisions', operator: '<=', bar, table }
  } finally {
    await stage.close()
  }
}

function chainOf(db: Database, workspaceId: string) {
  return db.withConnection(
    (session) => session.transaction((tx) => verifyChain(tx, workspaceId, { violationsMax: 20 })),
    { statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 },
  )
}

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly seconds: number }> {
  const began = performance.now()
  const result = await work()
  return { result, seconds: (performance.now() - began) / 1000 }
}
