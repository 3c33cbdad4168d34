import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sealWorkspace } from '../../control/audit/read.ts'
import { editRoster } from '../../control/people/edit-roster.ts'
import type { Desk } from '../../pipeline/desk/desk.ts'
import type { Database } from '../../platform/db/database.ts'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { verifyWorkspace } from './verify-workspace.ts'

const policy = `
policy: test
fields:
  country: { type: country }
routes:
  - { id: all, when: country == "DE", to: [pool: desk] }
fallback:
  unmatched: [hold: triage]
  incomplete: [hold: triage]
clocks:
  assignment:
    - { target: PT1M }
  first_touch:
    - { target: PT15M, hours: wall }
`
const roster = {
  roster: 'test',
  owners: [{ id: 'ada', capacity: 5 }, { id: 'ben' }],
  pools: [{ id: 'desk', members: ['ada', 'ben'] }],
}

let workspace: TestWorkspace
let desk: Desk
before(async () => {
  workspace = await openTestWorkspace({ policy, roster })
  desk = workspace.openDesk('one')
  for (const country of ['DE', 'DE', 'FR', 'DE', 'DE']) await desk.submit(newLead({ country }))
  const first = newLead({ country: 'DE' })
  await desk.submit(first)
  await desk.submit({ kind: 'touch', leadId: first.lead.leadId, channel: null, by: 'test' })
  await desk.submit({ kind: 'close', leadId: first.lead.leadId, as: 'converted', reason: null, by: 'test' })
  while (await sealWorkspace(workspace.db, workspace.workspaceId));
})
after(() => workspace.close())

/** The laws that are broken now. */
async function broken(): Promise<readonly string[]> {
  const reports = await verifyWorkspace(workspace.db, { workspaceId: workspace.workspaceId, isDrained: true })
  return [...new Set(reports.flatMap(({ law, violations }) => (violations.length > 0 ? [law] : [])))]
}

/** What breaks which law, in words, the statement that breaks it, and the table whose triggers would refuse it. */
const damages: readonly (readonly [string, string, string, string?])[] = [
  ['I1', 'a held lead without its hold', `delete from hold where hold.workspace_id = $1`],
  [
    'I1',
    'a lead that says another owner',
    `update lead set owner_id = 'ben' where lead.workspace_id = $1 and lead.owner_id = 'ada'`,
  ],
  [
    'I2',
    'two owners at one time',
    `insert into assignment (workspace_id, lead_id, role, from_version, to_version, owner_id, decision_id, assigned_by, from_at, to_at)
     select assignment.workspace_id, assignment.lead_id, assignment.role, assignment.from_version + 1, assignment.from_version + 2, 'ben', assignment.decision_id, 'pool', assignment.from_at, assignment.from_at
       from assignment where assignment.workspace_id = $1 and assignment.to_version is null limit 1`,
  ],
  [
    'I3',
    'a decision that is gone',
    `delete from decision where decision.workspace_id = $1 and decision.outcome = 'assigned'`,
  ],
  [
    'I4',
    'more leads than somebody can carry',
    `update roster_record set body = '{"capacity":1}' where roster_record.workspace_id = $1 and roster_record.record_id = 'ada' and roster_record.kind = 'owner'`,
  ],
  ['I5', 'a ledger row that is gone', `delete from ledger where ledger.workspace_id = $1 and ledger.owner_id = 'ada'`],
  [
    'I5',
    'an open lead that nobody counts',
    `update assignment set to_version = 99, to_at = now() where assignment.workspace_id = $1 and assignment.to_version is null and assignment.owner_id = 'ben'`,
  ],
  [
    'I6',
    'a record that says somebody else',
    `update decision set owner_id = 'ben' where decision.workspace_id = $1 and decision.owner_id = 'ada'`,
  ],
  [
    'I6',
    'a decision that cannot be made again',
    `update decision set policy_version = 99 where decision.workspace_id = $1 and decision.version = 2`,
  ],
  [
    'I7',
    'a delivery of nothing',
    `insert into outbox (workspace_id, destination_id, version, position, state, attempts, generation) select $1, gen_random_uuid(), 9999, 1, 'waiting', 0, 0`,
  ],
  [
    'I8',
    'a clock that ran out early',
    `update clock set breached_at = clock.due_at - interval '1 second' where clock.workspace_id = $1 and clock.ended_at is null`,
  ],
  [
    'I8',
    'a clock that runs for somebody else',
    `update clock set owner_id = 'gone' where clock.workspace_id = $1 and clock.name = 'first_touch' and clock.ended_at is null`,
  ],
  [
    'I10',
    'a version that was made active past the review',
    `with begun as (insert into review_begin (workspace_id, at) values ($1, now() - interval '1 day'))
     update policy_activation set kind = 'direct' where policy_activation.workspace_id = $1`,
    'policy_activation',
  ],
  [
    'I10',
    'a desk that decides by what never became active',
    `delete from policy_activation where policy_activation.workspace_id = $1`,
    'policy_activation',
  ],
  [
    'I11',
    'a decision that was edited, though nothing came of it',
    `update decision set record = decision.record || ' ' where decision.workspace_id = $1 and decision.version = 1`,
  ],
  [
    'I11',
    'an audit entry that nobody told',
    `insert into audit_entry (workspace_id, entry_id, at, actor, action, subject_kind, subject_id, details)
     values ($1, gen_random_uuid(), now(), 'system', 'key.created', 'api_key', 'x', '{}')`,
  ],
  [
    'I12',
    'a key to no lead',
    `insert into lead_key (workspace_id, kind, key, lead_id, version) select $1, 'external', 'x', gen_random_uuid(), 1`,
  ],
  ['I13', 'work that nobody does', `update hold set retry_at = now() - interval '1 hour' where hold.workspace_id = $1`],
  [
    'order',
    'a version that is missing',
    `delete from desk_batch where desk_batch.workspace_id = $1 and desk_batch.version = 2`,
  ],
]

describe('verifying a workspace', () => {
  test('finds nothing in one that is sound', async () => {
    assert.deepEqual(await broken(), [])
  })

  for (const [law, what, damage, guarded] of damages) {
    test(`finds ${what}`, async () => {
      // What was damaged is seen from inside the transaction that is then rolled back, so each damage stands alone.
      await assert.rejects(
        workspace.db.transaction(async (tx) => {
          if (guarded !== undefined) await tx.execute(`alter table ${guarded} disable trigger user`)
          assert.ok((await tx.execute(damage, [workspace.workspaceId])) > 0, 'the damage did nothing')
          const transaction = <T>(work: (session: typeof tx) => Promise<T>) => work(passing(tx))
          const inside: Database = {
            ...workspace.db,
            transaction,
            withConnection: (work) => work({ ...passing(tx), transaction }),
          }
          const reports = await verifyWorkspace(inside, { workspaceId: workspace.workspaceId, isDrained: true })
          const laws = reports.flatMap((report) => (report.violations.length > 0 ? [report.law] : []))
          assert.ok(laws.includes(law), `${law} is not among ${laws.join(', ')}`)
          throw new Error('roll back')
        }),
        /^Error: roll back$/,
      )
    })
  }

  test('fails, and reports nothing, where decisions cannot be made again to the end', async () => {
    const { db, workspaceId } = workspace
    let lent = 0
    const dying: Database = {
      ...db,
      withConnection: (work, timeouts) =>
        db.withConnection(async (session) => {
          lent += 1
          // The second connection is the one that decisions are made again on.
          if (lent === 2) await session.execute('select pg_terminate_backend(pg_backend_pid())')
          return work(session)
        }, timeouts),
    }
    await assert.rejects(verifyWorkspace(dying, { workspaceId }))
    assert.equal(lent, 2)
  })

  test('checks the same with a single connection', async () => {
    const { db, workspaceId } = workspace
    const [both, one] = [
      await verifyWorkspace(db, { workspaceId }),
      await verifyWorkspace({ ...db, connectionsMax: 1 }, { workspaceId }),
    ]
    assert.deepEqual(one, both)
  })

  // People correct what the roster says was open before, while leads come and go.
  test('finds nothing after an edit of the leads that somebody had open before, and counts it from then on', async () => {
    const { db, workspaceId } = workspace
    const change = { kind: 'owner', recordId: 'ada', body: { capacity: 6, open_leads: 3 } } as const
    await editRoster(db, { workspaceId, by: 'test', plan: () => [change] })
    assert.deepEqual(await broken(), [])
    for (let count = 0; count < 4; count += 1) await desk.submit(newLead({ country: 'DE' }))
    assert.deepEqual(await broken(), [])
  })
})

// Whoever gets it by hand takes the main role alone, though the record says whom the policy would choose for the others.
test('finds nothing after a hand-over of a lead with further roles', async () => {
  const own = await openTestWorkspace({
    policy: policy.replace('to: [pool: desk] }', 'to: [pool: desk], also: { sdr: [pool: sdr] } }'),
    roster: {
      roster: 'test',
      owners: [{ id: 'ada' }, { id: 'ben' }, { id: 'cy' }, { id: 'dee' }, { id: 'eve' }],
      pools: [
        { id: 'desk', members: ['ada', 'ben'] },
        { id: 'sdr', strategy: 'least_loaded', members: ['cy', 'dee', 'eve'] },
      ],
    },
  })
  const at = own.openDesk('one')
  const posted = newLead({ country: 'DE' })
  const created = await at.submit(posted)
  assert.ok(created.kind === 'done')
  const ownerId = created.lead.ownerId === 'ada' ? 'ben' : 'ada'
  const [holder] = await own.rows<{ ownerId: string }>(
    `select assignment.owner_id as "ownerId" from assignment where assignment.workspace_id = $1 and assignment.role = 'sdr'`,
  )
  const gone = { kind: 'owner', recordId: holder?.ownerId ?? '', body: { active: false } } as const
  await editRoster(own.db, { workspaceId: own.workspaceId, by: 'test', plan: () => [gone] })
  const { leadId } = posted.lead
  const handed = await at.submit({ kind: 'assign', leadId, ownerId, reason: 'asked for', ifVersion: null, by: 'test' })
  assert.equal(handed.kind === 'done' && handed.lead.ownerId, ownerId)
  for (let count = 0; count < 3; count += 1) await at.submit(newLead({ country: 'DE' }))
  const reports = await verifyWorkspace(own.db, { workspaceId: own.workspaceId })
  assert.deepEqual(
    reports.flatMap(({ violations }) => violations),
    [],
  )
  await own.close()
})

/** The transaction's level was set when it began. */
function passing<Tx extends { readonly execute: (statement: never, values?: never) => Promise<number> }>(tx: Tx): Tx {
  const execute = (statement: unknown, values?: never): Promise<number> =>
    typeof statement === 'string' && statement.startsWith('set transaction')
      ? Promise.resolve(0)
      : Reflect.apply(tx.execute, tx, [statement, values])
  return { ...tx, execute }
}
