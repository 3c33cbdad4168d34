import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Problem, type RoleName, roleNames } from '@rightful/contract'
import type { DeclaredRoute } from './platform/http/route.ts'
import { type Answer, askRoute, holders, mayCall, nowhere } from './testing/access-expectations.ts'
import { openTestService, type TestService } from './testing/open-test-service.ts'
import { type SignedInUser, signInUser } from './testing/sign-in-user.ts'

let service: TestService
let routes: readonly DeclaredRoute[]
before(async () => {
  service = await openTestService()
  routes = service.http.declared
})
after(() => service.close())

/** What belongs to somebody: a lead with its decision, and an absence. */
type Belongings = {
  readonly lead_id: string
  readonly decision_id: string
  readonly owner_id: string
  readonly absence_id: string
}

const away = { from: '2031-01-01T00:00:00Z', until: '2031-01-02T00:00:00Z' }

/** What routes that reach only so far are sent, by operation; those without a body are left out. */
const bodies: Readonly<Record<string, unknown>> = {
  updateLead: { attributes: { employees: 12 } },
  convertLead: {},
  disqualifyLead: { reason: 'spam' },
  rejectLead: { reason: 'not mine', reassign: false },
  touchLead: { channel: 'phone' },
  assignLead: { owner_id: 'ben', reason: 'speaks Italian' },
  handOverLead: { owner_id: 'ben', reason: 'speaks Italian' },
  setAbsence: away,
  updateAbsence: { until: '2031-01-03T00:00:00Z' },
  createAbsence: away,
}
const queries: Readonly<Record<string, string>> = { explainWhyNot: '?owner=ada' }
/** Routes that list what the caller reaches: nothing of it has an address. */
const lists: readonly string[] = ['listLeads', 'listClocks']

async function withKey(method: string, path: string, body: unknown): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(service.url + path, {
    method,
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert.ok(response.ok, `${method} ${path}: ${response.status}`)
  return JSON.parse(await response.text())
}

async function give(ownerId: string): Promise<Belongings> {
  const { lead_id: leadId = '' } = await withKey('POST', '/v1/leads', { attributes: { country: 'JP' } })
  const assigned = await withKey('POST', `/v1/leads/${leadId}/assign`, { owner_id: ownerId, reason: 'for a test' })
  await withKey('PUT', `/v1/owners/${ownerId}/absences/trip`, away)
  return { lead_id: leadId, decision_id: assigned['decision_id'] ?? '', owner_id: ownerId, absence_id: 'trip' }
}

function pathOf({ path, operation }: DeclaredRoute, of: Belongings): string {
  const named = new Map(Object.entries(of))
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => named.get(name) ?? nowhere) + (queries[operation] ?? '')
}

describe('a grant that reaches only so far', () => {
  const people = new Map<RoleName, SignedInUser>()
  before(async () => {
    for (const [id, team] of [
      ['ada', 'north'],
      ['ben', 'north'],
      ['cy', 'south'],
    ])
      await withKey('PUT', `/v1/owners/${id}`, { team })
    people.set('rep', await signInUser(service, { roles: ['rep'], ownerId: 'ada' }))
    people.set('manager', await signInUser(service, { roles: ['manager'], teamIds: ['north'] }))
    people.set('sales_ops', await signInUser(service, { roles: ['sales_ops'] }))
  })

  const reached: Readonly<Record<string, readonly string[]>> = {
    rep: ['ada'],
    manager: ['ada', 'ben'],
    sales_ops: ['ada', 'ben', 'cy'],
  }

  for (const [role, owners] of Object.entries(reached)) {
    test(`shows ${role} what belongs to ${owners.join(', ')}; anything else answers as what is not there`, async () => {
      const user = people.get(roleNames.find((name) => name === role) ?? 'viewer')
      assert.ok(user !== undefined)
      let tried = 0
      for (const route of routes) {
        const { access, operation } = route
        if (access.kind !== 'scope' || access.narrower === undefined || lists.includes(operation)) continue
        if (!mayCall(roleNames.find((name) => name === role) ?? 'viewer', route)) continue
        const missing = { lead_id: nowhere, decision_id: nowhere, owner_id: 'nobody', absence_id: 'trip' }
        const send = (of: Belongings): Promise<Answer> =>
          askRoute(route, service.url + pathOf(route, of), {
            headers: { cookie: user.cookie },
            ...(operation in bodies ? { body: bodies[operation] } : {}),
          })
        const gone = await send(missing)
        for (const ownerId of ['ada', 'ben', 'cy']) {
          const of = await give(ownerId)
          const { status, problem } = await send(of)
          const said = `${role} ${operation} of ${ownerId}: ${status} ${JSON.stringify(problem?.details ?? {})}`
          tried += 1
          const isReached = owners.includes(ownerId) || holders[access.scope].some((holder) => holder === role)
          if (isReached) assert.ok(status < 300, said)
          else {
            assert.deepEqual(shapeOf(status, problem), shapeOf(gone.status, gone.problem), said)
            assert.ok(status === 404, said)
          }
        }
      }
      assert.ok(tried >= 36, `only ${tried}`)
    })
  }

  test('lists only what it reaches, and leads on which one has a further role', async () => {
    const { lead_id: german = '' } = await withKey('POST', '/v1/leads', { attributes: { country: 'DE' } })
    const sdr = await signInUser(service, { roles: ['rep'], ownerId: 'cy' })
    const mine = await listed(sdr)
    assert.ok(mine.some(({ lead_id: id }) => id === german))
    const { lead_id: other } = await give('ada')
    assert.ok(mine.some(({ owner_id: owner }) => owner === 'cy'))
    assert.ok(!(await listed(sdr)).some(({ lead_id: id }) => id === other))
    const rep = people.get('rep')
    const manager = people.get('manager')
    assert.ok(rep !== undefined && manager !== undefined)
    assert.deepEqual([...new Set((await listed(rep)).map(({ owner_id: owner }) => owner))], ['ada'])
    const teams = new Set((await listed(manager)).map(({ owner_id: owner }) => owner))
    assert.deepEqual(teams, new Set(['ada', 'ben']))
    assert.deepEqual((await listed(rep, '&owner_id=cy')).length, 0)
  })

  test('hands leads on within the team only, and a person without an owner has none', async () => {
    const manager = people.get('manager')
    const { lead_id: leadId } = await give('ada')
    const beyond = await manager?.call('POST', `/v1/leads/${leadId}/assign`, { owner_id: 'cy', reason: 'busy' })
    assert.deepEqual([beyond?.status, beyond?.body.code], [403, 'forbidden'])
    const nobody = await signInUser(service, { roles: ['rep'] })
    assert.equal((await listed(nobody)).length, 0)
    assert.equal((await nobody.call('GET', `/v1/leads/${leadId}`)).status, 404)
  })
})

type ListedLead = { readonly lead_id: string; readonly owner_id: string | null }

async function listed(user: SignedInUser, query = ''): Promise<readonly ListedLead[]> {
  const { status, body } = await user.call('GET', `/v1/leads?limit=200${query}`)
  assert.equal(status, 200)
  return Object(body).data
}

/** What a caller could tell two answers apart by, but for what they asked for themselves. */
function shapeOf(status: number, problem: Problem | null): unknown {
  return { status, ...problem, detail: '', request_id: '', details: Object.keys(problem?.details ?? {}) }
}
