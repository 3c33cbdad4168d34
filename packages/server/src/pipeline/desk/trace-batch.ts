import type { Tracing } from '../../platform/trace/create-tracing.ts'
import type { BatchReport, SettledCommand } from './batch-report.ts'

/**
 * Tells the trace of each lead what became of it in a batch: `intake` until the batch began, `desk batch`, and in it `commit`. A
 * lead that no request brought, as one of an import, gets a trace of its own.
 */
export function traceBatch(tracing: Tracing, batch: BatchReport): void {
  const { committed } = batch
  if (committed === null) return
  for (const settled of committed.settled) traceCommand(tracing, { batch, settled })
}

function traceCommand(
  tracing: Tracing,
  { batch, settled }: { readonly batch: BatchReport; readonly settled: SettledCommand },
): void {
  const { committed, beganMs, durationMs } = batch
  if (committed === null) return
  const { command, result, queuedAtMs, lane } = settled
  const endedMs = beganMs + durationMs
  const attributes = {
    'rightful.workspace_id': batch.workspaceId,
    'rightful.lead_id': command.kind === 'create' ? command.lead.leadId : command.leadId,
    'rightful.command': command.kind,
    'rightful.lane': lane,
  }
  const parent =
    settled.parent ?? tracing.record({ name: `lead ${command.kind}`, beganMs: queuedAtMs, endedMs, attributes }, null)
  tracing.record({ name: 'intake', beganMs: queuedAtMs, endedMs: beganMs, attributes }, parent)
  const inBatch = {
    ...attributes,
    'rightful.batch_id': committed.batchId,
    'rightful.desk_version': committed.version,
    'rightful.batch_commands': batch.commandCount,
    ...(result.kind === 'done'
      ? { 'rightful.state': result.lead.state, 'rightful.decision_id': result.lead.decisionId ?? '' }
      : { 'rightful.failure': result.code }),
  }
  const desk = tracing.record({ name: 'desk batch', beganMs, endedMs, attributes: inBatch }, parent)
  tracing.record({ name: 'commit', beganMs: committed.commitBeganMs, endedMs, attributes: {} }, desk)
}
