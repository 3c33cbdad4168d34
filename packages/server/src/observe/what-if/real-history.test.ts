import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { WhatIfLead } from '@rightful/contract'
import { createRandom } from '@rightful/engine/testing'
import { editRoster } from '../../control/people/edit-roster.ts'
import { recordIdOf } from '../../control/people/record-id.ts'
import type { Desk } from '../../pipeline/desk/desk.ts'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { askWhatIf } from './ask-what-if.ts'
import { findWhatIf, listWhatIfLeads } from './queries.ts'
import { workOff } from './work-off.ts'

const policy = `
policy: test
fields:
  email:   { type: email }
  product: { type: enum, values: [Basic, Pro] }
routes:
  - { id: boss, when: 'email == "boss@x.example"', to: [pool: vip] }
  - { id: all, when: true, to: [pool: desk] }
fallback:
  unmatched: [hold: triage]
  incomplete: [pool: desk]
  nobody: { then: [hold: waiting] }
`
const roster = {
  roster: 'test',
  owners: [
    { id: 'ada', capacity: 12 },
    { id: 'ben' },
    { id: 'cy', capacity: 9, caps: [{ per: 'open', max: 4, segment: { product: 'Basic' } }] },
    { id: 'dee' },
  ],
  pools: [
    { id: 'desk', members: [{ owner: 'ada', weight: 3 }, { owner: 'ben' }, { owner: 'cy', weight: 2 }] },
    { id: 'vip', members: ['dee'] },
  ],
}

let workspace: TestWorkspace
let desk: Desk
before(async () => {
  workspace = await openTestWorkspace({ policy, roster })
  desk = workspace.openDesk('one')
  await playRandomly(Number(process.env['RIGHTFUL_TEST_SEED'] ?? 11))
})
after(() => workspace.close())

/** Leads come; those for Basic are closed, rejected, handed over; the roster changes in between. */
async function playRandomly(seed: number): Promise<void> {
  const random = createRandom(seed)
  const open: string[] = []
  for (let step = 0; step < 120; step += 1) {
    const product = random.pick(['Basic', 'Basic', 'Pro'])
    const email = step === 50 ? 'boss@x.example' : `p${step}@x.example`
    const posted = newLead({ product, email })
    await desk.submit(posted)
    if (product === 'Basic') open.push(posted.lead.leadId)
    if (step === 60) await changeRoster()
    if (open.length > 3 && random.chance(0.5))
      await end(open.splice(random.between(0, open.length - 1), 1)[0] ?? '', random)
  }
}

async function end(leadId: string, random: ReturnType<typeof createRandom>): Promise<void> {
  const by = 'test'
  const what = random.pick(['convert', 'reject', 'give back', 'assign'] as const)
  switch (what) {
    case 'convert':
      await desk.submit({ kind: 'close', leadId, as: 'converted', reason: null, by })
      break
    case 'reject':
    case 'give back':
      await desk.submit({ kind: 'reject', leadId, reason: 'junk', reassign: what === 'give back', by })
      break
    case 'assign':
      await desk.submit({ kind: 'assign', leadId, ownerId: 'ben', reason: 'knows them', ifVersion: null, by })
      break
  }
}

async function changeRoster(): Promise<void> {
  const { db, workspaceId } = workspace
  const body = { pool: 'desk', owner: 'dee', weight: 2 }
  await editRoster(db, {
    workspaceId,
    by: 'test',
    plan: () => [
      { kind: 'member', recordId: recordIdOf('desk', 'dee'), body },
      { kind: 'member', recordId: recordIdOf('desk', 'ben'), body: null },
    ],
  })
}

test('leads that are compared come to whom they really came, whatever others did and whoever joined or left meanwhile', async () => {
  const { db, workspaceId } = workspace
  // Under the candidate nobody gets a lead, so that every one of them is told with what the base made of it.
  const document = policy.replaceAll(/to: \[pool: \w+\]/g, 'to: [hold: nowhere]')
  const asked = { candidate: { document, tables: {} }, filter: 'product == "Pro"', days: 1, leads_max: 1000, seed: '1' }
  const row = await askWhatIf(db, { workspaceId, by: 'test', asked })
  await workOff(db, row, { workspaceId, signal: new AbortController().signal })
  const name = { workspaceId, whatIfId: row.whatIfId }
  assert.equal((await findWhatIf(db, name))?.state, 'done')
  const told = await listWhatIfLeads(db, name, { afterPosition: 0, ownerId: null, limit: 1000 })
  const leads = told.map(({ body }): WhatIfLead => JSON.parse(body))
  const real = await workspace.rows<{ leadId: string; ownerId: string | null }>(
    `select decision.lead_id as "leadId", decision.owner_id as "ownerId" from decision
      where decision.workspace_id = $1 and decision.cause = 'new' and decision.record like '%"Pro"%'
      order by decision.version, decision.position`,
  )
  assert.ok(real.length > 25)
  assert.deepEqual(
    leads.map(({ lead_id: leadId, base }) => ({ leadId, ownerId: base.owner_id })),
    real,
  )
})
