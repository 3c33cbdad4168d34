import { RoutingError } from '@rightful/contract'
import type { Database } from '../../platform/db/database.ts'
import type { Desk } from '../desk/desk.ts'
import { finishUndoing } from './end-import.ts'
import { findImport, type ImportRow } from './queries.ts'
import {
  advanceUndo,
  beginUndoing,
  claimUndo,
  type ClaimedUndo,
  findLeadsOfImport,
  releaseUndo,
} from './undo-queries.ts'

/** Which import to undo, and on whose word. */
export type UndoAsk = { readonly workspaceId: string; readonly importId: string; readonly by: string }

/**
 * Has an import undone in the background; asked again meanwhile it changes nothing. Returns the import as it stands. Throws
 * `import_not_found`, `import_running`, `import_undone`, `import_was_dry_run`.
 */
export async function askToUndo(db: Database, ask: UndoAsk): Promise<ImportRow> {
  const of = { import: ask.importId }
  const isBegun = await beginUndoing(db, ask)
  const job = await findImport(db, ask.workspaceId, ask.importId)
  if (job === null) throw new RoutingError('import_not_found', of)
  if (isBegun || job.state === 'undoing') return job
  if (job.dryRun) throw new RoutingError('import_was_dry_run', of)
  throw new RoutingError(job.state === 'undone' ? 'import_undone' : 'import_running', of)
}

/** Where an import is undone. */
export type UndoRun = {
  readonly db: Database
  readonly workspaceId: string
  readonly desk: Pick<Desk, 'submit' | 'run'>
}

/** An import that a node does not go on with for so many seconds is taken over by another. */
const CLAIM_SECONDS = 20
/** Each takes the desk for itself; so many are through well before a claim runs out. */
const LEADS_A_STEP = 50

/**
 * Takes back the leads of an import that is being undone, but for those that somebody followed up or that came to their end. Goes on
 * while `mayGoOn`, and at least a step. What is stopped in between goes on where it was noted last; a lead that was taken back
 * by then is counted, not taken again. Returns whether there was anything to undo.
 */
export async function undoNext(run: UndoRun, mayGoOn: () => Promise<boolean>): Promise<boolean> {
  const { db, workspaceId } = run
  let at = await claimUndo(db, { workspaceId, seconds: CLAIM_SECONDS })
  if (at === null) return false
  try {
    do {
      const next: ClaimedUndo | null = await undoStep(run, at)
      if (next === null) return true
      at = next
    } while (await mayGoOn())
    return true
  } finally {
    // Whoever comes next need not wait until the claim runs out.
    await releaseUndo(db, workspaceId, at).catch(() => undefined)
  }
}

/** `null`: it is undone, or somebody else goes on with it. */
async function undoStep({ db, workspaceId, desk }: UndoRun, at: ClaimedUndo): Promise<ClaimedUndo | null> {
  const { importId, afterId, by } = at
  const leads = await findLeadsOfImport(db, { workspaceId, importId, afterId, limit: LEADS_A_STEP })
  const lastId = leads.at(-1)?.leadId
  if (lastId === undefined) {
    await desk.run(finishUndoing(importId))
    return null
  }
  let withdrawnCount = 0
  for (const { leadId, isUntouched, isWithdrawn } of leads) {
    // What was taken back before counts as well; what was followed up since it was found stays.
    if (isWithdrawn || (isUntouched && (await isTakenBack(desk, { leadId, by })))) withdrawnCount += 1
  }
  const step = { lastId, withdrawnCount, keptCount: leads.length - withdrawnCount, seconds: CLAIM_SECONDS }
  return (await advanceUndo(db, { ...at, workspaceId }, step)) ? { ...at, afterId: lastId } : null
}

async function isTakenBack(
  desk: Pick<Desk, 'submit'>,
  { leadId, by }: { readonly leadId: string; readonly by: string },
): Promise<boolean> {
  // In the web lane, since each has to be alone in its batch, which an import's leads never let through.
  const result = await desk.submit({ kind: 'withdraw', leadId, reason: 'import undone', by }, 'web')
  return result.kind === 'done' && result.lead.state === 'withdrawn'
}
