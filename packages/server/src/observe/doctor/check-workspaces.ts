import type { BacklogAnswer } from '@rightful/contract'
import { findWorkspaces } from '../../control/workspaces/read.ts'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Database } from '../../platform/db/database.ts'
import { listLeases, listNodes, readBacklog } from '../operation/read.ts'
import { type Check, fail, ok, warn } from './check.ts'

/** Work that is due is done within a second or so; what is late by more than this is looked at, by much more is stuck. */
const lateSeconds = { warn: 60, fail: 600 }

/** Looks at what waits in each workspace, and at who does the work. Needs the schema of this release. */
export async function checkWorkspaces(db: Database): Promise<readonly Check[]> {
  const nodes = await listNodes(db)
  const checks: Check[] = [
    nodes.length === 0
      ? ok('nodes', 'none is running on this database')
      : ok('nodes', `${nodes.join(', ')} ${nodes.length === 1 ? 'is' : 'are'} running on this database`),
  ]
  for (const { workspaceId, name } of await findWorkspaces(db)) {
    const backlog = await readBacklog(db, workspaceId)
    if (backlog !== null) checks.push(...checkBacklog(name, backlog, nodes.length > 0))
    checks.push(await checkLeases(db, { workspaceId, name, nodes }))
  }
  return checks
}

function checkBacklog(workspace: string, backlog: BacklogAnswer, isServed: boolean): readonly Check[] {
  const queues = [
    ['holds', backlog.holds, backlog.holds_due, 0],
    ['clocks', backlog.clocks_armed, backlog.clocks_due, backlog.clock_oldest_seconds],
    ['tasks', backlog.tasks, backlog.tasks_due, backlog.task_oldest_seconds],
    ['deliveries', backlog.deliveries, backlog.deliveries_due, backlog.delivery_oldest_seconds],
  ] as const
  const checks = queues.map(([queue, count, dueCount, oldestSeconds]) => {
    const name = `${workspace}: ${queue}`
    const late = oldestSeconds > 0 && dueCount > 0 ? `, the oldest for ${Math.round(oldestSeconds)} s` : ''
    const what = `${count} wait, ${dueCount} of them are due${late}`
    if (dueCount === 0 || oldestSeconds <= lateSeconds.warn) return ok(name, what)
    if (!isServed) return warn(name, what, 'Start a server: work that is due waits for one.')
    const mend = 'Look for `a worker failed` in the log of the nodes.'
    return oldestSeconds <= lateSeconds.fail ? warn(name, what, mend) : fail(name, what, mend)
  })
  if (backlog.parked > 0) {
    const mend = 'Read why at GET /v1/leads?state=parked, mend it, and post to /v1/leads/{lead_id}/retry.'
    checks.push(warn(`${workspace}: parked leads`, `${backlog.parked} could not be decided`, mend))
  }
  const { imports_open: open, import_rows_left: left } = backlog
  return [...checks, ok(`${workspace}: imports`, `${open} are running, with ${left} rows left`)]
}

async function checkLeases(
  db: Database,
  of: { readonly workspaceId: string; readonly name: string; readonly nodes: readonly string[] },
): Promise<Check> {
  const name = `${of.name}: leases`
  const held = (await listLeases(db, of.workspaceId)).filter(({ isHeld }) => isHeld)
  if (held.length === 0) return ok(name, 'nobody holds one')
  const what = held.map((lease) => `${lease.name} by ${lease.holder} until ${isoTime(lease.untilMs)}`).join(', ')
  if (held.every(({ holder }) => of.nodes.includes(holder))) return ok(name, what)
  return warn(name, `${what}; not all of them are connected`, 'Wait: a lease of a node that died runs out by itself.')
}
