import assert from 'node:assert/strict'
import { test } from 'node:test'
import { editAccount } from '../../control/accounts/edit-account.ts'
import { lockDesk } from '../../control/workspaces/read.ts'
import { newLead, openTestWorkspace } from '../../testing/open-test-workspace.ts'
import { catchUp } from './memory.ts'

const policy = `
policy: test
fields:
  email: { type: email }
constraints:
  - { id: owned, when: 'account.tier == "strategic"', bind: account.owner }
routes:
  - { id: all, when: 'true', to: [pool: desk] }
fallback:
  unmatched: [hold: triage]
  incomplete: [pool: desk]
  nobody: [hold: waiting]
`

const roster = {
  roster: 'test',
  owners: [{ id: 'ada' }, { id: 'ben' }, { id: 'cleo' }],
  pools: [{ id: 'desk', members: ['ada'] }],
}

test('a node that knows the desk follows an edit of an account, and keeps the state of its roster', async () => {
  const workspace = await openTestWorkspace({ policy, roster })
  const { db, workspaceId } = workspace
  const desk = workspace.openDesk('a')
  const edit = (owner: string): Promise<void> => {
    const body = { name: 'Zuverion', domains: ['zuverion.example'], tier: 'strategic', owner }
    return editAccount(db, { workspaceId, by: 'test', accountId: 'z', ifVersion: null, change: { kind: 'set', body } })
  }
  const ownerOfNext = async (): Promise<string | null> => {
    const result = await desk.submit(newLead({ email: `lead${(count += 1)}@zuverion.example` }))
    assert.ok(result.kind === 'done')
    return result.lead.ownerId
  }
  let count = 0
  const know = async (known: Parameters<typeof catchUp>[0]): ReturnType<typeof catchUp> =>
    db.transaction(async (tx) => {
      const held = await lockDesk(tx, workspaceId)
      assert.ok(held !== null)
      return catchUp(known, { db: tx, workspaceId, desk: held })
    })
  try {
    assert.equal(await ownerOfNext(), 'ada')
    const before = await know(null)
    await edit('ben')
    assert.equal(await ownerOfNext(), 'ben')
    await edit('cleo')
    assert.equal(await ownerOfNext(), 'cleo')
    const after = await know(before)
    assert.equal(after.state, before.state)
    assert.equal(after.state.at(0).account('z')?.owner, 'cleo')
    assert.equal(after.state.savePerson('ben')?.openLeads, 1)
  } finally {
    await workspace.close()
  }
})
