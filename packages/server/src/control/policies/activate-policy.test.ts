import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RoutingError } from '@rightful/contract'
import type { Database } from '../../platform/db/database.ts'
import { openTestWorkspace } from '../../testing/open-test-workspace.ts'
import { editRoster } from '../people/edit-roster.ts'
import { recordIdOf } from '../people/record-id.ts'
import { activatePolicy } from './activate-policy.ts'

const policyOf = (pool: string): string => `
policy: test
fields:
  country: { type: country }
routes:
  - { id: all, when: 'country == "DE"', to: [pool: ${pool}] }
fallback:
  unmatched: [hold: triage]
  incomplete: [hold: triage]
  nobody: [hold: waiting]
`
const roster = {
  roster: 'test',
  owners: [{ id: 'ada' }],
  pools: [
    { id: 'desk', members: ['ada'] },
    { id: 'other', members: ['ada'] },
  ],
}

test('a policy that names a pool which was ended after it was checked does not become active', async () => {
  const workspace = await openTestWorkspace({ policy: policyOf('desk'), roster })
  const { db, workspaceId } = workspace
  const changes = [
    { kind: 'member', recordId: recordIdOf('other', 'ada'), body: null },
    { kind: 'pool', recordId: recordIdOf('other'), body: null },
  ] as const
  // Between the check and the desk somebody else is faster.
  const racing: Database = {
    ...db,
    transaction: async (work) => {
      await editRoster(db, { workspaceId, by: 'test', plan: () => changes })
      return db.transaction(work)
    },
  }
  const post = { workspaceId, by: 'test', document: policyOf('other'), tables: {}, ifVersion: null }
  try {
    await assert.rejects(activatePolicy(racing, post), { code: 'policy_invalid' })
    const [desk] = await workspace.rows(`select desk.policy_version as version from desk where desk.workspace_id = $1`)
    assert.deepEqual(desk, { version: 1 })
  } finally {
    await workspace.close()
  }
})

test('a pool that the active policy names cannot be ended, and one that it does not can', async () => {
  const workspace = await openTestWorkspace({ policy: policyOf('desk'), roster })
  const { db, workspaceId } = workspace
  const end = (pool: string): Promise<unknown> =>
    editRoster(db, {
      workspaceId,
      by: 'test',
      plan: () => [
        { kind: 'member', recordId: recordIdOf(pool, 'ada'), body: null },
        { kind: 'pool', recordId: recordIdOf(pool), body: null },
      ],
    })
  try {
    await assert.rejects(end('desk'), (error: unknown) => {
      assert.ok(error instanceof RoutingError && error.code === 'roster_invalid')
      assert.match(JSON.stringify(error.items), /policy version 1, .*\.yaml:\d+:\d+.*desk/)
      return true
    })
    await end('other')
  } finally {
    await workspace.close()
  }
})
