import type { Registry } from 'prom-client'
import type { Log } from '../../platform/log/create-log.ts'
import type { Tracing } from '../../platform/trace/create-tracing.ts'
import type { BatchReport } from './batch-report.ts'
import { createDeskMetrics } from './desk-metrics.ts'
import { traceBatch } from './trace-batch.ts'

/** Where batches are told. */
export type BatchReporterOptions = {
  readonly registry: Registry
  readonly log: Log
  /** `null`: nobody traces. */
  readonly tracing: Tracing | null
}

/** Tells of every batch of this node: in figures, in the log (one line at debug, a failure at warn), and in the traces of its leads. */
export function createBatchReporter({ registry, log, tracing }: BatchReporterOptions): (batch: BatchReport) => void {
  const metrics = createDeskMetrics(registry)
  return (batch) => {
    metrics.countBatch(batch)
    if (tracing !== null) traceBatch(tracing, batch)
    const { workspaceId: workspace, failure, commandCount: commands, committed } = batch
    if (failure !== null) log.warn({ workspace, commands, failure }, 'a batch failed')
    else if (log.isLevelEnabled('debug')) {
      const { batchId: batch_id, version } = committed ?? {}
      log.debug({ workspace, batch_id, version, commands, ms: Math.round(batch.durationMs) }, 'a batch was committed')
    }
  }
}
