import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type ChangeAnswer, type ChangeDesk, type ChangeUser, openChangeDesk } from '../../testing/open-change-desk.ts'

import { createDesk } from '../../pipeline/desk/desk.ts'
import { newLead } from '../../testing/open-test-workspace.ts'

let desk: ChangeDesk
let ada: ChangeUser
let ben: ChangeUser
let owner: ChangeUser
before(async () => {
  desk = await openChangeDesk()
  ada = await desk.addUser('sales_ops')
  ben = await desk.addUser('marketing_ops')
  owner = await desk.addUser('owner')
})
after(() => desk.close())

/** A change by somebody that adds a note to the active text, in a comment unless told. */
async function draft(by: ChangeUser, edit: (text: string) => string): Promise<ChangeAnswer> {
  const document = edit(await desk.activeText())
  const { status, body } = await by.call('POST', '/v1/changes', { title: 'A change', document })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

type Taken<Result> = (change: ChangeAnswer, path: string, body?: unknown) => Promise<Result>

/** Takes a step that has to succeed. */
const step =
  (by: ChangeUser): Taken<ChangeAnswer> =>
  async (change, path, body = {}) => {
    const answer = await by.call('POST', `/v1/changes/${change.change_id}/${path}`, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }

/** Takes a step that has to fail, and gives the code. */
const refused =
  (by: ChangeUser): Taken<string> =>
  async (change, path, body = {}) => {
    const answer = await by.call('POST', `/v1/changes/${change.change_id}/${path}`, body)
    assert.ok(answer.status >= 400, JSON.stringify(answer.body))
    return answer.body.code
  }

const addRoute = (id: string) => (text: string) =>
  text.replace('routes:\n', `routes:\n  - { id: ${id}, when: 'country == "AT"', to: [pool: dach] }\n`)

/** A change that is approved. */
async function approved(edit: (text: string) => string): Promise<ChangeAnswer> {
  const change = await step(ada)(await draft(ada, edit), 'submit')
  return step(ben)(change, 'approve', { content_hash: change.content_hash })
}

describe('a change', () => {
  test('goes from draft through review and approval to active, told and audited at each step', async () => {
    const was = await desk.activeVersion()
    const drafted = await draft(ada, addRoute('austria'))
    assert.deepEqual(
      [drafted.state, drafted.parts, drafted.touched],
      ['draft', ['routes', 'pools'], ['routes/austria']],
    )
    const submitted = await step(ada)(drafted, 'submit')
    assert.deepEqual(
      submitted.missing.map(({ part, needed, given }) => [part, needed, given]),
      [['all', 1, 0]],
    )
    const ready = await step(ben)(submitted, 'approve', { content_hash: submitted.content_hash })
    assert.deepEqual([ready.state, ready.missing], ['approved', []])
    const active = await step(ada)(ready, 'apply')
    assert.deepEqual([active.state, active.policy_version, active.previous_version], ['active', was + 1, was])
    assert.equal(await desk.activeVersion(), was + 1)
    const told = await desk.db.query<{ kind: string }>(
      `select event.kind from event where event.kind ~ '^(change|policy)[.]' order by event.version, event.position`,
    )
    const kinds = ['change.drafted', 'change.submitted', 'change.approved', 'change.activated', 'policy.activated']
    assert.deepEqual(
      told.map(({ kind }) => kind),
      kinds,
    )
    const audited = await desk.db.query<{ action: string }>(
      `select audit_entry.action from audit_entry where audit_entry.action ~ '^(change|policy)[.]'`,
    )
    assert.deepEqual(audited.map(({ action }) => action).toSorted(), kinds.toSorted())
  })

  test('is approved by nobody who wrote any of it, admins included, and by no key', async () => {
    const change = await step(ada)(await draft(ada, addRoute('one')), 'submit')
    const content = { content_hash: change.content_hash }
    assert.equal(await refused(ada)(change, 'approve', content), 'author_approves')
    await owner.call('PATCH', `/v1/changes/${change.change_id}`, { title: 'Mine too' })
    await step(ben)(change, 'submit')
    assert.equal(await refused(owner)(change, 'approve', content), 'author_approves')
    const key = await desk.makeKey(['policies:approve'])
    const byKey = await desk.callWith(key)('POST', `/v1/changes/${change.change_id}/approve`, content)
    assert.equal(byKey.body.code, 'person_required')
    assert.equal(await refused(ada)(change, 'apply'), 'change_state')
  })

  test('that a key wrote is not approved by whoever made the key', async () => {
    const made = await owner.call('POST', '/v1/api-keys', {
      name: 'ci',
      scopes: ['policies:propose', 'policies:read'],
      expires_at: null,
    })
    const { key } = JSON.parse(JSON.stringify(made.body))
    const ci: ChangeUser = { userId: '', call: desk.callWith(key) }
    const change = await step(ci)(await draft(ci, addRoute('by-key')), 'submit')
    const content = { content_hash: change.content_hash }
    assert.equal(await refused(owner)(change, 'approve', content), 'author_approves')
    assert.equal((await step(ben)(change, 'approve', content)).state, 'approved')
  })

  test('loses its approvals by an edit, and an approval holds only for what was read', async () => {
    const change = await approved(addRoute('two'))
    const edited = await ada.call('PATCH', `/v1/changes/${change.change_id}`, {
      document: `${change.document}\n# more\n`,
    })
    assert.deepEqual([edited.body.state, edited.body.approvals], ['draft', []])
    assert.equal(await refused(ada)(change, 'apply'), 'change_state')
    await step(ada)(change, 'submit')
    assert.equal(await refused(ben)(change, 'approve', { content_hash: change.content_hash }), 'approval_outdated')
  })

  test('loses an approval of somebody who may not approve any more', async () => {
    const carl = await desk.addUser('marketing_ops')
    const change = await step(ada)(await draft(ada, addRoute('three')), 'submit')
    await step(carl)(change, 'approve', { content_hash: change.content_hash })
    await owner.call('PATCH', `/v1/users/${carl.userId}`, { roles: ['viewer'] })
    assert.equal(await refused(ada)(change, 'apply'), 'approvals_missing')
  })

  test('is rejected with a reason, edited, and handed in again; a cancelled one is over', async () => {
    const change = await step(ada)(await draft(ada, addRoute('four')), 'submit')
    const rejected = await step(ben)(change, 'reject', { reason: 'Too wide.' })
    assert.deepEqual([rejected.state, rejected.reason], ['rejected', 'Too wide.'])
    assert.equal(await refused(ada)(change, 'submit'), 'change_state')
    await ada.call('PATCH', `/v1/changes/${change.change_id}`, { document: `${change.document}\n# narrower\n` })
    const commented = await step(ada)(await step(ada)(change, 'submit'), 'comments', { text: 'Narrower now.' })
    assert.deepEqual([commented.state, commented.comments.length], ['in_review', 1])
    await step(ada)(change, 'cancel', { reason: 'No need.' })
    assert.equal(await refused(ada)(change, 'submit'), 'change_state')
  })

  test('that names a pool nobody knows is not handed in', async () => {
    const change = await draft(ada, (text) => text.replaceAll('pool: dach', 'pool: nowhere'))
    assert.equal(await refused(ada)(change, 'submit'), 'policy_invalid')
  })

  test('is active without review by whoever may go round it, with the reason, told loudly', async () => {
    const change = await draft(ada, addRoute('glass'))
    assert.equal(await refused(ada)(change, 'break-glass', { reason: 'fire' }), 'forbidden')
    const active = await step(owner)(change, 'break-glass', { reason: 'Leads go nowhere.' })
    assert.deepEqual([active.state, active.is_bypassed, active.reason], ['active', true, 'Leads go nowhere.'])
    const [told] = await desk.db.query(`select 1 from event where event.kind = 'change.bypassed'`)
    assert.ok(told)
  })

  test('goes back to an earlier version in one step, as a new version', async () => {
    const was = await desk.activeVersion()
    const { status, body } = await ada.call('POST', '/v1/policies/rollback', { version: 1, reason: 'It was better.' })
    assert.deepEqual([status, body.state, body.policy_version], [201, 'active', was + 1])
    const [first] = await desk.db.query<{ same: boolean }>(
      `select count(distinct policy_version.content_hash) = 1 as same
         from policy_version where policy_version.policy_version in (1, $1)`,
      [was + 1],
    )
    assert.deepEqual(first, { same: true })
    const again = await ada.call('POST', '/v1/policies/rollback', { version: 1, reason: 'Again.' })
    assert.equal(again.body.code, 'change_unchanged')
  })

  test('that was begun before another became active is put on it and approved anew', async () => {
    const [first, second] = [
      await approved(addRoute('left')),
      await approved((text) => text.replace('min: 0', 'min: 1')),
    ]
    assert.deepEqual(second.warnings, [])
    await step(ada)(first, 'apply')
    assert.equal(await refused(ada)(second, 'apply'), 'change_outdated')
    const review = await ada.call('GET', `/v1/changes/${second.change_id}/review`)
    assert.equal(JSON.parse(JSON.stringify(review.body)).merge, 'clean')
    const rebased = await step(ada)(second, 'rebase')
    assert.deepEqual([rebased.state, rebased.is_outdated, rebased.touched], ['draft', false, ['fields/employees']])
    assert.match(rebased.document, /id: left/)
  })

  test('warns of others that touch the same part, and lists what is in conflict with both sides', async () => {
    const [first, second] = [
      await approved((text) => text.replace('to: [hold: japan]', 'to: [hold: tokyo]')),
      await approved((text) => text.replace('to: [hold: japan]', 'to: [hold: osaka]')),
    ]
    assert.deepEqual(
      second.warnings.map(({ change_id, parts }) => [change_id, parts]),
      [[first.change_id, ['routes/nobody']]],
    )
    await step(ada)(first, 'apply')
    const answer = await ada.call('POST', `/v1/changes/${second.change_id}/rebase`, {})
    assert.equal(answer.body.code, 'change_outdated')
    assert.match(JSON.stringify(answer.body.errors), /routes\/nobody.*osaka.*tokyo/)
  })
})

describe('rules of review', () => {
  test('ask for approvals of a group for the parts that they name, and hold at once', async () => {
    const group = await owner.call('POST', '/v1/groups', { name: 'lawyers' })
    const { group_id: groupId } = JSON.parse(JSON.stringify(group.body))
    const rules = [{ part: 'hard_rules', group_id: groupId, approvals: 1 }]
    const change = await approved((text) => text.replace('refuse: no_france', 'refuse: not_france'))
    assert.equal(change.state, 'approved')
    const set = await owner.call('PUT', '/v1/review-rules', { rules })
    assert.equal(set.status, 200, JSON.stringify(set.body))
    const denied = await ada.call('POST', `/v1/changes/${change.change_id}/apply`, {})
    assert.equal(denied.body.code, 'approvals_missing')
    assert.match(denied.body.errors[0]?.what ?? '', /0 of 1 approvals of the group lawyers/)
    await owner.call('PUT', `/v1/groups/${groupId}/members/${ben.userId}`)
    assert.equal((await step(ada)(change, 'apply')).state, 'active')
    await owner.call('PUT', '/v1/review-rules', { rules: [] })
  })

  test('leave nobody a way to make a version active directly', async () => {
    const key = await desk.makeKey(['policies:write'])
    const document = `${await desk.activeText()}\n# direct\n`
    const { status, body } = await desk.callWith(key)('POST', '/v1/policies', { document })
    assert.deepEqual([status, body.code], [409, 'review_required'])
  })
})

describe('every node', () => {
  test('decides by the version that became active with the next lead', async () => {
    const nodes = ['one', 'two'].map((node) => createDesk({ workspaceId: desk.workspaceId, db: desk.db, node }))
    const policyOf = async (node: number): Promise<number> => {
      const lead = newLead({ country: 'DE', email: `lead-${node}-${Math.random()}@example.com` })
      await nodes[node]?.submit(lead, 'web')
      const [row] = await desk.db.query<{ version: number }>(
        `select decision.policy_version as version from decision where decision.lead_id = $1`,
        [lead.lead.leadId],
      )
      return row?.version ?? 0
    }
    const was = await desk.activeVersion()
    assert.deepEqual([await policyOf(0), await policyOf(1)], [was, was])
    await step(ada)(await approved(addRoute('nodes')), 'apply')
    assert.deepEqual([await policyOf(0), await policyOf(1)], [was + 1, was + 1])
    for (const node of nodes) await node.close()
  })
})
