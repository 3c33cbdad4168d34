import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'

const policy = `
policy: test
fields:
  country: { type: country }
routes:
  - { id: all, when: known(country), to: [pool: desk] }
fallback:
  unmatched: [hold: triage]
  nobody: { then: [hold: waiting] }
reassign:
  - { on: { changed: [country] }, until: touched }
`
const roster = {
  roster: 'test',
  owners: [{ id: 'ada', capacity: 1 }],
  pools: [{ id: 'desk', members: ['ada'] }],
}

let workspace: TestWorkspace
before(async () => {
  workspace = await openTestWorkspace({ policy, roster })
})
after(() => workspace.close())

describe('a batch', () => {
  // While it is decided the lead still counts as its owner's; only when it is held has that owner room for it.
  test('wakes a lead that it holds itself for the room that this lead leaves', async () => {
    const desk = workspace.openDesk('one')
    const posted = newLead({ country: 'DE' })
    const { leadId } = posted.lead
    await desk.submit(posted)
    const changed = await desk.submit({
      kind: 'update',
      leadId,
      attributes: { country: 'FR' },
      ifVersion: null,
      by: 'test',
    })
    assert.equal(changed.kind === 'done' && changed.lead.state, 'held')
    const next = await desk.submit(newLead({ country: 'DE' }))
    assert.equal(next.kind === 'done' && next.lead.state, 'held', 'the older lead goes first')
    const [lead] = await workspace.rows<{ ownerId: string | null }>(
      `select lead.owner_id as "ownerId" from lead where lead.workspace_id = $1 and lead.lead_id = $2`,
      [leadId],
    )
    assert.equal(lead?.ownerId, 'ada')
  })
})
