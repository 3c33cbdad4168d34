import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createDesk, type Desk } from '../../../pipeline/desk/desk.ts'
import { hasDueTasks, claimTasks } from '../../../pipeline/reassign/queries.ts'
import { runTask } from '../../../pipeline/reassign/run-task.ts'
import { movingPolicy, movingTasks } from '../../../testing/moving-leads.ts'
import { openTestService, type TestService } from '../../../testing/open-test-service.ts'
import { createAuthenticator } from '../create-authenticator.ts'
import { createWorkspace } from '../../workspaces/create-workspace.ts'
import { createLog } from '../../../platform/log/create-log.ts'
import { startSession } from '../sessions/start-session.ts'
import { type CallAsDirectory, callAsDirectory, patchOf } from '../../../testing/call-as-directory.ts'

let service: TestService
let scim: CallAsDirectory
let desk: Desk
let workspaceId = ''
let key = ''
before(async () => {
  service = await openTestService()
  const people = ['anna', 'bert'].map((id) => ({ id, zone: 'Europe/Berlin', email: `${id}@example.com` }))
  workspaceId = await createWorkspace(service.db, {
    name: 'directory',
    policy: { document: movingPolicy('{ on: owner_unavailable, until: touched }'), tables: {} },
    roster: { roster: 'moves', owners: people, pools: [{ id: 'sales', members: ['anna', 'bert'] }] },
    accounts: [],
    createdBy: 'test',
  })
  scim = await callAsDirectory(service, workspaceId)
  key = await service.makeKey(['admin'], workspaceId)
  desk = createDesk({ workspaceId, db: service.db, node: 'worker' })
})
after(async () => {
  await desk.close()
  await service.close()
})

async function call(method: string, path: string, body?: unknown): Promise<Readonly<Record<string, never>>> {
  const response = await fetch(service.url + path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  })
  return JSON.parse(await response.text())
}

async function post(): Promise<{ readonly leadId: string; readonly ownerId: string }> {
  const { lead_id: leadId, owner_id: ownerId } = Object(
    await call('POST', '/v1/leads', { attributes: { country: 'DE' } }),
  )
  return { leadId, ownerId }
}

async function ownerOf(leadId: string): Promise<string> {
  return Object(await call('GET', `/v1/leads/${leadId}`)).owner_id
}

async function ownerOfRoster(ownerId: string): Promise<{ readonly active?: boolean }> {
  return Object(await call('GET', `/v1/owners/${ownerId}`)).body
}

async function moveLeads(): Promise<void> {
  while (await hasDueTasks(service.db, workspaceId, movingTasks)) {
    const tasks = await claimTasks(service.db, workspaceId, { kinds: movingTasks, limit: 100, claimMs: 20_000 })
    for (const task of tasks) await runTask({ db: service.db, workspaceId, desk }, task)
  }
}

describe('somebody whom the directory ends', () => {
  test('loses sessions, gets no more leads, hands on what they have not touched, and comes back whole', async () => {
    const made = await scim('POST', '/Users', { body: { userName: 'Anna@Example.com', displayName: 'Anna' } })
    const { id: userId } = Object(made.body)
    assert.equal(
      Object(await call('GET', `/v1/users/${userId}`)).owner_id,
      'anna',
      'is known in the roster by the address',
    )
    const leads = [await post(), await post(), await post(), await post()]
    const [touched, untouched] = leads.filter(({ ownerId }) => ownerId === 'anna').map(({ leadId }) => leadId)
    assert.ok(touched !== undefined && untouched !== undefined)
    await call('POST', `/v1/leads/${touched}/touch`, { channel: 'phone' })
    const of = { workspaceId, userId, method: 'sso', isSteppedUp: false, ip: '127.0.0.1', userAgent: 'x' } as const
    const { token } = await service.db.transaction((tx) => startSession(tx, of))
    const credential = { kind: 'session', token } as const
    const otherNode = createAuthenticator({ db: service.db, log: createLog({ level: 'silent' }) })
    assert.notEqual(await otherNode.find(credential), null)

    const end = patchOf({ op: 'Replace', path: 'active', value: 'False' })
    assert.equal((await scim('PATCH', `/Users/${userId}`, { body: end })).status, 200)
    assert.equal(await otherNode.find(credential, { isFresh: true }), null)
    assert.equal((await ownerOfRoster('anna')).active, false)
    assert.deepEqual([(await post()).ownerId, (await post()).ownerId], ['bert', 'bert'])
    await moveLeads()
    assert.deepEqual([await ownerOf(touched), await ownerOf(untouched)], ['anna', 'bert'])

    const back = patchOf({ op: 'Replace', path: 'active', value: 'True' })
    assert.equal((await scim('PATCH', `/Users/${userId}`, { body: back })).status, 200)
    assert.notEqual((await ownerOfRoster('anna')).active, false)
    assert.equal(await otherNode.find(credential, { isFresh: true }), null, 'a session that was ended stays so')
    const owners = new Set([
      (await post()).ownerId,
      (await post()).ownerId,
      (await post()).ownerId,
      (await post()).ownerId,
    ])
    assert.ok(owners.has('anna'))
  })

  test('does not bring back an owner whom somebody else made inactive', async () => {
    const made = await scim('POST', '/Users', { body: { userName: 'bert@example.com', displayName: 'Bert' } })
    const { id: userId } = Object(made.body)
    await call('PATCH', '/v1/owners/bert', { active: false })
    for (const active of [false, true]) {
      const body = patchOf({ op: 'replace', value: { active } })
      assert.equal((await scim('PATCH', `/Users/${userId}`, { body })).status, 200)
    }
    assert.equal((await ownerOfRoster('bert')).active, false)
  })

  test('is ended for good when the directory sends again what failed halfway', async () => {
    const { body } = await scim('GET', `/Users?filter=${encodeURIComponent('userName eq "anna@example.com"')}`)
    const { id: userId } = Object(body).Resources[0]
    // The node died after the user was disabled, and before the roster knew.
    await service.db.execute(`update user_account set status = 'disabled' where user_account.user_id = $1`, [userId])
    assert.equal((await scim('DELETE', `/Users/${userId}`)).status, 204)
    assert.equal((await ownerOfRoster('anna')).active, false)
  })
})
