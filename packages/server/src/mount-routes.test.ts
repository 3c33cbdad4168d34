import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { errorCatalogue } from '@rightful/contract'
import { Validator } from '@seriousme/openapi-schema-validator'
import { z } from 'zod'
import { openTestService, type TestService } from './testing/open-test-service.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(async () => {
  await service.close()
})

const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()),
  security: z.array(z.unknown()),
  responses: z.record(z.string(), z.object({ description: z.string() })),
})
const description = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), operation)),
})

async function readDescription(): Promise<z.output<typeof description>> {
  const response = await fetch(`${service.url}/v1/openapi.json`)
  assert.equal(response.headers.get('content-type'), 'application/json')
  return description.parse(await response.json())
}

describe("the API's description", () => {
  test('is valid OpenAPI 3.1', async () => {
    const document = z
      .record(z.string(), z.unknown())
      .parse(await (await fetch(`${service.url}/v1/openapi.json`)).json())
    const validator = new Validator()
    const result = await validator.validate(document)
    assert.deepEqual(result.errors ?? [], [])
    assert.equal(result.valid, true)
    assert.equal(validator.version, '3.1')
  })

  test('has every route that is served, and serves every route that it has', async () => {
    const { paths } = await readDescription()
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const served = service.http.app.routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    assert.ok(served.length >= 25, `only ${served.length} routes`)
    assert.deepEqual(described.toSorted(), served.toSorted())
  })

  test('names each operation once, and each failure by its code', async () => {
    const { paths } = await readDescription()
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
    const names = operations.map(({ operationId }) => operationId)
    assert.deepEqual(names, [...new Set(names)])
    for (const { operationId, responses } of operations) {
      for (const [status, { description: said }] of Object.entries(responses)) {
        const codes = [...said.matchAll(/`(\w+)`: /g)].map(([, code]) => code)
        if (Number(status) < 400 || codes.length === 0) continue
        const statuses = Object.entries(errorCatalogue).flatMap(([code, spec]) =>
          codes.includes(code) ? [spec.status] : [],
        )
        assert.deepEqual(
          statuses,
          codes.map(() => Number(status)),
          operationId,
        )
      }
    }
  })
})

describe('every route', () => {
  test('that changes or reads something of a workspace refuses whoever has no key', async () => {
    const { paths } = await readDescription()
    let refusedCount = 0
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { security, operationId }] of Object.entries(methods)) {
        if (security.length === 0) continue
        const response = await fetch(service.url + path.replaceAll(/\{\w+\}/g, 'x'), { method: method.toUpperCase() })
        assert.equal(response.status, 401, operationId)
        refusedCount += 1
      }
    }
    assert.ok(refusedCount >= 15)
  })

  test('that needs a key refuses one without its scope', async () => {
    const { paths } = await readDescription()
    const key = await service.makeKey([])
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { security, operationId }] of Object.entries(methods)) {
        if (security.length === 0) continue
        const headers = { authorization: `Bearer ${key}` }
        const url = service.url + path.replaceAll(/\{\w+\}/g, 'x')
        assert.equal((await fetch(url, { method: method.toUpperCase(), headers })).status, 403, operationId)
      }
    }
  })
})

describe('operation', () => {
  test('tells health, readiness and figures', async () => {
    assert.deepEqual(await (await fetch(`${service.url}/healthz`)).json(), { status: 'ok' })
    const ready = await fetch(`${service.url}/readyz`)
    assert.deepEqual(await ready.json(), { status: 'ready', checks: { database: 'ok' } })
    const metrics = await fetch(`${service.url}/metrics`)
    assert.match(metrics.headers.get('content-type') ?? '', /^text\/plain/)
    assert.match(await metrics.text(), /rightful_http_request_duration_seconds_bucket/)
  })

  test('explains each failure at its type', async () => {
    const one = await fetch(`${service.url}/v1/errors/version_conflict`)
    assert.deepEqual(await one.json(), { code: 'version_conflict', ...errorCatalogue.version_conflict })
    assert.equal((await fetch(`${service.url}/v1/errors/toString`)).status, 404)
  })
})
