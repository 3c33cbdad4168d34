import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { verifyWorkspace } from '../../observe/verify/verify-workspace.ts'
import type { Desk } from '../../pipeline/desk/desk.ts'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { readGiven } from '../../testing/read-given.ts'
import { expirePersons, type PersonalDays } from './expire-persons.ts'

const policy = `
policy: test
fields:
  country: { type: country }
  email: { type: email }
  seniority: { type: string, class: personal }
  health: { type: string, class: sensitive }
routes:
  - { id: chiefs, when: seniority == "chief", to: [pool: desk] }
  - { id: cared, when: health == "ill", to: [pool: desk] }
fallback:
  unmatched: [hold: triage]
  incomplete: [hold: triage]
`
const roster = { roster: 'test', owners: [{ id: 'ada' }], pools: [{ id: 'desk', members: ['ada'] }] }

let workspace: TestWorkspace
let desk: Desk
before(async () => {
  workspace = await openTestWorkspace({ policy, roster })
  desk = workspace.openDesk('one')
})
after(() => workspace.close())

async function makeEnded(attributes: Record<string, unknown>, days: number): Promise<string> {
  const lead = newLead(attributes)
  const { leadId } = lead.lead
  await desk.submit(lead)
  await desk.submit({ kind: 'close', leadId, as: 'converted', reason: null, by: 'test' })
  await workspace.rows(
    `update lead set closed_at = closed_at - $3::float8 * interval '1 day' where workspace_id = $1 and lead_id = $2`,
    [leadId, days],
  )
  return leadId
}

function expire(keep: PersonalDays): Promise<Readonly<Record<string, number>>> {
  const { db, workspaceId } = workspace
  return expirePersons(db, { workspaceId, keep, fence: async () => undefined, signal: new AbortController().signal })
}

async function givenOf(leadId: string): Promise<unknown> {
  return (await readGiven(workspace.db, workspace.workspaceId)).get(leadId)
}

describe('what is kept of a person', () => {
  test('is not in the decision, and decides all the same', async () => {
    const lead = newLead({ email: 'x@y.example', country: 'DE', seniority: 'chief', health: 'ill' })
    const result = await desk.submit(lead)
    assert.equal(result.kind === 'done' && result.decision?.routeId, 'chiefs')
    const [row] = await workspace.rows<{ text: string }>(
      `select lead.attributes || decision.record as text
         from lead join decision using (workspace_id, lead_id) where lead.workspace_id = $1 and lead_id = $2`,
      [lead.lead.leadId],
    )
    assert.match(row?.text ?? '', /"country":"DE"/)
    assert.doesNotMatch(row?.text ?? '', /chief"|ill"|x@y/)
    assert.deepEqual(await givenOf(lead.lead.leadId), lead.lead.attributes)
  })

  test('goes by its class once the lead has ended for so long, and not under a legal hold', async () => {
    const attributes = { email: 'a@b.example', seniority: 'chief', health: 'well' }
    const recent = await makeEnded({ ...attributes, email: 'r@b.example' }, 5)
    const old = await makeEnded(attributes, 50)
    const kept = await makeEnded({ ...attributes, email: 'k@b.example' }, 50)
    await workspace.rows(
      `insert into legal_hold (workspace_id, hold_id, lead_id, reason, set_by, set_at)
       values ($1, gen_random_uuid(), $2, '', 'test', now())`,
      [kept],
    )
    assert.deepEqual(await expire({ personal: null, sensitive: 30 }), { sensitive: 1 })
    assert.deepEqual(await givenOf(old), { email: 'a@b.example', seniority: 'chief' })
    assert.deepEqual(await expire({ personal: 30, sensitive: 30 }), { personal: 1 })
    assert.equal(await givenOf(old), undefined)
    assert.deepEqual(await givenOf(recent), { ...attributes, email: 'r@b.example' })
    assert.deepEqual(await givenOf(kept), { ...attributes, email: 'k@b.example' })
    assert.deepEqual(await expire({ personal: 30, sensitive: 30 }), {})
  })

  test('is not claimed to be repeatable where it decided and is gone or changed', async () => {
    const lead = newLead({ email: 'z@y.example', seniority: 'chief' })
    const { leadId } = lead.lead
    await desk.submit(lead)
    const attributes = { seniority: 'intern' }
    await desk.submit({ kind: 'update', leadId, attributes, ifVersion: null, by: 'test' })
    const { db, workspaceId } = workspace
    const reports = await verifyWorkspace(db, { workspaceId })
    for (const { law, violations } of reports) assert.deepEqual(violations, [], law)
    const replayed = reports.find(({ law }) => law === 'I6')
    // The one that expired above, and this one, which was decided as a chief's.
    assert.match(replayed?.statement ?? '', /but for 2 that read of the person/)
  })
})
