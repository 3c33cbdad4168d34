import { type BacklogAnswer, backlog } from '@rightful/contract'
import { Counter, Gauge, type Registry } from 'prom-client'
import { findWorkspaces } from '../../control/workspaces/read.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import { readBacklog } from './queries.ts'

/** The figures of what waits, by the field that they show. */
const gauges: Readonly<Record<keyof BacklogAnswer, readonly [string, string]>> = {
  desk_version: ['rightful_desk_version', 'Changes that the workspace has seen: its version.'],
  holds: ['rightful_holds', 'Leads that wait for an owner, parked ones included.'],
  holds_due: ['rightful_holds_due', 'Leads that wait for an owner and whose next try is due.'],
  hold_oldest_seconds: [
    'rightful_hold_oldest_age_seconds',
    'For how long the lead that waits longest has waited; 0: none.',
  ],
  parked: ['rightful_parked_leads', 'Leads that could not be decided and need a person to look.'],
  clocks_armed: ['rightful_clocks_armed', 'Clocks that run.'],
  clocks_due: ['rightful_clocks_due', 'Clocks that are to warn or have run out, and nobody has acted yet.'],
  clock_oldest_seconds: [
    'rightful_clock_lateness_seconds',
    'For how long the clock that is due longest has been due; 0: none.',
  ],
  tasks: ['rightful_tasks', 'Tasks that are still to be done, such as moving a lead.'],
  tasks_due: ['rightful_tasks_due', 'Tasks that are due.'],
  task_oldest_seconds: [
    'rightful_task_oldest_due_seconds',
    'For how long the task that is due longest has been due; 0: none.',
  ],
  deliveries: ['rightful_outbox', 'Deliveries to destinations that are still to be made.'],
  deliveries_due: ['rightful_outbox_due', 'Deliveries that are due.'],
  delivery_oldest_seconds: [
    'rightful_outbox_oldest_due_seconds',
    'For how long the delivery that is due longest has been due; 0: none.',
  ],
  imports_open: ['rightful_imports_open', 'Imports that are running.'],
  import_rows_left: ['rightful_import_rows_left', 'Rows of running imports that are still to be routed.'],
}

/** Figures are read again after so long, in milliseconds, however often they are asked for. */
const READ_EVERY_MS = 5000

/**
 * Registers what waits in each workspace, read from the database when figures are asked for. Every node shows the same: take
 * the maximum over the nodes, not the sum. When the database does not answer, the last figures stay.
 */
export function createBacklogMetrics(registry: Registry, db: Queryable, readEveryMs = READ_EVERY_MS): void {
  const failures = new Counter({
    name: 'rightful_backlog_read_failures_total',
    help: 'Times that what waits could not be read; the figures are older than they look then.',
    registers: [registry],
  })
  const shown: { readonly field: keyof BacklogAnswer; readonly gauge: Gauge<'workspace'> }[] = []
  let reading: Promise<void> | null = null
  let readAtMs = -Infinity
  const read = async (): Promise<void> => {
    const workspaces = await findWorkspaces(db)
    const found: { readonly workspaceId: string; readonly waits: BacklogAnswer | null }[] = []
    for (const { workspaceId } of workspaces) found.push({ workspaceId, waits: await readBacklog(db, workspaceId) })
    for (const { field, gauge } of shown) {
      gauge.reset()
      for (const { workspaceId, waits } of found) gauge.set({ workspace: workspaceId }, waits?.[field] ?? 0)
    }
  }
  const collect = async (): Promise<void> => {
    if (performance.now() - readAtMs < readEveryMs) return
    reading ??= read()
      .catch(() => failures.inc())
      .finally(() => {
        readAtMs = performance.now()
        reading = null
      })
    await reading
  }
  for (const field of backlog.keyof().options) {
    const [name, help] = gauges[field]
    shown.push({ field, gauge: new Gauge({ name, help, labelNames: ['workspace'], registers: [registry], collect }) })
  }
}
