import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing/open-test-database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { recordAudit } from './record-audit.ts'

let store: TestDatabase
const workspaceId = newId()
before(async () => (store = await openTestDatabase()))
after(() => store.close())

function tell(details: Readonly<Record<string, unknown>>): Promise<void> {
  const entry = { workspaceId, actor: 'key:a', action: 'thing.done', subject: { kind: 'thing', id: '1' }, details }
  return store.database.transaction((tx) => recordAudit(tx, entry))
}

async function detailsTold(): Promise<readonly string[]> {
  const rows = await store.database.query<{ details: string }>(
    `select audit_entry.details from audit_entry where audit_entry.workspace_id = $1 order by audit_entry.entry_id`,
    [workspaceId],
  )
  return rows.map(({ details }) => details)
}

describe('the audit log', () => {
  test('keeps what is told as canonical JSON, whatever characters are in it', async () => {
    await tell({ b: [1e21, -0, 'é\u0000"'], a: { z: null, y: undefined, x: '\ud800' } })
    assert.deepEqual(await detailsTold(), ['{"a":{"x":"\ufffd","z":null},"b":[1e+21,0,"é\\u0000\\""]}'])
  })

  test('holds nothing of a transaction that failed', async () => {
    const was = await detailsTold()
    const failing = store.database.transaction(async (tx) => {
      const subject = { kind: 'thing', id: '1' }
      await recordAudit(tx, { workspaceId, actor: 'key:a', action: 'thing.done', subject, details: {} })
      throw new Error('no')
    })
    await assert.rejects(failing, /no/)
    assert.deepEqual(await detailsTold(), was)
  })

  test('lets nothing be changed, removed or emptied, by no statement', async () => {
    await tell({ kept: true })
    const was = await detailsTold()
    for (const table of ['audit_entry', 'audit_link', 'audit_checkpoint', 'audit_key']) {
      for (const text of [
        `update ${table} set workspace_id = workspace_id`,
        `delete from ${table}`,
        `truncate ${table}`,
        `update ${table} set workspace_id = workspace_id where false`,
      ]) {
        await assert.rejects(store.database.execute(text), /append-only/, text)
      }
    }
    assert.deepEqual(await detailsTold(), was)
  })
})
