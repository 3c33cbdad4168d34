import type { Queryable } from '../../platform/db/database.ts'
import type { Batch } from '../desk/batch.ts'
import type { Errand } from '../desk/run-at-desk.ts'
import { endImport } from './queries.ts'
import { endUndoing } from './undo-queries.ts'

/**
 * An errand at the desk: an import all of whose rows are done ends, and whoever listens is told; of a dry run nobody is. Asked
 * again it does nothing.
 */
export function finishImport(importId: string): Errand<void> {
  return async (tx: Queryable, batch: Batch) => {
    const ended = await endImport(tx, batch.workspaceId, importId)
    const isChanged = ended !== null && !ended.dryRun
    if (isChanged) {
      const { rowCount, doneCount, errorCount } = ended
      const body = { import_id: importId, row_count: rowCount, done_count: doneCount, error_count: errorCount }
      batch.tell({ kind: 'import.finished', leadId: null, ownerId: null, body })
    }
    return { result: undefined, isChanged }
  }
}

/** An errand at the desk: an import all of whose leads are through is undone, unless it was before, and whoever listens is told. */
export function finishUndoing(importId: string): Errand<void> {
  return async (tx: Queryable, batch: Batch) => {
    const undone = await endUndoing(tx, { workspaceId: batch.workspaceId, importId })
    if (undone !== null) {
      const body = { import_id: importId, withdrawn_count: undone.withdrawnCount, kept_count: undone.keptCount }
      batch.tell({ kind: 'import.undone', leadId: null, ownerId: null, body })
    }
    return { result: undefined, isChanged: undone !== null }
  }
}
