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
export async function importLeads({ url, key, db }: ImportPlace, { text, rowCount }: LeadFile): Promise<number> {
  const began = performance.now()
  const answer = await fetch(`${url}/v1/imports?name=bench`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    body: text,
  })
  const body: unknown = await answer.json()
  if (answer.status !== 202) throw new Error(`The import was not taken: ${JSON.stringify(body)}`)
  const importId = typeof body === 'object' && body !== null && 'import_id' in body ? body.import_id : null
  for (;;) {
    const [job] = await db.query<{ state: string; doneCount: number; errorCount: number }>(
      `select import_job.state, import_job.done_count as "doneCount", import_job.error_count as "errorCount"
         from import_job where import_job.import_id = $1`,
      [importId],
    )
    if (job !== undefined && job.errorCount > 0) throw new Error(`${job.errorCount} rows of the import failed.`)
    if (job?.state === 'done' && job.doneCount === rowCount) return (performance.now() - began) / 1000
    await sleep(20)
  }
}
