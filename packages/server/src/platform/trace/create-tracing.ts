import type { IncomingHttpHeaders } from 'node:http'
import {
  type Attributes,
  type Context,
  context,
  propagation,
  ProxyTracer,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api'

/** What later spans belong under. Opaque: only `record` reads it. */
export type TraceParent = Context

/** A piece of work that has ended. Instants are of the node's steady clock (`performance.now()`), in milliseconds. */
export type EndedSpan = {
  readonly name: string
  readonly beganMs: number
  readonly endedMs: number
  readonly attributes: Attributes
}

/** A request that is answered under a span. */
export type TracedRequest = {
  readonly method: string
  /** A path with its parameters as names. */
  readonly route: string
  readonly headers: IncomingHttpHeaders
}

/** Tells an OpenTelemetry SDK of requests and of what becomes of leads. */
export type Tracing = {
  /** Runs a request in a span of its own, below the caller's where `traceparent` names one. `statusOf` reads the status of what it came to. */
  readonly request: <T>(of: TracedRequest, work: () => Promise<T>, statusOf: (result: T) => number) => Promise<T>
  /** What is under way here; `null`: nothing is. */
  readonly here: () => TraceParent | null
  /** Tells of work that has ended, below `parent` or as a trace of its own. Returns what its own parts belong under. */
  readonly record: (span: EndedSpan, parent: TraceParent | null) => TraceParent
}

/**
 * Tracing by the SDK that was registered before the server was started, as by `node --import`. `null`: none was, and nothing is
 * spent on it.
 */
export function createTracing(version: string): Tracing | null {
  const tracer = trace.getTracer('rightful', version)
  if (tracer instanceof ProxyTracer) return null
  return {
    request: (of, work, statusOf) => traceRequest(tracer, { of, work, statusOf }),
    here: () => (trace.getActiveSpan() === undefined ? null : context.active()),
    record: ({ name, beganMs, endedMs, attributes }, parent) => {
      const under = parent ?? ROOT_CONTEXT
      const span = tracer.startSpan(name, { startTime: epochMs(beganMs), attributes }, under)
      span.end(epochMs(endedMs))
      return trace.setSpan(under, span)
    },
  }
}

type RequestWork<T> = {
  readonly of: TracedRequest
  readonly work: () => Promise<T>
  readonly statusOf: (result: T) => number
}

async function traceRequest<T>(tracer: Tracer, { of, work, statusOf }: RequestWork<T>): Promise<T> {
  const { method, route, headers } = of
  const above = propagation.extract(ROOT_CONTEXT, headers)
  const attributes = { 'http.request.method': method, 'http.route': route }
  const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, above)
  try {
    const result = await context.with(trace.setSpan(above, span), work)
    const status = statusOf(result)
    span.setAttribute('http.response.status_code', status)
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
    return result
  } finally {
    span.end()
  }
}

function epochMs(steadyMs: number): number {
  return performance.timeOrigin + steadyMs
}
