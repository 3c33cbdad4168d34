import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Registry } from 'prom-client'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'
import { createBacklogMetrics } from './backlog-metrics.ts'

let service: TestService
before(async () => (service = await openTestService()))
after(() => service.close())

function figure(text: string, name: string): number {
  const line = new RegExp(`^${name}\\{workspace="${service.workspaceId}"\\} (\\S+)$`, 'm').exec(text)
  assert.ok(line !== null, `${name} is not among:\n${text}`)
  return Number(line[1])
}

test('what waits is shown as it is in the database, of each workspace, and read once for all figures', async () => {
  const registry = new Registry()
  let reads = 0
  const counting: typeof service.db.query = (statement, values) => {
    if (typeof statement !== 'string' && statement.name === 'read_backlog') reads += 1
    return service.db.query(statement, values)
  }
  createBacklogMetrics(registry, { ...service.db, query: counting }, 0)
  const empty = await registry.metrics()
  assert.equal(figure(empty, 'rightful_holds'), 0)
  assert.equal(figure(empty, 'rightful_hold_oldest_age_seconds'), 0)
  assert.ok(reads >= 1 && reads <= 2, `${reads} reads`)
  for (const country of ['JP', 'JP', 'DE']) await service.client.postLead({ attributes: { country } })
  const text = await registry.metrics()
  assert.equal(figure(text, 'rightful_holds'), 2)
  assert.equal(figure(text, 'rightful_clocks_armed'), 1)
  assert.ok(figure(text, 'rightful_hold_oldest_age_seconds') > 0)
  assert.ok(figure(text, 'rightful_desk_version') >= 3)
})

test('figures stay and the failure is counted when the database does not answer', async () => {
  const registry = new Registry()
  let isBroken = false
  const query: typeof service.db.query = (statement, values) =>
    isBroken ? Promise.reject(new Error('gone')) : service.db.query(statement, values)
  createBacklogMetrics(registry, { ...service.db, query }, 0)
  const before = figure(await registry.metrics(), 'rightful_holds')
  isBroken = true
  const text = await registry.metrics()
  assert.equal(figure(text, 'rightful_holds'), before)
  assert.match(await registry.metrics(), /^rightful_backlog_read_failures_total [1-9]/m)
})
