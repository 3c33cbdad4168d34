import { exportRecordsQuery, importRecordsQuery, recordImportReport } from '@rightful/contract'
import { z } from 'zod'
import { csvAnswer } from '../../platform/csv/csv-answer.ts'
import type { Database } from '../../platform/db/database.ts'
import { json } from '../../platform/http/answer.ts'
import { noBody, streamBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { type CsvTable, csvTables } from './csv-tables.ts'
import { exportRecords } from './export-records.ts'
import { importRecords } from './import-records.ts'

/** Adds the routes that write and read owners, pools, members, absences and do-not-contact entries as CSV. */
export function addCsvRoutes(routes: Routes, db: Database): void {
  for (const table of csvTables) {
    addExport(routes, db, table)
    addImport(routes, db, table)
  }
}

function addExport(routes: Routes, db: Database, table: CsvTable): void {
  const { name, resource } = table
  routes.add(
    {
      method: 'get',
      path: `/v1/csv/${name}`,
      operation: `export${resource.nouns}`,
      summary: `Writes ${name} as CSV; texts that a spreadsheet would run are guarded by an apostrophe, which reading takes away.`,
      tag: 'People',
      scope: 'people:read',
      params: noFields,
      query: exportRecordsQuery,
      body: noBody,
      answers: { 200: { description: 'The file.', schema: z.string(), type: 'text/csv' } },
      errors: [],
    },
    ({ query, caller: { workspaceId } }) => {
      const atMs = query.at === undefined ? null : Temporal.Instant.from(query.at).epochMilliseconds
      return csvAnswer(`${name}.csv`, exportRecords(db, { workspaceId, table, atMs }))
    },
  )
}

function addImport(routes: Routes, db: Database, table: CsvTable): void {
  const { name, resource } = table
  routes.add(
    {
      method: 'post',
      path: `/v1/csv/${name}`,
      operation: `import${resource.nouns}`,
      summary: `Takes ${name} in from CSV as one change, or with \`dry_run=true\` says what it would do and every cell that is wrong.`,
      tag: 'People',
      scope: 'people:write',
      params: noFields,
      query: importRecordsQuery,
      body: streamBody(['text/csv'], z.string()),
      answers: { 200: { description: 'What became of it, or would.', schema: recordImportReport } },
      errors: ['import_unreadable', 'roster_invalid'],
    },
    async ({ query, body, caller: { workspaceId, actor } }) => {
      const isDryRun = query.dry_run === 'true'
      const isReplacing = query.mode === 'replace'
      return json(200, await importRecords(db, { workspaceId, by: actor, table, source: body, isDryRun, isReplacing }))
    },
  )
}
