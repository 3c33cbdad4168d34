import {
  exportRecordsQuery,
  importRecordsQuery,
  listRecordsQuery,
  name,
  patchRecordRequest,
  putAccountRequest,
  recordImportReport,
  recordPage,
  recordVersion,
} from '@rightful/contract'
import { z } from 'zod'
import { csvAnswer } from '../../platform/csv/csv-answer.ts'
import type { Database } from '../../platform/db/database.ts'
import { type Answer, json } from '../../platform/http/answer.ts'
import { jsonBody, noBody, streamBody } from '../../platform/http/body-reader.ts'
import { etagOf, readIfMatch } from '../../platform/http/etag.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { attributeColumns } from './attribute-columns.ts'
import { type AccountEdit, editAccount } from './edit-account.ts'
import { importAccounts } from './import-accounts.ts'
import { exportAccounts, pageOfAccountHistory, pageOfAccounts, readOneAccount } from './list-accounts.ts'

const tag = 'Accounts'
const read = { method: 'get', tag, scope: 'people:read', body: noBody } as const
const write = { tag, scope: 'people:write', query: noFields } as const
const params = z.strictObject({ account_id: name })
const path = '/v1/accounts/{account_id}'
const set = { description: 'As it stands now.', schema: recordVersion } as const

/** Adds the routes of accounts: list, read, set, change in part, end, history, and CSV. */
export function addAccountRoutes(routes: Routes, db: Database): void {
  addReadRoutes(routes, db)
  addWriteRoutes(routes, db)
  addEndRoute(routes, db)
  addCsvRoutes(routes, db)
}

function addReadRoutes(routes: Routes, db: Database): void {
  routes.add(
    {
      ...read,
      path: '/v1/accounts',
      operation: 'listAccounts',
      summary: 'Lists accounts by id, as they stand or stood at an instant.',
      params: noFields,
      query: listRecordsQuery,
      answers: { 200: { description: 'A page of them.', schema: recordPage } },
      errors: ['cursor_invalid'],
    },
    async ({ query, caller: { workspaceId } }) => json(200, await pageOfAccounts(db, workspaceId, query)),
  )
  routes.add(
    {
      ...read,
      path,
      operation: 'getAccount',
      summary: 'Reads an account.',
      params,
      query: noFields,
      answers: { 200: { description: 'As it stands.', schema: recordVersion } },
      errors: ['account_not_found'],
    },
    ({ params: { account_id: accountId }, caller: { workspaceId } }) => answerAccount(db, workspaceId, accountId),
  )
  routes.add(
    {
      ...read,
      path: `${path}/history`,
      operation: 'listAccountHistory',
      summary: 'All that an account ever was, the newest first, with who changed it.',
      params,
      query: listRecordsQuery.omit({ at: true }),
      answers: { 200: { description: 'A page of versions.', schema: recordPage } },
      errors: ['cursor_invalid', 'account_not_found'],
    },
    async ({ params: { account_id: accountId }, query, caller: { workspaceId } }) =>
      json(200, await pageOfAccountHistory(db, { workspaceId, accountId }, query)),
  )
}

function addWriteRoutes(routes: Routes, db: Database): void {
  const change = async (edit: AccountEdit): Promise<Answer> => {
    await editAccount(db, edit)
    return answerAccount(db, edit.workspaceId, edit.accountId)
  }
  routes.add(
    {
      ...write,
      method: 'put',
      path,
      operation: 'setAccount',
      summary: 'Sets an account, and makes it where there is none: what is left out has its default.',
      params,
      body: jsonBody(putAccountRequest),
      headers: ['If-Match'],
      answers: { 200: set },
      errors: ['accounts_invalid', 'accounts_busy', 'version_conflict'],
    },
    ({ params: { account_id: accountId }, body, incoming, caller: { workspaceId, actor } }) => {
      const ifVersion = readIfMatch(incoming)
      return change({ workspaceId, by: actor, accountId, ifVersion, change: { kind: 'set', body } })
    },
  )
  routes.add(
    {
      ...write,
      method: 'patch',
      path,
      operation: 'updateAccount',
      summary: 'Changes parts of an account; `null` takes a part away.',
      params,
      body: jsonBody(patchRecordRequest),
      headers: ['If-Match'],
      answers: { 200: set },
      errors: ['account_not_found', 'accounts_invalid', 'accounts_busy', 'version_conflict'],
    },
    ({ params: { account_id: accountId }, body: patch, incoming, caller: { workspaceId, actor } }) => {
      const ifVersion = readIfMatch(incoming)
      return change({ workspaceId, by: actor, accountId, ifVersion, change: { kind: 'patch', patch } })
    },
  )
}

function addEndRoute(routes: Routes, db: Database): void {
  routes.add(
    {
      ...write,
      method: 'delete',
      path,
      operation: 'endAccount',
      summary: 'Ends an account from now on; its history stays.',
      params,
      body: noBody,
      headers: ['If-Match'],
      answers: { 204: { description: 'It has ended.' } },
      errors: ['account_not_found', 'accounts_busy', 'version_conflict'],
    },
    async ({ params: { account_id: accountId }, incoming, caller: { workspaceId, actor } }) => {
      const ifVersion = readIfMatch(incoming)
      await editAccount(db, { workspaceId, by: actor, accountId, ifVersion, change: { kind: 'end' } })
      return { kind: 'empty', status: 204 }
    },
  )
}

function addCsvRoutes(routes: Routes, db: Database): void {
  routes.add(
    {
      ...read,
      path: '/v1/csv/accounts',
      operation: 'exportAccounts',
      summary:
        'Writes accounts as CSV; texts that a spreadsheet would run are guarded by an apostrophe, which reading takes away.',
      params: noFields,
      query: exportRecordsQuery,
      answers: { 200: { description: 'The file.', schema: z.string(), type: 'text/csv' } },
      errors: [],
    },
    ({ query: { at }, caller: { workspaceId } }) => csvAnswer('accounts.csv', exportAccounts(db, { workspaceId, at })),
  )
  routes.add(
    {
      ...write,
      method: 'post',
      path: '/v1/csv/accounts',
      operation: 'importAccounts',
      summary:
        'Takes up to a million accounts in from CSV as one change, or with `dry_run=true` says what it would do and every cell that is wrong.',
      params: noFields,
      query: importRecordsQuery,
      body: streamBody(['text/csv'], z.string()),
      answers: { 200: { description: 'What became of it, or would.', schema: recordImportReport } },
      errors: ['import_unreadable', 'accounts_invalid', 'accounts_busy', 'version_conflict'],
    },
    async ({ query, body: source, caller: { workspaceId, actor } }) => {
      const further = await attributeColumns(db, workspaceId)
      const [isDryRun, isReplacing] = [query.dry_run === 'true', query.mode === 'replace']
      return json(200, await importAccounts(db, { workspaceId, by: actor, source, further, isDryRun, isReplacing }))
    },
  )
}

async function answerAccount(db: Database, workspaceId: string, accountId: string): Promise<Answer> {
  const record = await readOneAccount(db, workspaceId, accountId)
  return json(200, record, { ETag: etagOf(record.version) })
}
