import type { Queryable } from '../../platform/db/queryable.ts'
import { genesis } from './audit-entry.ts'
import { findHead, findLinks } from './chain-queries.ts'
import { findCheckpoints } from './checkpoint-queries.ts'
import { entryOf } from './list-entries.ts'
import { writeExportLine } from './offline/export-line.ts'

const ROWS_A_READ = 500

/**
 * The lines of an export, several at a time and each with its end: all entries from a place in the chain on to where it ends now, the
 * checkpoints on them, and the end.
 */
export async function* exportEntries(db: Queryable, workspaceId: string, fromSeq: number): AsyncGenerator<string> {
  const head = (await findHead(db, workspaceId)) ?? { seq: 0, hash: genesis }
  for (let afterSeq = fromSeq - 1; afterSeq < head.seq;) {
    const limit = Math.min(ROWS_A_READ, head.seq - afterSeq)
    const rows = await findLinks(db, workspaceId, { afterSeq, limit })
    const last = rows.at(-1)
    if (last === undefined) break
    afterSeq = last.seq
    const entries = rows.flatMap((row) => (row.seq > head.seq ? [] : (entryOf(row, workspaceId) ?? [])))
    yield entries.map((entry) => `${writeExportLine({ kind: 'entry', ...entry })}\n`).join('')
  }
  for (let afterSeq = fromSeq - 1; ;) {
    const found = await findCheckpoints(db, workspaceId, { afterSeq, limit: ROWS_A_READ })
    const known = found.filter(({ seq }) => seq <= head.seq)
    yield known.map((checkpoint) => `${writeExportLine({ kind: 'checkpoint', ...checkpoint })}\n`).join('')
    const last = known.at(-1)
    if (last === undefined || known.length < ROWS_A_READ) break
    afterSeq = last.seq
  }
  yield `${writeExportLine({ kind: 'end', workspace_id: workspaceId, seq: head.seq, hash: head.hash })}\n`
}
