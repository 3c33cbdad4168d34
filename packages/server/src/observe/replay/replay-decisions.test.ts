import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { replayDecisions } from './replay-decisions.ts'

const head = `
policy: test
fields:
  email:   { type: email }
  country: { type: country }
`
const policy = `${head}
routes:
  - { id: mail, when: mail.domain == "vip.example", to: [pool: vip] }
  - { id: all, when: country == "DE", to: [pool: desk] }
fallback:
  unmatched: [hold: triage]
  incomplete: [hold: triage]
`
const roster = {
  roster: 'test',
  owners: [{ id: 'ada' }, { id: 'ben' }, { id: 'cy' }],
  pools: [
    { id: 'desk', members: ['ada', 'ben'] },
    { id: 'vip', members: ['cy'] },
  ],
}

let workspace: TestWorkspace
before(async () => {
  workspace = await openTestWorkspace({ policy, roster })
  const desk = workspace.openDesk('one')
  // In one batch, so that each is decided on what the one before it changed.
  const together = ['DE', 'DE', 'DE', 'FR', 'DE'].map((country, index) =>
    desk.submit(newLead({ country, email: `p${index}@x.example`, budget: 10 * index })),
  )
  await Promise.all(together)
  await desk.submit(newLead({ country: 'DE', email: 'boss@vip.example', budget: 90 }))
})
after(() => workspace.close())

function replay(document: string | null) {
  const { db, workspaceId } = workspace
  const policy = document === null ? null : { document, tables: {} }
  return replayDecisions(db, { workspaceId, which: { kind: 'from', version: 1 }, policy, differencesMax: 50 })
}

describe('decisions made again', () => {
  test('come to the same, together with others of their batch as well', async () => {
    assert.deepEqual([(await replay(null)).decided_count, (await replay(null)).different_count], [6, 0])
    assert.equal((await replay(policy)).different_count, 0, 'the same text is another policy that decides the same')
  })

  test('are each made on what really was before them, whatever another policy made of those', async () => {
    const swapped = policy.replace('when: country == "DE", to: [pool: desk]', 'when: country == "DE", to: [pool: vip]')
    const { differences } = await replay(swapped)
    assert.deepEqual(
      differences.map(({ before, after }) => [before.pool_id, after.owner_id]),
      Array.from({ length: 4 }, () => ['desk', 'cy']),
    )
  })

  test('read a field that the deciding policy did not have from what is known of the lead', async () => {
    const richer = `${head}  budget: { type: integer }
routes:
  - { id: rich, when: budget >= 30, to: [pool: vip] }
  - { id: all, when: country == "DE", to: [pool: desk] }
fallback:
  unmatched: [hold: triage]
  incomplete: [hold: triage]
`
    const { differences } = await replay(richer)
    const toVip = differences.filter(({ after }) => after.route_id === 'rich').map(({ after }) => after.owner_id)
    assert.deepEqual(toVip, ['cy', 'cy', 'cy'], 'of 30, 40 and 90')
  })

  test('tell how far they have come, and end when nobody waits any more', async () => {
    const { db, workspaceId } = workspace
    const told: (readonly number[])[] = []
    const ask = { workspaceId, which: { kind: 'from', version: 1 }, policy: null, differencesMax: 1 } as const
    await replayDecisions(db, { ...ask, onProgress: (done, total) => told.push([done, total]) })
    assert.deepEqual(told.at(-1), [6, 6])
    const cut = await replayDecisions(db, { ...ask, signal: AbortSignal.abort() })
    assert.equal(cut.decided_count, 0)
  })

  test('stand where what names the person was erased, as far as they did not read it', async () => {
    await workspace.db.execute('delete from lead_person where lead_person.workspace_id = $1', [workspace.workspaceId])
    const { differences, decided_count: decided } = await replay(null)
    assert.equal(decided, 6)
    // Whose domain decided is not known any more; all others come to the same.
    assert.ok(
      differences.every(({ before, differs_in: parts }) => before.pool_id === 'vip' && parts.includes('person')),
      JSON.stringify(differences),
    )
  })
})
