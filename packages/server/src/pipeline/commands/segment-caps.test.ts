import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newLead, openTestWorkspace } from '../../testing/open-test-workspace.ts'
import type { Command } from '../desk/command.ts'

const policy = `
policy: test
fields:
  country:   { type: country }
  employees: { type: integer, min: 0 }
derive:
  segment:
    - { when: "employees >= 100", value: large }
    - { value: small }
routes:
  - { id: all, when: "country == \\"DE\\"", to: [pool: desk] }
fallback:
  unmatched: [hold: triage]
  incomplete: [hold: triage]
  nobody: [hold: waiting]
`

const caps = [{ per: 'open', max: 1, segment: { segment: 'large' } }]
const roster = {
  roster: 'test',
  owners: [
    { id: 'ada', caps },
    { id: 'ben', caps },
  ],
  pools: [{ id: 'desk', members: ['ada', 'ben'] }],
}

test('a cap on the open leads of a segment is free again when one of them is closed or rejected', async () => {
  const workspace = await openTestWorkspace({ policy, roster })
  const desk = workspace.openDesk('a')
  const other = workspace.openDesk('b')
  const post = async (): Promise<{ leadId: string; ownerId: string | null }> => {
    const result = await desk.submit(newLead({ country: 'DE', employees: 500 }))
    assert.ok(result.kind === 'done')
    return result.lead
  }
  const carryOut = async (command: Command): Promise<void> => {
    const result = await other.submit(command)
    assert.equal(result.kind, 'done')
  }
  try {
    const [first, second] = [await post(), await post()]
    assert.notEqual(first.ownerId, second.ownerId)
    const third = await post()
    assert.equal(third.ownerId, null, 'both have one')
    await carryOut({ kind: 'close', leadId: first.leadId, as: 'converted', reason: null, by: 'test' })
    assert.equal((await post()).ownerId, null, 'the one before it waited longer')
    const [owned] = await workspace.rows<{ owner: string | null }>(
      `select lead.owner_id as owner from lead where lead.workspace_id = $1 and lead.lead_id = $2`,
      [third.leadId],
    )
    assert.equal(owned?.owner, first.ownerId)
    await carryOut({ kind: 'reject', leadId: second.leadId, reason: 'junk', reassign: false, by: 'test' })
    assert.equal((await post()).ownerId, null, 'the other one that waited has it')
    const [waiting] = await workspace.rows(`select count(*)::integer as count from hold where hold.workspace_id = $1`)
    assert.deepEqual(waiting, { count: 1 })
  } finally {
    await workspace.close()
  }
})

test('a lead that came into a segment and is handed over counts for its new owner, and no more once it is closed', async () => {
  const workspace = await openTestWorkspace({ policy, roster })
  const desk = workspace.openDesk('a')
  const carryOut = async (command: Command): Promise<string | null> => {
    const result = await desk.submit(command)
    return result.kind === 'done' ? result.lead.ownerId : result.kind
  }
  const usedBy = async (ownerId: string): Promise<unknown> => {
    const [row] = await workspace.rows<{ state: string }>(
      `select person_state.state
         from person_state
        where person_state.workspace_id = $1 and person_state.owner_id = $2
        order by person_state.version desc limit 1`,
      [ownerId],
    )
    return JSON.parse(row?.state ?? '').caps.map(({ used }: { readonly used: number }) => used)
  }
  try {
    const posted = newLead({ country: 'DE', employees: 5 })
    const { leadId } = posted.lead
    const from = await carryOut(posted)
    const to = from === 'ada' ? 'ben' : 'ada'
    const kept = await carryOut({ kind: 'update', leadId, attributes: { employees: 500 }, ifVersion: null, by: 'test' })
    assert.equal(kept, from)
    assert.equal(
      await carryOut({ kind: 'assign', leadId, ownerId: to, reason: 'knows them', ifVersion: null, by: 'test' }),
      to,
    )
    assert.deepEqual([await usedBy(from ?? ''), await usedBy(to)], [[0], [1]])
    await carryOut({ kind: 'close', leadId, as: 'converted', reason: null, by: 'test' })
    assert.deepEqual(await usedBy(to), [0])
  } finally {
    await workspace.close()
  }
})
