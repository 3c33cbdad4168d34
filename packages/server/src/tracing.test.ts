import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { trace } from '@opentelemetry/api'
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { createBatchReporter } from './pipeline/desk/batch-reporter.ts'
import { createDesks } from './pipeline/desk/desks.ts'
import { createLog } from './platform/log/create-log.ts'
import { createMetrics } from './platform/metrics/create-metrics.ts'
import { createTracing } from './platform/trace/create-tracing.ts'
import { newLead } from './testing/open-test-workspace.ts'
import { openTestService, type TestService } from './testing/open-test-service.ts'

const exporter = new InMemorySpanExporter()
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
let service: TestService
before(async () => {
  provider.register()
  service = await openTestService({ tracing: createTracing('test') })
})
after(async () => {
  await service.close()
  await provider.shutdown()
  trace.disable()
})

/** The finished spans of a trace by name. */
function spansOf(traceId: string): ReadonlyMap<string, ReadableSpan> {
  const spans = exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === traceId)
  return new Map(spans.map((span) => [span.name, span]))
}

async function post(traceparent: string, attributes: Readonly<Record<string, string>>): Promise<number> {
  const response = await fetch(`${service.url}/v1/leads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json', traceparent },
    body: JSON.stringify({ attributes }),
  })
  await response.text()
  return response.status
}

const millis = ([seconds, nanos]: readonly [number, number]): number => seconds * 1000 + nanos / 1e6

describe('the trace of a lead', () => {
  test('continues that of the caller, from intake over the desk to the commit', async () => {
    const [traceId, callerSpan] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7']
    assert.equal(await post(`00-${traceId}-${callerSpan}-01`, { country: 'DE' }), 201)
    const spans = spansOf(traceId)
    const request = spans.get('POST /v1/leads')
    const [intake, desk, commit] = [spans.get('intake'), spans.get('desk batch'), spans.get('commit')]
    assert.ok(request !== undefined && intake !== undefined && desk !== undefined && commit !== undefined)
    assert.equal(request.parentSpanContext?.spanId, callerSpan)
    assert.equal(request.attributes['http.response.status_code'], 201)
    assert.equal(intake.parentSpanContext?.spanId, request.spanContext().spanId)
    assert.equal(desk.parentSpanContext?.spanId, request.spanContext().spanId)
    assert.equal(commit.parentSpanContext?.spanId, desk.spanContext().spanId)
    assert.equal(desk.attributes['rightful.state'], 'assigned')
    assert.match(String(desk.attributes['rightful.decision_id']), /^[0-9a-f-]{36}$/)
    const order = [request.startTime, intake.startTime, desk.startTime, commit.startTime, commit.endTime].map(millis)
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    )
    assert.ok(Math.abs(millis(desk.startTime) - Date.now()) < 10_000, 'on the clock that people read')
  })

  test('is its own for each of those that share a batch', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `${'a'.repeat(30)}${String(index).padStart(2, '0')}`)
    await Promise.all(ids.map((id) => post(`00-${id}-00f067aa0ba902b7-01`, { country: 'JP' })))
    const batches = ids.map((id) => spansOf(id).get('desk batch')?.attributes)
    assert.ok(batches.every((attributes) => attributes?.['rightful.state'] === 'held'))
    assert.equal(new Set(batches.map((attributes) => attributes?.['rightful.lead_id'])).size, 20)
    assert.ok(new Set(batches.map((attributes) => attributes?.['rightful.batch_id'])).size < 20, 'some shared a batch')
  })

  test('begins at the desk where no request brought the lead', async () => {
    const registry = createMetrics().registry
    const log = createLog({ level: 'silent' })
    const tracing = createTracing('test')
    const onBatch = createBatchReporter({ registry, log, tracing })
    const desks = createDesks({ db: service.db, node: 'bulk', tracing, onBatch })
    const { lead } = newLead({ country: 'DE' }, { lane: 'bulk' })
    await desks.submit(service.workspaceId, { kind: 'create', lead }, 'bulk')
    await desks.close()
    const root = exporter
      .getFinishedSpans()
      .find((span) => span.name === 'lead create' && span.attributes['rightful.lead_id'] === lead.leadId)
    assert.ok(root !== undefined)
    assert.equal(root.parentSpanContext, undefined)
    assert.deepEqual([...spansOf(root.spanContext().traceId).keys()].toSorted(), [
      'commit',
      'desk batch',
      'intake',
      'lead create',
    ])
    assert.match(await registry.metrics(), /^rightful_leads_total\{lane="bulk",outcome="assigned"\} 1$/m)
  })
})
