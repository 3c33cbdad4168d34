import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTestService, type TestService } from '../../../testing/open-test-service.ts'
import { type SignedInUser, signInUser } from '../../../testing/sign-in-user.ts'
import { type CallAsDirectory, callAsDirectory, patchOf } from '../../../testing/call-as-directory.ts'

let service: TestService
let scim: CallAsDirectory
let owner: SignedInUser
before(async () => {
  service = await openTestService()
  scim = await callAsDirectory(service)
  owner = await signInUser(service, { roles: ['owner'] })
  const settings = { default_roles: ['viewer'], group_roles: [] }
  assert.equal((await owner.call('PUT', '/v1/directory', settings)).status, 200)
})
after(() => service.close())

const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ownSchema = 'urn:rightful:params:scim:schemas:1.0:User'

/** What Entra ID sends for a new user. */
function entraUser(name: string): object {
  return {
    schemas: [userSchema, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
    externalId: `ext-${name}`,
    userName: `${name}@Example.com`,
    active: true,
    displayName: `The ${name}`,
    emails: [{ primary: true, type: 'work', value: `${name}@example.com` }],
    meta: { resourceType: 'User' },
    name: { formatted: `given ${name}`, familyName: 'family', givenName: 'given' },
    title: 'Head of Sales',
  }
}

async function made(name: string): Promise<string> {
  const { status, body } = await scim('POST', '/Users', { body: entraUser(name) })
  assert.equal(status, 201, JSON.stringify(body))
  return Object(body).id
}

describe('a directory', () => {
  test('makes a user, who has the roles that it may give', async () => {
    const { status, body, type, etag } = await scim('POST', '/Users', { body: entraUser('anna') })
    assert.deepEqual([status, type], [201, 'application/scim+json'])
    const { id, userName, displayName, active, emails, roles, meta, externalId } = Object(body)
    assert.deepEqual([userName, displayName, active, externalId], ['anna@Example.com', 'The anna', true, 'ext-anna'])
    assert.deepEqual([emails[0].value, roles], ['anna@example.com', [{ value: 'viewer' }]])
    assert.deepEqual([meta.location, meta.version], [`${service.url}/scim/v2/Users/${id}`, etag])
    assert.deepEqual(Object((await owner.call('GET', `/v1/users/${id}`)).body).status, 'active')
  })

  test('is told of one who is there already, as SCIM tells it', async () => {
    await made('bert')
    const { status, body } = await scim('POST', '/Users', {
      body: { ...entraUser('bert'), userName: 'BERT@example.com' },
    })
    assert.deepEqual([status, Object(body).status, Object(body).scimType], [409, '409', 'uniqueness'])
  })

  test('finds users by userName and externalId, in pages', async () => {
    const id = await made('cora')
    for (const filter of [
      'userName eq "CORA@example.com"',
      'externalId eq "ext-cora"',
      `id eq "${id}" and active eq true`,
      'emails.value sw "cora@" and not (active eq "False")',
      'displayName co "the cor"',
      `(userName eq "x" or ${userSchema}:userName ew "ora@example.com")`,
    ]) {
      const { body } = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      assert.deepEqual([Object(body).totalResults, Object(body).Resources?.[0]?.id], [1, id], filter)
    }
    for (const name of ['cora-1', 'cora-2']) await made(name)
    const filter = encodeURIComponent('userName sw "cora"')
    const pages = await Promise.all(
      [1, 2, 3, 4].map((start) => scim('GET', `/Users?filter=${filter}&count=1&startIndex=${start}`)),
    )
    const names = pages.map(({ body }) =>
      Object(body).Resources.map((of: { readonly userName: string }) => of.userName),
    )
    assert.deepEqual(names, [['cora@Example.com'], ['cora-1@Example.com'], ['cora-2@Example.com'], []])
    assert.ok(pages.every(({ body }) => Object(body).totalResults === 3))
    const count = await scim('GET', `/Users?filter=${filter}&count=0`)
    assert.deepEqual([Object(count.body).totalResults, Object(count.body).Resources], [3, []])
  })

  test('is told what of a filter, a patch or a user is not understood', async () => {
    const id = await made('dora')
    const asked = [
      ['GET', '/Users?filter=userName', 'invalidFilter'],
      ['GET', `/Users?filter=${encodeURIComponent("userName eq 'x'")}`, 'invalidFilter'],
      ['GET', `/Users?filter=${encodeURIComponent('password eq "x"')}`, 'invalidFilter'],
      ['GET', `/Users?filter=${encodeURIComponent('('.repeat(40))}`, 'invalidFilter'],
      ['POST', '/Users', 'invalidValue', { userName: 'no address' }],
      ['POST', '/Users', 'invalidValue', {}],
      ['PATCH', `/Users/${id}`, 'invalidSyntax', { Operations: [] }],
      ['PATCH', `/Users/${id}`, 'invalidValue', patchOf({ op: 'replace', path: 'active', value: 'perhaps' })],
      ['PATCH', `/Users/${id}`, 'noTarget', patchOf({ op: 'remove' })],
    ] as const
    for (const [method, path, scimType, body] of asked) {
      const answer = await scim(method, path, { body })
      assert.deepEqual([answer.status, Object(answer.body).scimType], [400, scimType], path)
    }
    assert.equal((await scim('GET', '/Users/nobody')).status, 404)
    assert.equal((await scim('DELETE', '/Users/00000000-0000-7000-8000-000000000000')).status, 404)
  })

  test('changes users in the forms that Entra ID and Okta send', async () => {
    const id = await made('emil')
    const patch = async (...operations: readonly object[]): Promise<readonly unknown[]> => {
      const { status, body } = await scim('PATCH', `/Users/${id}`, { body: patchOf(...operations) })
      assert.equal(status, 200, JSON.stringify(body))
      const { userName, displayName, name, emails, active, externalId } = Object(body)
      return [userName, displayName, name.givenName ?? null, emails[0].value, active, externalId ?? null]
    }
    const start = ['emil@Example.com', 'The emil', 'given', 'emil@example.com', true, 'ext-emil']
    // Entra ID: one operation an attribute, capitals, filters in paths, booleans as texts.
    assert.deepEqual(
      await patch(
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'e2@example.com' },
        { op: 'Add', path: 'name.givenName', value: 'Emilian' },
        { op: 'Replace', path: 'active', value: 'False' },
        { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '+49 30 1' },
      ),
      ['emil@Example.com', 'Emilian family', 'Emilian', 'e2@example.com', false, 'ext-emil'],
    )
    assert.deepEqual(await patch({ op: 'Add', path: 'active', value: 'True' }), [
      'emil@Example.com',
      'Emilian family',
      'Emilian',
      'e2@example.com',
      true,
      'ext-emil',
    ])
    // Without a path, with names that are paths.
    assert.deepEqual(
      await patch({ op: 'replace', value: { 'name.givenName': 'E', displayName: 'E. E.', externalId: 'x' } }),
      ['emil@Example.com', 'E. E.', 'E', 'e2@example.com', true, 'x'],
    )
    // Okta: an object without a path; and all of it by PUT.
    assert.deepEqual((await patch({ op: 'replace', value: { active: false } }))[4], false)
    const put = await scim('PUT', `/Users/${id}`, { body: entraUser('emil') })
    assert.deepEqual([put.status, Object(put.body).displayName], [200, start[1]])
    assert.deepEqual(await patch({ op: 'remove', path: 'externalId' }), [...start.slice(0, 5), null])
  })

  test('changes only what it has read, where it says so', async () => {
    const id = await made('finn')
    const { etag } = await scim('GET', `/Users/${id}`)
    const body = patchOf({ op: 'replace', path: 'displayName', value: 'Finn' })
    const first = await scim('PATCH', `/Users/${id}`, { body, ifMatch: etag ?? '' })
    assert.equal(first.status, 200)
    assert.notEqual(first.etag, etag)
    assert.equal((await scim('PATCH', `/Users/${id}`, { body, ifMatch: etag ?? '' })).status, 412)
    assert.equal((await scim('DELETE', `/Users/${id}`, { ifMatch: etag ?? '' })).status, 412)
    assert.equal((await scim('DELETE', `/Users/${id}`, { ifMatch: first.etag ?? '' })).status, 204)
    assert.equal((await scim('GET', `/Users/${id}`)).status, 404)
  })

  test('brings back whom it deleted, with no more than new ones have', async () => {
    const id = await made('gina')
    await owner.call('PATCH', `/v1/users/${id}`, { roles: ['sales_ops'] })
    await scim('DELETE', `/Users/${id}`)
    assert.equal(Object((await owner.call('GET', `/v1/users/${id}`)).body).status, 'disabled')
    const again = await scim('POST', '/Users', { body: entraUser('gina') })
    assert.deepEqual([again.status, Object(again.body).id, Object(again.body).roles], [201, id, [{ value: 'viewer' }]])
  })

  test('cannot send the mail of somebody elsewhere who may do more than it gives, nor shut the last owner out', async () => {
    const { body } = await scim('GET', `/Users/${owner.userId}`)
    assert.equal(Object(body).id, owner.userId)
    const change = patchOf({ op: 'replace', path: 'emails', value: [{ value: 'thief@example.com', primary: true }] })
    assert.equal((await scim('PATCH', `/Users/${owner.userId}`, { body: change })).status, 403)
    const end = await scim('DELETE', `/Users/${owner.userId}`)
    assert.deepEqual([end.status, Object(end.body).scimType], [409, 'mutability'])
    assert.equal((await owner.call('GET', '/v1/session')).status, 200)
  })

  test('says what it is and has', async () => {
    for (const path of ['/ServiceProviderConfig', '/Schemas', '/ResourceTypes']) {
      assert.equal((await scim('GET', path)).status, 200, path)
    }
    const { body } = await scim('GET', '/Users?excludedAttributes=groups,emails.value&count=1')
    const [first] = Object(body).Resources
    assert.ok('userName' in first && !('groups' in first) && !('emails' in first))
  })

  test('reaches nothing else with its key, and nobody reaches SCIM without the scope', async () => {
    const key = await service.makeKey(['scim'])
    const other = await service.makeKey(['access:write'])
    const ask = async (path: string, bearer: string): Promise<number> =>
      (await fetch(service.url + path, { headers: { authorization: `Bearer ${bearer}` } })).status
    assert.deepEqual([await ask('/v1/users', key), await ask('/scim/v2/Users', other)], [403, 403])
  })

  test('is told of in the audit log, without names and addresses', async () => {
    await made('hugo-audited')
    const rows = await service.db.query<{ readonly action: string; readonly details: string }>(
      `select audit_entry.action, audit_entry.details from audit_entry where audit_entry.actor = 'key:test'`,
    )
    const actions = new Set(rows.map(({ action }) => action))
    for (const action of ['user.added', 'user.changed', 'user.directory_changed', 'user.directory_removed'])
      assert.ok(actions.has(action), action)
    assert.doesNotMatch(JSON.stringify(rows), /hugo|@|given /)
  })

  test('names the owner of the roster whom somebody is', async () => {
    const body = { ...entraUser('ida'), [ownSchema]: { ownerId: 'ada' } }
    const answer = await scim('POST', '/Users', { body })
    assert.deepEqual([answer.status, Object(answer.body)[ownSchema].ownerId], [201, 'ada'])
    const { body: patched } = await scim('PATCH', `/Users/${Object(answer.body).id}`, {
      body: patchOf({ op: 'replace', path: `${ownSchema}:ownerId`, value: 'ben' }),
    })
    assert.equal(Object(patched)[ownSchema].ownerId, 'ben')
  })
})
