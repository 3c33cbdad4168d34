import { auditKeys, auditPage, exportAuditQuery, listAuditQuery } from '@rightful/contract'
import type { Database } from '../../platform/db/database.ts'
import { json } from '../../platform/http/answer.ts'
import { noBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { exportEntries } from './export-entries.ts'
import { listEntries } from './list-entries.ts'
import { listAuditKeys } from './list-keys.ts'

const shared = { tag: 'Audit', scope: 'audit:read', params: noFields, body: noBody } as const

/** Adds the routes of the audit log: list it, export it, and the keys by which its checkpoints are verified. */
export function addAuditRoutes(routes: Routes, db: Database): void {
  addListRoute(routes, db)
  addExportRoute(routes, db)
  addKeyRoute(routes, db)
}

function addListRoute(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      method: 'get',
      path: '/v1/audit',
      operation: 'listAuditEntries',
      summary:
        'Lists what was done, the newest first, within a second of it. Entries that seal decisions are listed only when `action` names them.',
      query: listAuditQuery,
      answers: { 200: { description: 'A page of entries.', schema: auditPage } },
      errors: ['cursor_invalid'],
    },
    async ({ query, caller: { workspaceId } }) => json(200, await listEntries(db, workspaceId, query)),
  )
}

function addExportRoute(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      method: 'get',
      path: '/v1/audit/export',
      operation: 'exportAuditLog',
      summary:
        'Exports the chain: every entry in order, the signed checkpoints, and where it ends. `rightful audit verify` reads it.',
      query: exportAuditQuery,
      answers: {
        200: { description: 'One line of canonical JSON each (NDJSON).', type: 'application/x-ndjson' },
      },
      errors: [],
    },
    ({ query: { from_seq: fromSeq }, caller: { workspaceId } }) => ({
      kind: 'stream',
      response: new Response(streamOf(exportEntries(db, workspaceId, fromSeq)), {
        headers: {
          'Content-Type': 'application/x-ndjson',
          'Content-Disposition': 'attachment; filename="audit.ndjson"',
        },
      }),
    }),
  )
}

/** Texts are asked for as they are sent. */
function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull: async (controller) => {
      const next = await texts.next()
      if (next.done === true) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    cancel: async () => {
      await texts.return(undefined)
    },
  })
}

function addKeyRoute(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      method: 'get',
      path: '/v1/audit/key',
      operation: 'readAuditKeys',
      summary:
        'The public keys by which the checkpoints of the workspace are verified; each machine that signs has its own.',
      query: noFields,
      answers: { 200: { description: 'Every key that ever signed, the oldest first.', schema: auditKeys } },
      errors: [],
    },
    async ({ caller: { workspaceId } }) => json(200, await listAuditKeys(db, workspaceId)),
  )
}
