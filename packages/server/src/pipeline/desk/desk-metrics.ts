import { Counter, Histogram, type Registry } from 'prom-client'
import type { BatchReport, SettledCommand } from './batch-report.ts'

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
  const leads = new Counter({
    name: 'rightful_leads_total',
    help: 'New leads, by the lane they came by and what was decided at once.',
    labelNames: ['lane', 'outcome'] as const,
    registers: [registry],
  })
  const repeats = new Counter({
    name: 'rightful_lead_repeats_total',
    help: 'Posted leads that were known already.',
    labelNames: ['lane'] as const,
    registers: [registry],
  })
  const commitSeconds = new Histogram({
    name: 'rightful_lead_commit_seconds',
    help: 'Time from when a new lead was received until its outcome was committed.',
    labelNames: ['lane'] as const,
    buckets: secondsBuckets,
    registers: [registry],
  })
  const countLead = ({ command, result, lane, queuedAtMs }: SettledCommand, endedMs: number): void => {
    if (command.kind !== 'create' || result.kind !== 'done') return
    if (!result.isNew) return repeats.inc({ lane })
    leads.inc({ lane, outcome: result.lead.state })
    commitSeconds.observe({ lane }, (endedMs - queuedAtMs) / 1000)
  }
  return {
    countBatch: (batch) => {
      seconds.observe(batch.durationMs / 1000)
      commands.observe(batch.commandCount)
      if (batch.failure !== null) failures.inc()
      const endedMs = batch.beganMs + batch.durationMs
      for (const settled of batch.committed?.settled ?? []) countLead(settled, endedMs)
    },
  }
}
