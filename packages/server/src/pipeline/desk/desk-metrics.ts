import { Counter, Histogram, type Registry } from 'prom-client'
import type { BatchReport } from './desk.ts'

/** Counts what goes over the desks of this node. */
export type DeskMetrics = { readonly countBatch: (batch: BatchReport) => void }

const secondsBuckets = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
const countBuckets = [1, 2, 5, 10, 20, 50, 100, 200]

/** Registers the figures of the desks. */
export function createDeskMetrics(registry: Registry): DeskMetrics {
  const seconds = new Histogram({
    name: 'rightful_batch_duration_seconds',
    help: 'Time of one batch at a desk, its commit included.',
    buckets: secondsBuckets,
    registers: [registry],
  })
  const commands = new Histogram({
    name: 'rightful_batch_commands',
    help: 'Commands that one batch carried out.',
    buckets: countBuckets,
    registers: [registry],
  })
  const failures = new Counter({
    name: 'rightful_batch_failures_total',
    help: 'Batches that failed and were tried again or taken apart.',
    registers: [registry],
  })
  return {
    countBatch: (batch) => {
      seconds.observe(batch.durationMs / 1000)
      commands.observe(batch.commandCount)
      if (batch.failure !== null) failures.inc()
    },
  }
}
