import { Counter, Gauge, type Registry } from 'prom-client'

/** What is counted about deliveries. */
export type DeliveryMetrics = {
  /** `outcome` is `delivered`, `nobody`, `retried`, `failed`, `gone`, `lost` (its claim had run out) or `superseded`. */
  readonly count: (kind: string, outcome: string, amount?: number) => void
  /** For how long a workspace's longest due delivery has been due, in milliseconds. */
  readonly noteBacklog: (workspaceId: string, dueForMs: number) => void
}

/** Registers the figures of deliveries. */
export function createDeliveryMetrics(registry: Registry): DeliveryMetrics {
  const deliveries = new Counter({
    name: 'rightful_deliveries_total',
    help: 'Attempts to deliver, by kind of destination and what came of them.',
    labelNames: ['kind', 'outcome'] as const,
    registers: [registry],
  })
  const backlog = new Map<string, number>()
  const age: Gauge = new Gauge({
    name: 'rightful_delivery_backlog_age_seconds',
    help: 'For how long the delivery that has been due longest has been due, at any destination that is switched on.',
    registers: [registry],
    collect: (): void => age.set(Math.max(0, ...backlog.values()) / 1000),
  })
  return {
    count: (kind, outcome, amount = 1) => deliveries.inc({ kind, outcome }, amount),
    noteBacklog: (workspaceId, dueForMs) => backlog.set(workspaceId, dueForMs),
  }
}
