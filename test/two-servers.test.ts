import { testKeyRing } from '../packages/server/src/platform/secrets/testing/test-key.ts'
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createWorkspace } from '../packages/server/src/control/workspaces/create-workspace.ts'
import { explainStored } from '../packages/server/src/observe/decisions/question-decision.ts'
import { verifyWorkspace } from '../packages/server/src/observe/verify/verify-workspace.ts'
import type { CommandResult } from '../packages/server/src/pipeline/desk/command.ts'
import { type Database, openDatabase } from '../packages/server/src/platform/db/database.ts'
import { migrate } from '../packages/server/src/platform/db/migrate.ts'
import { type TestServer, startTestServer } from '../packages/server/src/platform/db/testing/test-server.ts'
import { newLead } from '../packages/server/src/testing/open-test-workspace.ts'
import { copyWorkspace, readRows, removeWorkspace, workspaceTables } from './two-servers/move-workspace.ts'
import { routeWorkspaces, type WorkspaceRouter } from './two-servers/route-workspaces.ts'

const policy = `
policy: spread
fields:
  country: { type: country }
routes:
  - id: all
    when: country == "DE"
    to: [pool: sales]
    also: { sdr: [pool: sdr] }
fallback:
  unmatched: [hold: triage]
  incomplete: [hold: triage]
clocks:
  first_touch: [{ target: PT2H, hours: owner }]
`
const roster = {
  roster: 'spread',
  owners: [{ id: 'ada', capacity: 200 }, { id: 'ben' }, { id: 'cy' }, { id: 'dee' }],
  pools: [
    { id: 'sales', members: [{ owner: 'ada', weight: 3 }, 'ben', { owner: 'cy', weight: 2 }] },
    { id: 'sdr', strategy: 'longest_idle', members: ['dee', 'ben'] },
  ],
}

let servers: readonly TestServer[] = []
let databases: readonly Database[] = []
let router: WorkspaceRouter
before(async () => {
  servers = await Promise.all([startTestServer(undefined), startTestServer(undefined)])
  const options = { applicationName: 'test', keyRing: testKeyRing() }
  databases = await Promise.all(servers.map(({ connection }) => openDatabase(connection, options)))
  await Promise.all(databases.map((db) => migrate(db)))
  router = routeWorkspaces('node')
})
after(async () => {
  await router.close()
  await Promise.all(databases.map((db) => db.close()))
  await Promise.all(servers.map((server) => server.stop()))
})

function server(index: number): Database {
  return databases[index] ?? assert.fail(`there is no server ${index}`)
}

/** A new workspace on a server. */
async function openWorkspace(on: Database): Promise<string> {
  const start = { name: 'spread', policy: { document: policy, tables: {} }, roster, accounts: [], createdBy: 'test' }
  const workspaceId = await createWorkspace(on, start)
  router.place(workspaceId, on)
  return workspaceId
}

/** Posts leads, all at once, and follows up some of them. Returns what each came to. */
async function post(workspaceId: string, count: number): Promise<readonly CommandResult[]> {
  const leads = Array.from({ length: count }, (_, n) => newLead({ country: n % 9 === 8 ? 'FR' : 'DE', n }))
  const results = await Promise.all(leads.map((lead) => router.submit(workspaceId, lead)))
  for (const { lead } of leads.slice(0, 3)) {
    await router.submit(workspaceId, { kind: 'touch', leadId: lead.leadId, channel: null, by: 'test' })
    await router.submit(workspaceId, { kind: 'close', leadId: lead.leadId, as: 'converted', reason: null, by: 'test' })
  }
  return results
}

/** Checks every law of a workspace, and that so many decisions were made again. */
async function assertSound(db: Database, workspaceId: string, decisionCount: number): Promise<void> {
  const reports = await verifyWorkspace(db, { workspaceId })
  for (const { law, statement, violations } of reports) assert.deepEqual(violations, [], `${law}: ${statement}`)
  assert.equal(reports.find(({ law }) => law === 'I6')?.checkedCount, decisionCount)
}

/** Who got the lead in which role, and at which version: what has to be the same wherever it is decided. */
function essenceOf(result: CommandResult): unknown {
  assert.ok(result.kind === 'done' && result.decision !== null)
  const { lead, decision } = result
  return { version: lead.version, state: lead.state, roles: decision.roles.map(({ role, outcome }) => [role, outcome]) }
}

describe('workspaces on two servers', () => {
  test('are decided apart from one another, and each is sound', async () => {
    const [one, two, three] = [
      await openWorkspace(server(0)),
      await openWorkspace(server(1)),
      await openWorkspace(server(1)),
    ]
    await Promise.all([post(one, 60), post(two, 40), post(three, 30)])
    await assertSound(server(0), one, 60)
    await assertSound(server(1), two, 40)
    await assertSound(server(1), three, 30)
    for (const table of await workspaceTables(server(0))) {
      assert.deepEqual(await readRows(server(1), table, one), [], `${table.name} of the first lies on the second too`)
    }
  })

  test('go on after a move as if they had stayed, with all their history', async () => {
    const [from, to] = [server(0), server(1)]
    const moved = await openWorkspace(from)
    const neighbour = await openWorkspace(from)
    const [first] = await post(moved, 80)
    await post(neighbour, 10)
    const counts = await copyWorkspace(moved, { from, to })
    for (const name of ['workspace', 'roster_record', 'policy_version', 'desk', 'lead', 'lead_person', 'pool_state']) {
      assert.ok((counts.get(name) ?? 0) > 0, `no rows of ${name} were moved`)
    }
    for (const table of await workspaceTables(from)) {
      assert.deepEqual(await readRows(to, table, moved), await readRows(from, table, moved), table.name)
    }
    // The original still stands, so that both can be asked the same.
    const next = Array.from({ length: 50 }, (_, n) => newLead({ country: 'DE', n }))
    const stayed = []
    for (const lead of next) stayed.push(essenceOf(await router.submit(moved, lead)))
    router.place(moved, to)
    const went = []
    for (const lead of next) went.push(essenceOf(await router.submit(moved, lead)))
    assert.deepEqual(went, stayed)
    assert.ok(first?.kind === 'done' && first.decision !== null)
    const { decisionId } = first.decision
    const { explanation } = await explainStored(to, { workspaceId: moved, decisionId })
    assert.match(explanation.headline, /^assigned to \w+, pool sales/)
    await removeWorkspace(from, moved)
    await assertSound(to, moved, 130)
    await assertSound(from, neighbour, 10)
  })

  test('are not to be had any more where they were, not even by a node that knows them well', async () => {
    const [from, to] = [server(0), server(1)]
    const workspaceId = await openWorkspace(from)
    await post(workspaceId, 10)
    await copyWorkspace(workspaceId, { from, to })
    await removeWorkspace(from, workspaceId)
    await assert.rejects(router.submit(workspaceId, newLead({ country: 'DE' })), { code: 'service_unavailable' })
    router.place(workspaceId, to)
    const result = await router.submit(workspaceId, newLead({ country: 'DE' }))
    assert.ok(result.kind === 'done' && result.lead.state === 'assigned')
    await assertSound(to, workspaceId, 11)
  })
})
