import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** The figures of a process, read at /metrics in the Prometheus text format. */
export type Metrics = {
  /** For the figures of other parts: register them here. */
  readonly registry: Registry
  /** Seconds from the request's head to its answer, by method, route (a path with its parameters as names) and status. */
  readonly httpSeconds: Histogram<'method' | 'route' | 'status'>
}

const secondsBuckets = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Makes the figures of a process; `withProcess` adds those of Node itself (memory, event loop, garbage collection). */
export function createMetrics({ withProcess = false }: { readonly withProcess?: boolean } = {}): Metrics {
  const registry = new Registry()
  if (withProcess) collectDefaultMetrics({ register: registry })
  const httpSeconds = new Histogram({
    name: 'rightful_http_request_duration_seconds',
    help: 'Time from the head of a request to its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: secondsBuckets,
    registers: [registry],
  })
  return { registry, httpSeconds }
}
