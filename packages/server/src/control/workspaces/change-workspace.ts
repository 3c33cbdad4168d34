import { RoutingError } from '@rightful/contract'
import { classifyDatabaseError } from '../../platform/db/classify-database-error.ts'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { type AuditRecord, recordAudit } from '../audit/read.ts'
import { readSubscriptions } from '../connections/read.ts'
import { advanceDesk, type DeskAdvance, type HeldDesk, lockDesk, wakeAllHolds, wasCommitted } from './desk-queries.ts'
import { type DeskVersions, insertControlEvent, moveDeskTo } from './queries.ts'

/** An event, without who did it. */
type ToldChange = {
  readonly kind: string
  readonly body: Readonly<Record<string, unknown>>
  /** A destination that is told of it whatever it asks for, beside those that ask for such events. */
  readonly destinationId?: string
}

/** What a change came to, once the desk was taken. */
export type WorkspaceChange<Result> =
  | { readonly kind: 'unchanged'; readonly result: Result }
  | {
      readonly kind: 'changed'
      readonly result: Result
      /** Versions by which the desk decides from now on. */
      readonly versions: DeskVersions
      /** Told to whoever listens and to the audit log: no personal data. */
      readonly event: ToldChange
      /** What happened with it, told after it in this order. */
      readonly further?: readonly (ToldChange & { readonly subject: AuditRecord['subject'] })[]
      /** What the audit log says was changed; left out: the workspace. */
      readonly subject?: AuditRecord['subject']
    }

/** Which workspace changes, and who changes it. */
export type ChangeAsk = { readonly workspaceId: string; readonly by: string }

/**
 * Changes what a workspace decides by, in one transaction: takes its desk, lets `change` write, and then moves the desk on
 * by one version with the new versions, the event and its deliveries, an entry in the audit log, and, where leads are decided by
 * what changed, every held lead due. Throws `workspace_not_found`, or what `change` throws; then nothing was done. A COMMIT of which nobody knows is
 * looked up.
 */
export async function changeWorkspace<Result>(
  db: Database,
  ask: ChangeAsk,
  change: (tx: Queryable, desk: HeldDesk) => Promise<WorkspaceChange<Result>>,
): Promise<Result> {
  const batchId = newId()
  let result: { readonly of: Result } | null = null
  try {
    return await db.transaction(async (tx) => {
      const desk = await lockDesk(tx, ask.workspaceId)
      if (desk === null) throw new RoutingError('workspace_not_found')
      const changed = await change(tx, desk)
      result = { of: changed.result }
      if (changed.kind === 'changed') await step(tx, { ...ask, desk, batchId }, changed)
      return changed.result
    })
  } catch (error) {
    if (classifyDatabaseError(error).kind !== 'commit_unknown' || result === null) throw error
    const known: { readonly of: Result } = result
    if (await isCommitted(db, ask.workspaceId, batchId)) return known.of
    throw new RoutingError('service_unavailable', {}, { cause: error })
  }
}

async function step(
  tx: Queryable,
  { workspaceId, by, desk, batchId }: ChangeAsk & { readonly desk: HeldDesk; readonly batchId: string },
  { versions, event, subject, further = [] }: Omit<WorkspaceChange<unknown> & { kind: 'changed' }, 'kind' | 'result'>,
): Promise<void> {
  const next = { workspaceId, version: desk.version + 1, nowMs: desk.nowMs, batchId, node: 'control' }
  const first = { ...event, subject: subject ?? { kind: 'workspace', id: workspaceId } }
  await tell(tx, { ...next, by }, [first, ...further])
  // Where events go decides nothing, so that nobody is free by it.
  if (Object.keys(versions).some((name) => name !== 'destinationsVersion')) await wakeAllHolds(tx, next)
  await moveDeskTo(tx, workspaceId, versions)
  await advanceDesk(tx, next)
}

async function tell(
  tx: Queryable,
  next: DeskAdvance & { readonly by: string },
  events: readonly (ToldChange & { readonly subject: AuditRecord['subject'] })[],
): Promise<void> {
  const { workspaceId, version, by } = next
  const subscriptions = await readSubscriptions(tx, workspaceId)
  for (const [index, { kind, body, subject, destinationId = null }] of events.entries()) {
    const told = subscriptions.filter(
      (of) => of.destinationId === destinationId || of.kinds.has('*') || of.kinds.has(kind),
    )
    await insertControlEvent(tx, next, {
      event: { position: index + 1, kind, ownerId: null, body: JSON.stringify({ ...body, by }) },
      destinationIds: told.map((of) => of.destinationId),
    })
    const details = { ...body, desk_version: version }
    await recordAudit(tx, { workspaceId, actor: by, action: kind, subject, details })
  }
}

async function isCommitted(db: Database, workspaceId: string, batchId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockDesk(tx, workspaceId)
    return wasCommitted(tx, workspaceId, batchId)
  })
}
