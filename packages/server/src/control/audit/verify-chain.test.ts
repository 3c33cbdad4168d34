import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../platform/db/database.ts'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { recordAudit } from './record-audit.ts'
import { recordRemoved } from './record-removed.ts'
import { sealWorkspace } from './seal-entries.ts'
import { verifyChain } from './verify-chain.ts'

const policy = `
policy: test
fields: { country: { type: country } }
routes: [{ id: all, when: country == "DE", to: [pool: desk] }]
fallback: { unmatched: [hold: triage], incomplete: [hold: triage] }
`
const roster = { roster: 'test', owners: [{ id: 'ada' }], pools: [{ id: 'desk', members: ['ada'] }] }

let workspace: TestWorkspace
let db: Database
let workspaceId: string
before(async () => {
  workspace = await openTestWorkspace({ policy, roster })
  ;({ db, workspaceId } = workspace)
  const desk = workspace.openDesk('one')
  for (let turn = 0; turn < 6; turn += 1) {
    await tell({ turn })
    const leads = ['DE', 'FR', 'DE'].map((country) => desk.submit(newLead({ country })))
    await Promise.all(leads)
    if (turn % 2 === 0) await sealAll()
  }
  await sealAll()
})
after(() => workspace.close())

function tell(details: Readonly<Record<string, unknown>>): Promise<void> {
  const subject = { kind: 'thing', id: '1' }
  return recordAudit(db, { workspaceId, actor: 'test', action: 'thing.done', subject, details })
}

async function sealAll(): Promise<void> {
  while (await sealWorkspace(db, workspaceId));
}

/** What is found wrong now. */
async function found(): Promise<readonly string[]> {
  const { violations, decisionViolations } = await db.transaction((tx) =>
    verifyChain(tx, workspaceId, { violationsMax: 20 }),
  )
  return [...violations, ...decisionViolations].map(({ of, what }) => `${of} ${what}`)
}

class Undo extends Error {}

/** What is found wrong after statements that nobody is allowed, which are then undone. */
async function foundAfter(...statements: readonly string[]): Promise<readonly string[]> {
  let lines: readonly string[] = []
  const damaging = db.transaction(async (tx) => {
    // What is refused to everybody is done by whoever owns the tables.
    for (const table of ['audit_entry', 'audit_link', 'audit_checkpoint']) {
      await tx.execute(`alter table ${table} disable trigger user`)
    }
    for (const statement of statements) {
      const count = await tx.execute(statement.replaceAll('$1', `'${workspaceId}'`))
      assert.ok(count > 0, statement)
    }
    const report = await verifyChain(tx, workspaceId, { violationsMax: 20 })
    lines = [...report.violations, ...report.decisionViolations].map(({ of, what }) => `${of} ${what}`)
    throw new Undo()
  })
  await assert.rejects(damaging, Undo)
  return lines
}

const entryOf = (seq: number): string =>
  `(select audit_link.entry_id from audit_link where audit_link.workspace_id = $1 and audit_link.seq = ${seq})`

describe('the chain', () => {
  test('holds everything that was told and decided, and verifies', async () => {
    const report = await db.transaction((tx) => verifyChain(tx, workspaceId, { violationsMax: 20 }))
    const [decided] = await workspace.rows<{ count: number }>(
      `select count(*) as count from decision where decision.workspace_id = $1`,
    )
    assert.deepEqual([...report.violations, ...report.decisionViolations], [])
    assert.equal(report.decisionCount, decided?.count)
    assert.ok(report.entryCount > 6)
  })

  test('says which entry was edited, whatever part of it was', async () => {
    for (const change of [
      `actor = 'other'`,
      `action = 'thing.undone'`,
      `subject_kind = 'other'`,
      `subject_id = '2'`,
      `details = '{"turn":9}'`,
      `details = '{"turn":0,"turn":0}'`,
      `details = '{"turn": 0}'`,
      `details = 'no'`,
      `at = audit_entry.at + interval '1 microsecond'`,
    ]) {
      const lines = await foundAfter(
        `update audit_entry set ${change} where audit_entry.workspace_id = $1 and audit_entry.entry_id = ${entryOf(1)}`,
      )
      assert.deepEqual(lines, ['entry 1 was edited'], change)
    }
  })

  test('says which entries were removed, inserted, swapped or cut off', async () => {
    const gone = `delete from audit_entry where audit_entry.workspace_id = $1 and audit_entry.entry_id = ${entryOf(3)}`
    assert.deepEqual(await foundAfter(gone), ['entry 3 was removed'])
    const link = (seq: number): string =>
      `delete from audit_link where audit_link.workspace_id = $1 and audit_link.seq = ${seq}`
    assert.deepEqual(await foundAfter(gone, link(3)), ['entry 3 was removed'])
    assert.match((await foundAfter(link(3))).join(), /^entry 3 was removed,entry \S+ was inserted/)
    const inserted = `insert into audit_entry (workspace_id, entry_id, at, actor, action, subject_kind, subject_id, details)
      values ($1, '018ab2f0-0000-7000-8000-000000000001', now(), 'a', 'b', 'c', 'd', '{}')`
    assert.match((await foundAfter(inserted)).join(), /^entry 018ab2f0-\S+ was inserted/)
    const lines = await foundAfter(
      `update audit_link set seq = -4 where audit_link.workspace_id = $1 and audit_link.seq = 4`,
      `update audit_link set seq = 4 where audit_link.workspace_id = $1 and audit_link.seq = 5`,
      `update audit_link set seq = 5 where audit_link.workspace_id = $1 and audit_link.seq = -4`,
    )
    assert.ok(lines.includes('entry 4 was edited') && lines.includes('entry 5 was edited'), lines.join())
    const { entryCount } = await db.transaction((tx) => verifyChain(tx, workspaceId, { violationsMax: 20 }))
    const cut = await foundAfter(
      `delete from audit_entry where audit_entry.workspace_id = $1 and audit_entry.entry_id = ${entryOf(entryCount)}`,
      link(entryCount),
    )
    assert.deepEqual(cut[0], `entries after ${entryCount - 1} were truncated: there were ${entryCount}`)
  })

  test('says which decisions were edited, whatever part of them was', async () => {
    const [some] = await workspace.rows<{ version: number; decisionId: string }>(
      `select decision.version, decision.decision_id as "decisionId" from decision
        where decision.workspace_id = $1 and decision.outcome = 'assigned' order by decision.version offset 2 limit 1`,
    )
    for (const change of [
      `owner_id = 'eve'`,
      `pool_id = null`,
      `route_id = 'x'`,
      `outcome = 'refused'`,
      `reason = 'because'`,
      `cause = 'other'`,
      `record = decision.record || ' '`,
      `policy_version = 7`,
      `roster_version = 7`,
      `lead_id = decision.decision_id`,
      `decision_id = gen_random_uuid()`,
      `at = decision.at + interval '1 microsecond'`,
      `position = decision.position + 100`,
    ]) {
      const lines = await foundAfter(
        `update decision set ${change} where decision.workspace_id = $1 and decision.decision_id = '${some?.decisionId}'`,
      )
      assert.deepEqual(
        lines,
        [`version ${some?.version} has decisions that were edited or swapped after they were sealed`],
        change,
      )
    }
  })

  test('says which decisions were removed, inserted, swapped or moved to another version', async () => {
    const rows = await workspace.rows<{ version: number; count: number }>(
      `select decision.version, count(*) as count from decision where decision.workspace_id = $1 group by 1 order by 1`,
    )
    const large = rows.find(({ count }) => count > 1) ?? assert.fail()
    const of = `decision.workspace_id = $1 and decision.version = ${large.version}`
    const first = `(select min(decision.position) from decision where ${of})`
    assert.match(
      (await foundAfter(`delete from decision where ${of} and decision.position = ${first}`)).join(),
      new RegExp(`^version ${large.version} has ${large.count - 1} decisions .* some were removed$`),
    )
    assert.match((await foundAfter(`delete from decision where ${of}`)).join(), /had decisions, and they are gone/)
    const last = (rows.at(-1)?.version ?? 0) + 50
    const free = rows
      .map(({ version }) => version - 1)
      .find((at) => at > 0 && !rows.some(({ version }) => version === at))
    const copy = (version: number): string =>
      `insert into decision
       select forged.*
         from decision
        cross join lateral jsonb_populate_record(decision, jsonb_build_object(
                'version', ${version}, 'position', 900 + decision.position, 'decision_id', gen_random_uuid())) as forged
        where ${of}`
    assert.match((await foundAfter(copy(large.version))).join(), /some were inserted$/)
    if (free !== undefined) assert.match((await foundAfter(copy(free))).join(), /the chain knows nothing of/)
    assert.deepEqual(await foundAfter(copy(last)), [], 'the newest are not sealed yet')
    const swapped = await foundAfter(`update decision set position = 1000 - decision.position where ${of}`)
    assert.match(swapped.join(), /edited or swapped/)
  })

  test('stands when a person is erased, and when decisions are removed and that is told', async () => {
    assert.deepEqual(await foundAfter(`delete from lead_person where lead_person.workspace_id = $1`), [])
    const removing = db.transaction(async (tx) => {
      const gone = await tx.query<{ version: number }>(
        `delete from decision where decision.workspace_id = $1 and decision.version < 6 returning decision.version`,
        [workspaceId],
      )
      const versions = [...new Set(gone.map(({ version }) => version))].toSorted((a, b) => a - b)
      const report = () => verifyChain(tx, workspaceId, { violationsMax: 20 })
      assert.ok((await report()).decisionViolations.length > 0)
      await recordRemoved(tx, { workspaceId, versions, count: gone.length })
      assert.deepEqual((await report()).decisionViolations, [])
      throw new Undo()
    })
    await assert.rejects(removing, Undo)
  })

  test('has one end, however many nodes prolong it at once', async () => {
    const before = await found()
    assert.deepEqual(before, [])
    for (let round = 0; round < 10; round += 1) {
      const telling = Array.from({ length: 20 }, (_, index) => tell({ round, index }))
      const sealing = Array.from({ length: 4 }, sealAll)
      await Promise.all([...telling, ...sealing])
    }
    await sealAll()
    assert.deepEqual(await found(), [])
    const [told] = await workspace.rows<{ linked: number; stored: number }>(
      `select (select count(*) from audit_link where audit_link.workspace_id = $1) as linked,
              (select count(*) from audit_entry where audit_entry.workspace_id = $1) as stored`,
    )
    assert.equal(told?.linked, told?.stored)
  })
})
