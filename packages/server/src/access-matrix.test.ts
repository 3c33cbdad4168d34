import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isScope, roleNames, scopes } from '@rightful/contract'
import type { DeclaredRoute } from './platform/http/route.ts'
import { askRoute, holders, mayCall, nowhere } from './testing/access-expectations.ts'
import { openTestService, type TestService } from './testing/open-test-service.ts'
import { signInUser } from './testing/sign-in-user.ts'

/** What anybody may call, and why it may be so: a new one has to be listed here. */
const openOperations: Readonly<Record<string, string>> = {
  getHealth: 'load balancers',
  getReadiness: 'load balancers',
  getMetrics: 'Prometheus',
  getDescription: 'what the API is',
  listErrors: 'what the API is',
  getError: 'what the API is',
  getFormToken: 'pages of others',
  submitForm: 'pages of others',
  preflightForm: 'pages of others',
  getSetup: 'signing in',
  setUp: 'a token',
  signIn: 'a password',
  acceptInvitation: 'a token',
  resetPassword: 'a token',
  forgetPassword: 'whoever has no password',
  listSignInOptions: 'signing in',
  beginSignIn: 'signing in',
  finishSignIn: 'a token of the browser, and the word of a provider',
}

let service: TestService
let routes: readonly DeclaredRoute[]
before(async () => {
  service = await openTestService()
  routes = service.http.declared
})
after(() => service.close())

/** A path to nothing that exists. */
function emptyPath({ path }: DeclaredRoute): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    /^(owner|team|pool|calendar|account)_id$/.test(name) ? 'nobody' : nowhere,
  )
}

describe('every route', () => {
  test('is for anybody only where it is listed so, with the reason', () => {
    const open = routes.filter(({ access }) => access.kind === 'open').map(({ operation }) => operation)
    assert.deepEqual(open.toSorted(), Object.keys(openOperations).toSorted())
  })

  test('is declared with who may call it', () => {
    assert.ok(routes.length >= 100, `only ${routes.length} routes`)
    assert.equal(service.http.app.routes.length, routes.length)
    assert.deepEqual(Object.keys(holders).toSorted(), Object.keys(scopes).filter(isScope).toSorted())
  })

  for (const role of roleNames) {
    test(`answers ${role} by their scopes, and a denial names the one that is missing`, async () => {
      let user = await signInUser(service, { roles: [role] })
      for (const route of routes) {
        if (route.access.kind === 'open') continue
        const { status, problem } = await askRoute(route, service.url + emptyPath(route), {
          headers: { cookie: user.cookie },
        })
        const said = `${role} ${route.operation}: ${status} ${problem?.code}`
        if (mayCall(role, route)) assert.ok(status !== 401 && status !== 403 && status < 500, said)
        else {
          assert.equal(problem?.code, 'forbidden', said)
          assert.equal(problem.details['scope'], route.access.kind === 'scope' ? route.access.scope : '', said)
        }
        if (route.operation === 'signOut') user = await signInUser(service, { roles: [role] })
      }
    })
  }

  test('refuses who is nobody, and a key without scopes', async () => {
    const key = await service.makeKey([])
    for (const route of routes) {
      const nobody = await askRoute(route, service.url + emptyPath(route), { headers: {} })
      const keyed = await askRoute(route, service.url + emptyPath(route), {
        headers: { authorization: `Bearer ${key}` },
      })
      const said = [route.operation, nobody.problem?.code, keyed.problem?.code].join(' ')
      if (route.access.kind === 'open') assert.ok(nobody.problem?.code !== 'unauthenticated', said)
      else {
        assert.equal(nobody.problem?.code, 'unauthenticated', said)
        assert.equal(keyed.problem?.code, route.access.kind === 'person' ? 'person_required' : 'forbidden', said)
      }
    }
  })

  test('that is confirmed by a password is refused without, also to a key that does not name the scope', async () => {
    const owner = await signInUser(service, { roles: ['owner'], isSteppedUp: false })
    const admin = await service.makeKey(['admin', 'policies:bypass'])
    let confirmed = 0
    for (const route of routes) {
      const { access } = route
      if (access.kind !== 'scope' || !access.stepUp) continue
      confirmed += 1
      const key = await service.makeKey([access.scope])
      const sent: readonly Record<string, string>[] = [
        { cookie: owner.cookie },
        { authorization: `Bearer ${admin}` },
        { authorization: `Bearer ${key}` },
      ]
      const [person, broad, named] = await Promise.all(
        sent.map((headers) => askRoute(route, service.url + emptyPath(route), { headers })),
      )
      assert.equal(person?.problem?.code, 'step_up_required', route.operation)
      const isBypass = access.scope === 'policies:bypass'
      assert.equal(broad?.problem?.code === 'forbidden', !isBypass, route.operation)
      assert.ok(named !== undefined && named.status !== 403, route.operation)
    }
    assert.ok(confirmed >= 8)
  })
})
