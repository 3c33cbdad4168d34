import { type RecordVersion, RoutingError } from '@rightful/contract'
import { isoTime } from '../../platform/clock/iso-time.ts'
import { writeCell } from '../../platform/csv/csv-column.ts'
import { csvRow } from '../../platform/csv/csv-row.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts'
import { findDesk } from '../workspaces/read.ts'
import { readAccount } from './account-body.ts'
import { type AccountVersionRow, findAccountsById, listAccountHistory, listAccounts } from './queries.ts'
import { accountColumns } from './read-account-file.ts'

/** A page of accounts, or of the versions of one. */
export type AccountPage = { readonly data: readonly RecordVersion[]; readonly next_cursor: string | null }

/** Which page is asked for. */
export type PageAsk = { readonly limit: number; readonly cursor?: string | undefined; readonly at?: string | undefined }

const exportRows = 5000

/** Accounts by id, as they stand or stood. */
export async function pageOfAccounts(db: Queryable, workspaceId: string, ask: PageAsk): Promise<AccountPage> {
  const version = await versionOf(db, workspaceId)
  const list = `accounts ${workspaceId} ${ask.at ?? ''}`
  const [afterId = ''] = ask.cursor === undefined ? [] : decodeCursor(list, ask.cursor)
  const { limit } = ask
  const asked = { workspaceId, version, afterId: String(afterId), atMs: instantMs(ask.at), limit: limit + 1 }
  const rows = await listAccounts(db, asked)
  const last = rows[limit - 1]
  return {
    data: rows.slice(0, limit).map((row) => viewOf(row, version)),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor(list, [last.accountId]) : null,
  }
}

/** All that an account ever was, the newest first. Throws `account_not_found` when it never was. */
export async function pageOfAccountHistory(
  db: Queryable,
  { workspaceId, accountId }: { readonly workspaceId: string; readonly accountId: string },
  ask: PageAsk,
): Promise<AccountPage> {
  const version = await versionOf(db, workspaceId)
  const list = `account history ${workspaceId} ${accountId}`
  const [before = version + 1] = ask.cursor === undefined ? [] : decodeCursor(list, ask.cursor)
  const { limit } = ask
  const asked = { workspaceId, accountId, beforeVersion: Math.min(Number(before), version + 1), limit: limit + 1 }
  const rows = await listAccountHistory(db, asked)
  if (rows.length === 0 && ask.cursor === undefined) throw new RoutingError('account_not_found', { id: accountId })
  const last = rows[limit - 1]
  return {
    data: rows.slice(0, limit).map((row) => viewOf(row, version)),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor(list, [last.fromVersion]) : null,
  }
}

/** One account as it stands. Throws `account_not_found`. */
export async function readOneAccount(db: Queryable, workspaceId: string, accountId: string): Promise<RecordVersion> {
  const version = await versionOf(db, workspaceId)
  const [row] = await findAccountsById(db, { workspaceId, version }, [accountId])
  if (row === undefined) throw new RoutingError('account_not_found', { id: accountId })
  return viewOf(row, version)
}

/** Accounts as CSV, page by page; reading it again changes nothing. */
export async function* exportAccounts(
  db: Queryable,
  { workspaceId, at }: { readonly workspaceId: string; readonly at: string | undefined },
): AsyncGenerator<string> {
  const version = await versionOf(db, workspaceId)
  yield csvRow(['id', ...accountColumns.map(({ name }) => name)])
  for (let afterId = ''; ;) {
    const rows = await listAccounts(db, { workspaceId, version, afterId, atMs: instantMs(at), limit: exportRows })
    let page = ''
    for (const { accountId, body: stored } of rows) {
      const values = new Map<string, unknown>(Object.entries(readAccount(stored)))
      page += csvRow([accountId, ...accountColumns.map((column) => writeCell(column, values.get(column.name)))])
    }
    if (page !== '') yield page
    const last = rows.at(-1)
    if (last === undefined || rows.length < exportRows) return
    afterId = last.accountId
  }
}

async function versionOf(db: Queryable, workspaceId: string): Promise<number> {
  return (await findDesk(db, workspaceId))?.accountsVersion ?? 0
}

function instantMs(at: string | undefined): number | null {
  return at === undefined ? null : Temporal.Instant.from(at).epochMilliseconds
}

function viewOf(row: AccountVersionRow, version: number): RecordVersion {
  const { toMs } = row
  const hasEnded = toMs !== null && row.toVersion !== null && row.toVersion <= version
  return {
    id: row.accountId,
    version: row.fromVersion,
    valid_from: isoTime(row.fromMs),
    valid_until: hasEnded ? isoTime(toMs) : null,
    changed_by: row.changedBy,
    body: readAccount(row.body),
  }
}
