import { RoutingError } from '@rightful/contract'
import type { Database } from '../../platform/db/database.ts'
import type { Desk } from '../desk/desk.ts'
import type { SubmitCommand } from '../desk/submit-command.ts'
import { finishUndoing } from './end-import.ts'
import { findImport, findLeadsOfImport } from './queries.ts'

/** What imports work with over HTTP. */
export type ImportDoor = {
  readonly db: Database
  readonly submit: SubmitCommand
  readonly deskOf: (workspaceId: string) => Pick<Desk, 'run'>
}

/** Which import to undo, and on whose word. */
export type UndoAsk = { readonly workspaceId: string; readonly importId: string; readonly by: string }

/** How undoing went. */
export type UndoReport = { readonly withdrawnCount: number; readonly keptCount: number }

const LEADS_A_READ = 500
const firstId = '00000000-0000-0000-0000-000000000000'

/**
 * Takes the leads of an import back, but for those that somebody followed up or that came to their end. Stopped in between, it
 * goes on when it is asked again. Throws `import_not_found`, `import_running`, `import_undone`, `import_was_dry_run`.
 */
export async function undoImport(
  { db, submit, deskOf }: ImportDoor,
  { workspaceId, importId, by }: UndoAsk,
): Promise<UndoReport> {
  const job = await findImport(db, workspaceId, importId)
  if (job === null) throw new RoutingError('import_not_found', { import: importId })
  if (job.dryRun) throw new RoutingError('import_was_dry_run', { import: importId })
  if (job.state === 'storing' || job.state === 'running') throw new RoutingError('import_running', { import: importId })
  if (job.state === 'undone') throw new RoutingError('import_undone', { import: importId })
  let afterId = firstId
  let withdrawnCount = 0
  let keptCount = 0
  for (;;) {
    const leads = await findLeadsOfImport(db, { workspaceId, importId, afterId, limit: LEADS_A_READ })
    for (const { leadId, isUntouched, isWithdrawn } of leads) {
      // What was taken back before this was asked again counts as well; what was followed up since it was found stays.
      const isTaken = isWithdrawn || (isUntouched && (await isWithdrawnBy(submit, { workspaceId, leadId, by })))
      if (isTaken) withdrawnCount += 1
      else keptCount += 1
    }
    const last = leads.at(-1)
    if (last === undefined) break
    afterId = last.leadId
  }
  await deskOf(workspaceId).run(finishUndoing(importId, { withdrawnCount, keptCount }))
  return { withdrawnCount, keptCount }
}

async function isWithdrawnBy(
  submit: SubmitCommand,
  { workspaceId, leadId, by }: { readonly workspaceId: string; readonly leadId: string; readonly by: string },
): Promise<boolean> {
  const result = await submit(workspaceId, { kind: 'withdraw', leadId, reason: 'import undone', by })
  return result.kind === 'done' && result.lead.state === 'withdrawn'
}
