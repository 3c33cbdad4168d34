import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createRandom } from '@rightful/engine/testing'
import type { Desk } from '../../pipeline/desk/desk.ts'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { verifyWorkspace } from '../verify/verify-workspace.ts'
import { followState, openPastVersions, rebuildInBlocks } from './read.ts'
import { explainStored, whatWouldChangeStored, whyNotStored } from './question-decision.ts'

const policy = `
policy: test
fields:
  email:     { type: email }
  country:   { type: country }
  employees: { type: integer }
derive:
  size:
    - { when: "employees >= 1000", value: large }
    - { value: small }
constraints:
  - id: trained
    when: country in group("EEA")
    require: '"gdpr" in owner.certifications'
routes:
  - id: known-mail
    when: known(email) && employees >= 5000
    to: [pool: large, pool: desk]
    also: { sdr: [pool: sdr] }
  - { id: all, when: known(country), to: [pool: desk] }
fallback:
  unmatched: [hold: triage]
  incomplete: [pool: desk, hold: triage]
  nobody: { then: [hold: waiting] }
reassign:
  - { on: { changed: [country, employees] }, until: touched, keep_owner_if_eligible: true }
clocks:
  assignment: [{ target: PT1M }]
  first_touch: [{ target: PT1H, hours: owner }]
`
const certifications = ['gdpr']
const roster = {
  roster: 'test',
  owners: [
    { id: 'ada', certifications, capacity: 30, caps: [{ per: 'open', max: 3, segment: { size: 'large' } }] },
    { id: 'ben', certifications, caps: [{ per: 'day', max: 25 }] },
    { id: 'cy', capacity: 40 },
    { id: 'dee', certifications, zone: 'Asia/Tokyo' },
  ],
  pools: [
    { id: 'desk', members: [{ owner: 'ada', weight: 2 }, 'ben', 'cy'] },
    { id: 'large', strategy: 'least_loaded', members: ['ada', 'dee'] },
    { id: 'sdr', strategy: 'longest_idle', members: ['ben', 'cy'] },
  ],
}

let workspace: TestWorkspace
before(async () => {
  workspace = await openTestWorkspace({ policy, roster })
})
after(() => workspace.close())

const countries = ['DE', 'FR', 'US', 'JP', 'N/A']

/** Does something to a lead, or posts one; whatever comes of it. */
async function doSomething(
  desk: Desk,
  { random, leadIds }: { random: ReturnType<typeof createRandom>; leadIds: string[] },
): Promise<void> {
  const leadId = leadIds.length === 0 ? null : random.pick(leadIds)
  const dice = random.below(100)
  if (leadId === null || dice < 60) {
    const posted = newLead({
      country: random.pick(countries),
      employees: random.pick([10, 2000, 7000, '']),
      ...(random.below(2) === 0 ? {} : { email: `p${leadIds.length}-${random.below(1e6)}@acme.example` }),
    })
    leadIds.push(posted.lead.leadId)
    await desk.submit(posted)
  } else if (dice < 70) await desk.submit({ kind: 'touch', leadId, channel: null, by: 'test' })
  else if (dice < 80) {
    const attributes = { country: random.pick(countries) }
    await desk.submit({ kind: 'update', leadId, attributes, ifVersion: null, by: 'test' })
  } else if (dice < 88) {
    const ownerId = random.pick(['ada', 'ben', 'cy', 'dee'])
    await desk.submit({ kind: 'assign', leadId, ownerId, reason: 'test', ifVersion: null, by: 'test' })
  } else if (dice < 94)
    await desk.submit({ kind: 'reject', leadId, reason: 'spam', reassign: dice % 2 === 0, by: 'test' })
  else await desk.submit({ kind: 'close', leadId, as: 'converted', reason: null, by: 'test' })
}

describe('a stored decision', () => {
  test('comes to the same when it is made again, whatever two nodes did around it', async () => {
    const random = createRandom(20261124)
    const desks = ['one', 'two'].map((node) => workspace.openDesk(node))
    const leadIds: string[] = []
    for (let round = 0; round < 25; round += 1) {
      await Promise.all(Array.from({ length: 12 }, () => doSomething(random.pick(desks), { random, leadIds })))
    }
    const reports = await verifyWorkspace(workspace.db, { workspaceId: workspace.workspaceId })
    for (const { law, statement, violations } of reports) assert.deepEqual(violations, [], `${law}: ${statement}`)
    const replayed = reports.find(({ law }) => law === 'I6')?.checkedCount ?? 0
    assert.ok(replayed > 150, `${replayed} decisions were made again`)
  })

  test('is made again once, in its order and to the same, wherever blocks of them begin and end', async () => {
    const { workspaceId, db } = workspace
    const stored = await workspace.rows<{ decisionId: string }>(
      `select decision.decision_id as "decisionId" from decision where decision.workspace_id = $1 order by decision.version, decision.position`,
    )
    for (const decisionsABlock of [1, 3, 50]) {
      const [past, following] = [openPastVersions(db, workspaceId), followState(db, workspaceId)]
      const ask = { workspaceId, fromVersion: 1, past, following, decisionsABlock }
      const seen: string[] = []
      for await (const version of rebuildInBlocks(db, ask)) {
        for (const { row, stored: was, full } of version) {
          seen.push(row.decisionId)
          assert.deepEqual([full.outcome, full.ledger], [was.outcome, was.ledger])
        }
      }
      assert.deepEqual(
        seen,
        stored.map(({ decisionId }) => decisionId),
      )
    }
  })

  test('is explained from what is stored, and goes on being so when its person was erased', async () => {
    const desk = workspace.openDesk('three')
    const result = await desk.submit(newLead({ email: 'jane@big.example', country: 'Deutschland', employees: 9000 }))
    assert.ok(result.kind === 'done' && result.decision?.outcome.kind === 'assigned')
    const { workspaceId, db } = workspace
    const asked = { workspaceId, decisionId: result.decision.decisionId }
    const { explanation } = await explainStored(db, asked)
    assert.match(explanation.headline, /^assigned to \w+, pool \w+, by policy test v1 \(\w{7}\), route known-mail$/)
    assert.match(explanation.text, /country DE \(given "Deutschland"\)/)
    await db.execute(`delete from lead_person where lead_person.workspace_id = $1`, [workspaceId])
    const after = await explainStored(db, asked)
    assert.equal(after.explanation.headline, explanation.headline)
    assert.match(after.explanation.text, /email \(erased\)/)
    const { sentence } = await whyNotStored(db, asked, 'cy')
    assert.match(sentence, /^not cy: /)
    const { lead } = await whatWouldChangeStored(db, asked)
    assert.ok(lead.length > 0)
  })
})
