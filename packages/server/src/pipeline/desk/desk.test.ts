import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { readGiven } from '../../testing/read-given.ts'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import type { CommandResult } from './command.ts'

const policy = `
policy: test
fields: { country: { type: country } }
routes: [{ id: all, to: [pool: desk] }]
`
const roster = { roster: 'test', owners: [{ id: 'ada' }], pools: [{ id: 'desk', members: ['ada'] }] }

let workspace: TestWorkspace
before(async () => {
  workspace = await openTestWorkspace({ policy, roster })
})
after(() => workspace.close())

describe('a desk', () => {
  test('comes to the row of an import that changes a known lead though leads from the web never cease', async () => {
    const desk = workspace.openDesk('one')
    const known = newLead({ country: 'DE' }, { externalId: 'crm-1' })
    await desk.submit(known)
    const row = newLead({ country: 'FR' }, { externalId: 'crm-1', lane: 'bulk' })
    const done = new AbortController()
    const web: Promise<CommandResult>[] = []
    // From the first turn on there is always one from the web in the queue when a batch is taken.
    web.push(desk.submit(newLead({ country: 'DE' })))
    const changed = desk.submit(row, 'bulk').then(() => done.abort())
    while (!done.signal.aborted && web.length < 3000) {
      // Few at a time, so that what is sent goes by the batches that were taken, however long each of them takes.
      if (desk.waitingCount() < 20) web.push(desk.submit(newLead({ country: 'DE' })))
      await nextTurn()
    }
    const sent = web.length
    await Promise.all([...web, changed])
    assert.ok(sent < 3000, 'it was done only when the web had ceased')
    const { leadId } = known.lead
    const given = await readGiven(workspace.db, workspace.workspaceId)
    assert.deepEqual(given.get(leadId), { country: 'FR' })
  })
})
