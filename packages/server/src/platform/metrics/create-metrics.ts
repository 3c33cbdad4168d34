import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** The figures of a process, read at /metrics in the Prometheus text format. */
export type Metrics = {
  /** For the figures of other parts: register them here. */
  readonly registry: Registry
  /** Counts a request: `seconds` from its head to its answer. `route` is a path with its parameters as names. */
  readonly countRequest: (request: CountedRequest) => void
}

/** A request that was answered. */
export type CountedRequest = {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly seconds: number
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
  // Looking a combination of labels up is the dear part, and there are few of them.
  const known = new Map<string, { readonly observe: (seconds: number) => void }>()
  const countRequest = ({ method, route, status, seconds }: CountedRequest): void => {
    const key = `${status}${method}${route}`
    let child = known.get(key)
    if (child === undefined) {
      child = httpSeconds.labels({ method, route, status })
      known.set(key, child)
    }
    child.observe(seconds)
  }
  return { registry, countRequest }
}
