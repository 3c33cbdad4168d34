import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../packages/server/src/platform/db/database.ts'
import { createLeads } from './lead-requests.ts'

/** A file of leads, made beforehand. */
export type LeadFile = { readonly text: string; readonly rowCount: number }

let next = 900_000_000

/** Writes a file of so many leads as NDJSON, each of a mailbox that no other lead has. */
export function writeLeadFile(rowCount: number): LeadFile {
  const lead = createLeads(next, next)
  next += rowCount
  const text = Array.from({ length: rowCount }, () => JSON.stringify(lead())).join('\n')
  return { text, rowCount }
}

/** Where to import. */
export type ImportPlace = { readonly url: string; readonly key: string; readonly db: Database }

/** Imports a file and resolves when all of it is decided. Returns the seconds from sending its first byte. */
export async function importLeads(place: ImportPlace, file: LeadFile): Promise<number> {
  const began = performance.now()
  await untilImported(place, await startImport(place, file))
  return (performance.now() - began) / 1000
}

/** Sends a file and resolves with the import's id when it is stored. */
export async function startImport({ url, key }: ImportPlace, { text }: LeadFile): Promise<string> {
  const answer = await fetch(`${url}/v1/imports?name=bench`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    body: text,
  })
  const body: unknown = await answer.json()
  const importId = typeof body === 'object' && body !== null && 'import_id' in body ? body.import_id : null
  if (answer.status !== 202 || typeof importId !== 'string') {
    throw new Error(`The import was not taken: ${JSON.stringify(body)}`)
  }
  return importId
}

/** Resolves when every row of an import is decided. Throws when a row was no lead. */
export async function untilImported({ db }: Pick<ImportPlace, 'db'>, importId: string): Promise<void> {
  for (;;) {
    const [job] = await db.query<{ rowCount: number; doneCount: number; errorCount: number }>(
      `select import_job.row_count as "rowCount", import_job.done_count as "doneCount", import_job.error_count as "errorCount"
         from import_job where import_job.import_id = $1`,
      [importId],
    )
    if (job !== undefined && job.errorCount > 0) throw new Error(`${job.errorCount} rows of the import failed.`)
    if (job !== undefined && job.doneCount === job.rowCount) return
    await sleep(20)
  }
}
