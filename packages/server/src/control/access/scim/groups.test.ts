import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTestService, type TestService } from '../../../testing/open-test-service.ts'
import { type SignedInUser, signInUser } from '../../../testing/sign-in-user.ts'
import { type CallAsDirectory, callAsDirectory, patchOf } from '../../../testing/call-as-directory.ts'

let service: TestService
let scim: CallAsDirectory
let owner: SignedInUser
let ids: readonly string[] = []
before(async () => {
  service = await openTestService()
  scim = await callAsDirectory(service)
  owner = await signInUser(service, { roles: ['owner'] })
  const group_roles = [{ group: 'Sales Ops', roles: ['sales_ops'] }]
  assert.equal((await owner.call('PUT', '/v1/directory', { default_roles: ['viewer'], group_roles })).status, 200)
  const made = []
  for (const name of ['a', 'b', 'c']) {
    made.push(await scim('POST', '/Users', { body: { userName: `${name}@example.com`, displayName: name } }))
  }
  ids = made.map(({ body }) => Object(body).id)
})
after(() => service.close())

const [a, b, c] = [() => ids[0] ?? '', () => ids[1] ?? '', () => ids[2] ?? '']

async function rolesOf(userId: string): Promise<readonly string[]> {
  return Object((await owner.call('GET', `/v1/users/${userId}`)).body).roles
}

function membersOf(body: unknown): readonly string[] {
  const { members } = Object(body)
  return members.map(({ value }: { readonly value: string }) => value)
}

describe('a group of a directory', () => {
  test('gives its members its roles, and takes them when they leave or it is deleted', async () => {
    const body = { displayName: 'Sales Ops', externalId: 'g1', members: [{ value: a() }] }
    const made = await scim('POST', '/Groups', { body })
    assert.deepEqual([made.status, membersOf(made.body)], [201, [a()]])
    const path = `/Groups/${Object(made.body).id}`
    assert.deepEqual(await rolesOf(a()), ['viewer', 'sales_ops'])
    const user = await scim('GET', `/Users/${a()}`)
    assert.deepEqual(Object(user.body).groups, [{ value: Object(made.body).id, display: 'Sales Ops' }])
    await scim('PUT', path, { body: { displayName: 'Sales Ops', members: [{ value: b() }] } })
    assert.deepEqual([await rolesOf(a()), await rolesOf(b())], [['viewer'], ['viewer', 'sales_ops']])
    assert.equal((await scim('DELETE', path)).status, 204)
    assert.deepEqual(await rolesOf(b()), ['viewer'])
    assert.equal((await scim('GET', path)).status, 404)
  })

  test('is changed in the forms that Entra ID and Okta send', async () => {
    const { body: made } = await scim('POST', '/Groups', { body: { displayName: 'Legal', members: [] } })
    const { id } = Object(made)
    const patch = async (operation: object): Promise<readonly unknown[]> => {
      const { status, body } = await scim('PATCH', `/Groups/${id}`, { body: patchOf(operation) })
      assert.equal(status, 200, JSON.stringify(body))
      return [Object(body).displayName, membersOf(body).toSorted()]
    }
    const sorted = (...some: readonly string[]): readonly string[] => some.toSorted()
    const all = [{ value: a() }, { value: b() }, { value: c() }]
    assert.deepEqual(await patch({ op: 'Add', path: 'members', value: all }), ['Legal', sorted(a(), b(), c())])
    assert.deepEqual(await patch({ op: 'Remove', path: 'members', value: [{ value: a() }] }), [
      'Legal',
      sorted(b(), c()),
    ])
    assert.deepEqual(await patch({ op: 'remove', path: `members[value eq "${b()}"]` }), ['Legal', [c()]])
    assert.deepEqual(await patch({ op: 'replace', value: { id, displayName: 'Law' } }), ['Law', [c()]])
    assert.deepEqual(await patch({ op: 'replace', path: 'members', value: [{ value: a() }] }), ['Law', [a()]])
    assert.deepEqual(await patch({ op: 'remove', path: 'members' }), ['Law', []])
    const listed = await owner.call('GET', '/v1/groups')
    assert.ok(Object(listed.body).data.some(({ name }: { readonly name: string }) => name === 'Law'))
  })

  test('is found by its name, with and without its members', async () => {
    await scim('POST', '/Groups', { body: { displayName: 'Desk', members: [{ value: c() }] } })
    const filter = encodeURIComponent('displayName eq "desk"')
    const { body } = await scim('GET', `/Groups?filter=${filter}&excludedAttributes=members`)
    const [found] = Object(body).Resources
    assert.deepEqual([found.displayName, 'members' in found], ['Desk', false])
    const again = await scim('POST', '/Groups', { body: { displayName: 'Desk' } })
    assert.deepEqual([again.status, Object(again.body).scimType], [409, 'uniqueness'])
  })

  test('takes nobody in who is no user, and then changes nothing', async () => {
    const { body: made } = await scim('POST', '/Groups', { body: { displayName: 'Odd' } })
    const nobody = '00000000-0000-7000-8000-000000000000'
    const body = patchOf({ op: 'add', path: 'members', value: [{ value: a() }, { value: nobody }] })
    assert.equal((await scim('PATCH', `/Groups/${Object(made).id}`, { body })).status, 400)
    assert.deepEqual(membersOf((await scim('GET', `/Groups/${Object(made).id}`)).body), [])
  })
})

describe('what a directory gives', () => {
  test('holds for everybody at once when it is changed, but for whom it does not keep', async () => {
    await scim('POST', '/Groups', { body: { displayName: 'Everybody', members: ids.map((value) => ({ value })) } })
    const mine = await signInUser(service, { roles: ['marketing_ops'] })
    await scim('PATCH', `/Users/${mine.userId}`, { body: patchOf({ op: 'replace', path: 'externalId', value: 'm' }) })
    const group_roles = [{ group: 'Everybody', roles: ['rep'] }]
    await owner.call('PUT', '/v1/directory', { default_roles: [], group_roles })
    assert.deepEqual(await rolesOf(a()), ['rep'])
    assert.deepEqual(await rolesOf(mine.userId), ['marketing_ops'])
  })

  test('is no more than whoever sets it has', async () => {
    const key = await service.makeKey(['access:write'])
    const response = await fetch(`${service.url}/v1/directory`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ default_roles: ['owner'] }),
    })
    assert.equal(response.status, 403)
  })
})
