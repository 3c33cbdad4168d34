import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type ChangeAnswer, type ChangeDesk, type ChangeUser, openChangeDesk } from '../../testing/open-change-desk.ts'

let desk: ChangeDesk
let ada: ChangeUser
let ben: ChangeUser
before(async () => {
  desk = await openChangeDesk()
  ada = await desk.addUser('sales_ops')
  ben = await desk.addUser('sales_ops')
})
after(() => desk.close())

/** Runs statements as the service's own role could, past the service, and gives what the database says to them. */
async function bySql(...statements: readonly string[]): Promise<string> {
  try {
    await desk.db.transaction(async (tx) => {
      for (const statement of statements) await tx.execute(statement)
    })
    return 'done'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Makes a change active in every way but by right. */
function forced(change: ChangeAnswer, kind: string, version: number): readonly string[] {
  const { change_id: id, content_hash: hash } = change
  const workspace = `'${desk.workspaceId}'`
  return [
    `insert into policy_version (workspace_id, policy_version, content_hash, created_at, created_by)
     values (${workspace}, ${version}, '${hash}', now(), 'x')`,
    `update change_request set state = 'active', policy_version = ${version} where change_id = '${id}'`,
    `insert into policy_activation (workspace_id, policy_version, kind, change_id, at, by)
     values (${workspace}, ${version}, '${kind}', ${kind === 'direct' || kind === 'bootstrap' ? 'null' : `'${id}'`}, now(), 'x')`,
    `update active_policy set policy_version = ${version}`,
  ]
}

describe('the database, asked by plain SQL', () => {
  test('makes no version active without a change that is active and has its approvals', async () => {
    const change = await desk.draft(ada)
    const next = (await desk.activeVersion()) + 1
    assert.match(await bySql(...forced(change, 'review', next)), /approvals are missing/)
    assert.match(await bySql(...forced(change, 'merge', next)), /what is merged is approved anew here/)
    assert.match(await bySql(...forced(change, 'break_glass', next)), /no reason is given/)
    assert.match(await bySql(...forced(change, 'rollback', next)), /no rollback/)
    assert.match(await bySql(...forced(change, 'end', next)), /does not end now/)
    assert.match(await bySql(...forced(change, 'direct', next)), /changes are reviewed here/)
    assert.match(await bySql(...forced(change, 'bootstrap', next)), /it is not the first/)
    const [store, , activate] = forced(change, 'review', next)
    assert.match(await bySql(store ?? '', activate ?? ''), /change request is not active/)
  })

  test('counts no approval of an author, of somebody who is gone, or of another text', async () => {
    const change = await desk.draft(ada)
    const next = (await desk.activeVersion()) + 1
    const approve = (userId: string, hash = change.content_hash): string =>
      `insert into change_approval (workspace_id, change_id, revision, user_id, content_hash, approved_at)
       values ('${desk.workspaceId}', '${change.change_id}', 1, '${userId}', '${hash}', now())`
    assert.match(await bySql(approve(ada.userId), ...forced(change, 'review', next)), /approvals are missing/)
    assert.match(await bySql(approve(ben.userId, 'x'), ...forced(change, 'review', next)), /approvals are missing/)
    const gone = `update user_account set status = 'disabled' where user_id = '${ben.userId}'`
    assert.match(await bySql(approve(ben.userId), gone, ...forced(change, 'review', next)), /approvals are missing/)
    const nobody = '018f0000-0000-7000-8000-000000000009'
    assert.match(await bySql(approve(nobody), ...forced(change, 'review', next)), /approvals are missing/)
  })

  test('lets the desk have no version but the active one, and that one only move on', async () => {
    const was = await desk.activeVersion()
    assert.match(await bySql('update desk set policy_version = policy_version + 1'), /desk_active_policy/)
    assert.match(await bySql('update active_policy set policy_version = policy_version + 1'), /by any right/)
    assert.match(await bySql('update active_policy set policy_version = 0'), /by any right/)
    assert.match(await bySql('delete from active_policy'), /only added to/)
    assert.equal(await desk.activeVersion(), was)
  })

  test('keeps versions, contents, revisions and approvals as they are, and contents under their own hash', async () => {
    for (const table of [
      'policy_version',
      'policy_content',
      'policy_activation',
      'change_revision',
      'change_approval',
      'change_comment',
      'review_begin',
    ]) {
      assert.match(await bySql(`delete from ${table}`), /only added to/, table)
      assert.match(await bySql(`update ${table} set workspace_id = workspace_id`), /only added to/, table)
      assert.match(await bySql(`truncate ${table} cascade`), /only added to/, table)
    }
    const lie = `insert into policy_content (workspace_id, content_hash, name, hash, document, tables, created_at)
      values ('${desk.workspaceId}', repeat('0', 64), 'x', 'x', 'policy: x', '{}', now())`
    assert.match(await bySql(lie), /policy_content_addressed/)
  })
})
