import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { DeclaredRoute } from './platform/http/route.ts'
import { askRoute, nowhere } from './testing/access-expectations.ts'
import { openTestService, type TestService } from './testing/open-test-service.ts'
import { type SignedInUser, signInUser } from './testing/sign-in-user.ts'

let service: TestService
let owner: SignedInUser
let routes: readonly DeclaredRoute[]
before(async () => {
  service = await openTestService()
  owner = await signInUser(service, { roles: ['owner'] })
  routes = service.http.declared.filter(({ path, operation }) => path.includes('{') && operation !== 'preflightForm')
})
after(() => service.close())

/** What a route does not answer without. */
const queries: Readonly<Record<string, string>> = { explainWhyNot: '?owner=ada' }

/** What a directory sends: its routes read the body first. */
const bodies: Readonly<Record<string, unknown>> = {
  replaceScimUser: { userName: 'ada@example.com' },
  patchScimUser: { Operations: [{ op: 'replace', path: 'active', value: true }] },
  replaceScimGroup: { displayName: 'legal' },
  patchScimGroup: { Operations: [{ op: 'replace', path: 'displayName', value: 'legal' }] },
}

function ask(route: DeclaredRoute, name: string): ReturnType<typeof askRoute> {
  const headers: Record<string, string> =
    route.access.kind === 'person' || (route.access.kind === 'scope' && route.access.stepUp)
      ? { cookie: owner.cookie }
      : { authorization: `Bearer ${service.key}` }
  return askRoute(route, service.url + route.path.replaceAll(/\{\w+\}/g, name) + (queries[route.operation] ?? ''), {
    headers,
    body: bodies[route.operation],
  })
}

describe('404 for what cannot be the name of anything', () => {
  test('by every route that names a thing in its path', async () => {
    assert.ok(routes.length >= 60, `only ${routes.length} routes`)
    const others: string[] = []
    for (const route of routes) {
      for (const name of ['x'.repeat(201), 'x%00y']) {
        const { status, problem } = await ask(route, name)
        if (status !== 404) others.push(`${route.operation} ${name.slice(0, 5)}: ${status} ${problem?.code}`)
      }
    }
    assert.deepEqual(others, [])
  })

  test('by the code that a thing which is not there has', async () => {
    const others: string[] = []
    for (const route of routes) {
      if (route.method !== 'get' && route.method !== 'delete') continue
      const [missing, malformed] = await Promise.all([ask(route, nowhere), ask(route, 'x'.repeat(201))])
      if (missing.problem?.code !== malformed.problem?.code)
        others.push(`${route.operation}: ${missing.status} ${missing.problem?.code} but ${malformed.problem?.code}`)
    }
    assert.deepEqual(others, [])
  })
})
