import type { Queryable } from '../../platform/db/database.ts'
import { writeCell } from '../../platform/csv/csv-column.ts'
import { csvRow } from '../../platform/csv/csv-row.ts'
import type { CsvTable } from './csv-tables.ts'
import { listRecords } from './queries.ts'
import { lastPart } from './record-id.ts'
import type { Body } from './roster-document.ts'

const pageRows = 5000

/** Records of a kind as CSV, page by page, as they stand or stood; reading it again changes nothing. What calendar feeds tell of is left out. */
export async function* exportRecords(
  db: Queryable,
  {
    workspaceId,
    table,
    atMs,
  }: { readonly workspaceId: string; readonly table: CsvTable; readonly atMs: number | null },
): AsyncGenerator<string> {
  const { idColumns, columns, resource } = table
  yield csvRow([...idColumns, ...columns.map(({ name }) => name)])
  const ask = { workspaceId, kind: resource.kind, prefix: '', atMs, limit: pageRows }
  for (let afterId = ''; ;) {
    const rows = await listRecords(db, { ...ask, afterId })
    let page = ''
    for (const { recordId, body: stored } of rows) {
      const body: Body = JSON.parse(stored)
      if ('feed' in body) continue
      const parts = recordId.split('/').map(lastPart)
      page += csvRow([...parts, ...columns.map((column) => writeCell(column, body[column.name]))])
    }
    if (page !== '') yield page
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageRows) return
    afterId = last.recordId
  }
}
