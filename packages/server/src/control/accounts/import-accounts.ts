import type { Readable } from 'node:stream'
import { type RecordImportReport, RoutingError } from '@rightful/contract'
import type { CsvColumn } from '../../platform/csv/csv-column.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Lease } from '../../platform/jobs/queries.ts'
import { changeWorkspace, findDesk, type WorkspaceChange } from '../workspaces/read.ts'
import { fenceAccounts, holdAccounts, undoUnfinished } from './hold-accounts.ts'
import {
  type AccountRow,
  type AccountStep,
  endAccounts,
  findAccountsById,
  insertAccounts,
  listAccounts,
} from './queries.ts'
import { type AccountFile, readAccountFile } from './read-account-file.ts'

/** A file of accounts to be taken in. */
export type AccountImport = {
  readonly workspaceId: string
  readonly by: string
  readonly source: Readable
  /** Attributes that may have a column of their own. */
  readonly further: readonly CsvColumn[]
  readonly isDryRun: boolean
  /** Whether accounts that the file does not name are ended. */
  readonly isReplacing: boolean
}

const pageRows = 5000
const changesToldMax = 500

/** What was found so far, and how it is written; `stage` is `null` in a dry run. */
type Progress = {
  readonly ask: AccountImport
  /** The version that holds. */
  readonly version: number
  readonly file: AccountFile
  readonly stage: ((write: Staged) => Promise<void>) | null
  readonly counts: { added: number; changed: number; unchanged: number; ended: number }
  readonly changes: { readonly id: string; readonly action: 'added' | 'changed' | 'ended' }[]
}

type Staged = { readonly ended: readonly string[]; readonly set: readonly AccountRow[] }

/**
 * Takes a CSV file of accounts in as one version, or says what that would come to. It is written in bounded transactions for a version
 * that nobody reads before the last one; where anything is wrong they are undone, and it throws `accounts_invalid` with each cell by row and
 * column. A dry run answers with them instead. Throws `accounts_busy` while another file is being taken in.
 */
export async function importAccounts(db: Database, ask: AccountImport): Promise<RecordImportReport> {
  if (ask.isDryRun) {
    const desk = await findDesk(db, ask.workspaceId)
    if (desk === null) throw new RoutingError('workspace_not_found')
    const progress = begin(ask, desk.accountsVersion, null)
    await goThrough(db, progress)
    return reportOf(progress, desk.accountsVersion)
  }
  const held = await holdAccounts(db, ask.workspaceId)
  try {
    const desk = await findDesk(db, ask.workspaceId)
    const nowMs = desk?.nowMs ?? 0
    const step = { workspaceId: ask.workspaceId, version: held.version + 1, nowMs, changedBy: ask.by }
    const progress = begin(ask, held.version, (write) => writeChunk(db, { lease: held.lease, step }, write))
    await goThrough(db, progress)
    const { items } = progress.file
    if (items.length > 0) throw new RoutingError('accounts_invalid', {}, { items })
    return reportOf(progress, await finish(db, progress, held.lease))
  } catch (error) {
    // What cannot be undone now is undone by whoever changes accounts next.
    await undoUnfinished(db, held.lease).catch(() => undefined)
    throw error
  } finally {
    await held.release()
  }
}

function begin(ask: AccountImport, version: number, stage: Progress['stage']): Progress {
  const counts = { added: 0, changed: 0, unchanged: 0, ended: 0 }
  return { ask, version, file: readAccountFile(ask.source, ask.further), stage, counts, changes: [] }
}

async function goThrough(db: Database, progress: Progress): Promise<void> {
  const { file, ask } = progress
  for await (const chunk of file.chunks) await takeChunk(db, progress, chunk)
  await checkParents(db, progress)
  if (ask.isReplacing && file.items.length === 0) await endOthers(db, progress)
}

async function takeChunk(db: Database, progress: Progress, chunk: readonly AccountRow[]): Promise<void> {
  const { ask, version, file, counts, stage } = progress
  const rows = await findAccountsById(
    db,
    { workspaceId: ask.workspaceId, version },
    chunk.map(({ accountId }) => accountId),
  )
  const known = new Map(rows.map(({ accountId, body }) => [accountId, body]))
  const added = chunk.filter(({ accountId }) => !known.has(accountId))
  const changed = chunk.filter(({ accountId, body }) => known.has(accountId) && known.get(accountId) !== body)
  counts.added += added.length
  counts.changed += changed.length
  counts.unchanged += chunk.length - added.length - changed.length
  tell(progress, 'added', added)
  tell(progress, 'changed', changed)
  // After the first thing that is wrong nothing more is written: all of it would be undone.
  if (stage === null || file.items.length > 0 || added.length + changed.length === 0) return
  await stage({ ended: changed.map(({ accountId }) => accountId), set: [...added, ...changed] })
}

async function writeChunk(
  db: Database,
  { lease, step }: { readonly lease: Lease; readonly step: AccountStep },
  { ended, set }: Staged,
): Promise<void> {
  await db.transaction(async (tx) => {
    await fenceAccounts(tx, lease)
    if (ended.length > 0) await endAccounts(tx, step, ended)
    if (set.length > 0) await insertAccounts(tx, step, set)
  })
}

/** Tells each parent that is neither in the file nor among the accounts that stay. */
async function checkParents(db: Database, { ask, version, file }: Progress): Promise<void> {
  const outside = [...file.parents.keys()].filter((parent) => !file.ids.has(parent))
  for (let from = 0; from < outside.length; from += pageRows) {
    const asked = outside.slice(from, from + pageRows)
    const rows = ask.isReplacing ? [] : await findAccountsById(db, { workspaceId: ask.workspaceId, version }, asked)
    const known = new Set(rows.map(({ accountId }) => accountId))
    for (const parent of asked) {
      if (known.has(parent) || file.items.length >= changesToldMax) continue
      const where = `row ${file.parents.get(parent) ?? 0}/parent`
      file.items.push({
        where,
        what: `there is no account \`${parent}\``,
        mend: 'Name the id of another account, or none.',
      })
    }
  }
}

async function endOthers(db: Database, progress: Progress): Promise<void> {
  const { ask, version, file, counts, stage } = progress
  for (let afterId = ''; ;) {
    const asked = { workspaceId: ask.workspaceId, version, afterId, atMs: null, limit: pageRows }
    const rows = await listAccounts(db, asked)
    const others = rows.filter(({ accountId }) => !file.ids.has(accountId))
    counts.ended += others.length
    tell(progress, 'ended', others)
    if (stage !== null && others.length > 0) await stage({ ended: others.map(({ accountId }) => accountId), set: [] })
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageRows) return
    afterId = last.accountId
  }
}

/** Makes what was written hold. Returns the version that holds then. */
function finish(db: Database, { ask, version, counts }: Progress, lease: Lease): Promise<number> {
  const { workspaceId, by } = ask
  const count = counts.added + counts.changed + counts.ended
  return changeWorkspace(db, { workspaceId, by }, async (tx, desk): Promise<WorkspaceChange<number>> => {
    await fenceAccounts(tx, lease)
    if (count === 0) return { kind: 'unchanged', result: version }
    if (desk.accountsVersion !== version) {
      throw new RoutingError('version_conflict', { given: version, current: desk.accountsVersion })
    }
    const next = version + 1
    const event = { kind: 'accounts.changed', body: { accounts_version: next, count } }
    return { kind: 'changed', result: next, versions: { accountsVersion: next }, event }
  })
}

function tell(
  { changes }: Progress,
  action: Progress['changes'][number]['action'],
  rows: readonly { readonly accountId: string }[],
): void {
  const room = Math.max(0, changesToldMax - changes.length)
  changes.push(...rows.slice(0, room).map(({ accountId }) => ({ id: accountId, action })))
}

function reportOf({ ask, file, counts, changes }: Progress, version: number): RecordImportReport {
  return {
    dry_run: ask.isDryRun,
    version,
    row_count: file.rowCount(),
    added_count: counts.added,
    changed_count: counts.changed,
    unchanged_count: counts.unchanged,
    ended_count: counts.ended,
    changes,
    errors: file.items,
  }
}
