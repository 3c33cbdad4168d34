import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import {
  type Called,
  type ControlService,
  exampleFile,
  openControlService,
} from '../../testing/open-control-service.ts'
import { addDocumentationRoutes } from './documentation-routes.ts'
import { addPolicyReviewRoutes } from './review-routes.ts'
import { addPolicyRoutes } from './routes.ts'

let service: ControlService
before(async () => {
  service = await openControlService((routes, db) => {
    addPolicyReviewRoutes(routes, db)
    addPolicyRoutes(routes, db)
    addDocumentationRoutes(routes, db)
  })
})
after(() => service.close())

const tables = { 'territories.csv': exampleFile('territories.csv') }
const active = exampleFile('policy.yaml')
const route = 'dach-enterprise'
const changed = active.replace('to: [pool: dach-enterprise, pool: dach]', 'to: [pool: latam]')

function post(path: string, body: unknown): Promise<Called> {
  return service.call('POST', path, { body })
}

describe('a comparison', () => {
  test('tells what became of a route, as data and as sentences', async () => {
    const { status, text } = await post('/v1/policies/diff', { to: { document: changed, tables } })
    assert.equal(status, 200, text)
    const { changes, before: from, after: to, text: said } = JSON.parse(text)
    assert.deepEqual([from.version, to.version], [1, null])
    const routes = changes.filter(({ section }: { section: string }) => section === 'route')
    assert.deepEqual([routes.length, routes[0].id, routes[0].kind], [1, route, 'changed'])
    assert.match(said, /Route dach-enterprise changed/)
  })

  test('of versions is there as Markdown too', async () => {
    const same = await service.call('GET', '/v1/policies/diff?from=1&to=1&format=markdown')
    assert.equal(same.status, 200)
    assert.match(same.text, /^# inbound version 1 .* → inbound version 1 /)
    assert.match(same.text, /mean the same/)
    assert.equal((await service.call('GET', '/v1/policies/diff?from=77')).body.code, 'policy_not_found')
  })
})

describe('a check', () => {
  test('tells findings, figures and golden tests of a document that is not stored', async () => {
    const { text } = await post('/v1/policies/check', { document: active, tables })
    const checked = JSON.parse(text)
    assert.equal(checked.is_sound, true)
    assert.ok(checked.tests.length > 0)
    assert.ok(checked.tests.every(({ passed }: { passed: boolean }) => passed))
    assert.equal(checked.figures.tests, checked.tests.length)
    const list = await service.call('GET', '/v1/policies')
    assert.equal(list.body.data.length, 1)
  })

  test('says where a golden test fails, and by what', async () => {
    const { text } = await post('/v1/policies/check', { document: changed, tables })
    const checked = JSON.parse(text)
    const failed = checked.tests.filter(({ passed }: { passed: boolean }) => !passed)
    assert.ok(failed.length > 0)
    assert.match(failed[0].mismatches[0].found, /latam/)
    assert.equal(checked.is_sound, false)
  })

  test('of what cannot be read says where and how to mend it', async () => {
    const { status, text } = await post('/v1/policies/check', { document: active.replace('routes:', 'rutes:'), tables })
    const checked = JSON.parse(text)
    assert.deepEqual([status, checked.is_sound, checked.name], [200, false, null])
    assert.ok(
      checked.findings.some(
        ({ where, mend }: { where: string; mend: string }) => /^policy\.yaml:\d+/.test(where) && /routes/.test(mend),
      ),
    )
  })
})

describe('the routing documentation', () => {
  test('is always of the active version, and stays what it was for each version', async () => {
    const first = await service.call('GET', '/v1/policies/active/documentation?format=markdown')
    assert.match(first.text, new RegExp(`### \\d+\\. ${route}`))
    assert.equal(first.etag, '"1-markdown"')
    const posted = await post('/v1/policies', { document: active.replace(/^policy: .*$/m, 'policy: other'), tables })
    assert.equal(posted.status, 201, posted.text)
    const second = await service.call('GET', '/v1/policies/active/documentation?format=markdown')
    assert.match(second.text, /^# Routing policy: other/)
    assert.equal(second.etag, '"2-markdown"')
    assert.equal((await service.call('GET', '/v1/policies/1/documentation?format=markdown')).text, first.text)
  })

  test('is a page that may fetch and run nothing, and is not sent twice', async () => {
    const path = new URL('/v1/policies/1/documentation', service.url)
    const headers = { Authorization: 'Bearer admin' }
    const page = await fetch(path, { headers })
    const html = await page.text()
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''
    const allowed = createHash('sha256').update(style).digest('base64')
    assert.ok(page.headers.get('content-security-policy')?.includes(`style-src 'sha256-${allowed}'`))
    const again = await fetch(path, { headers: { ...headers, 'If-None-Match': page.headers.get('etag') ?? '' } })
    assert.deepEqual([again.status, await again.text()], [304, ''])
  })
})
