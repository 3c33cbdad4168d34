import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type TestDatabase, openTestDatabase } from '../../platform/db/testing/open-test-database.ts'
import { type LeadFilter, leadListStatement } from './list-queries.ts'

const ours = '00000000-0000-7000-8000-000000000001'
const theirs = '00000000-0000-7000-8000-000000000002'
const leadCount = 50_000
const startMs = Date.parse('2026-01-01T00:00:00Z')
const dayMs = 86_400_000

/**
 * Two workspaces share a server. Ours has leads over 90 days in six pools, of which one has had none since the first day, in
 * ten routes; nearly all are converted by now, and the few that are not are old.
 */
const leads = `
    insert into lead (workspace_id, lead_id, version, state, priority, lane, owner_id, pool_id, route_id, received_at, moves, attributes)
    select case when n % 5 = 0 then $2::uuid else $1::uuid end, gen_random_uuid(), n,
           case when n < 200 then 'assigned' when n between 200 and 220 then 'held' when n % 1000 = 1 then 'disqualified' else 'converted' end,
           0, 'web', 'owner-' || n % 40, case when n < 500 then 'quiet' else 'pool-' || n % 5 end, 'route-' || n % 10,
           to_timestamp($3::float8 / 1000) + n * interval '90 days' / $4::integer, '{}', '{}'
      from generate_series(1, $4::integer) as n`

/** A third of all leads waits in one queue, for two reasons, and a few in another. */
const holds = `
    insert into hold (workspace_id, lead_id, version, queue, reason, priority, since, held_at, pool_ids, attempts)
    select lead.workspace_id, lead.lead_id, lead.version, case when lead.version % 999 = 0 then 'rare' else 'triage' end,
           case when lead.version % 2 = 0 then 'incomplete' else 'unmatched' end, 0, lead.received_at, lead.received_at, '{}', 1
      from lead
     where lead.version % 3 = 0`

let opened: TestDatabase
before(async () => {
  opened = await openTestDatabase()
  await opened.database.execute(leads, [ours, theirs, startMs, leadCount])
  await opened.database.execute(holds)
  await opened.database.execute('analyze lead, hold')
})
after(() => opened.close())

type PlanNode = {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly PlanNode[]
}

/** The nodes of the plan by which a list was made. */
async function planOf(filter: LeadFilter): Promise<readonly PlanNode[]> {
  const { text, values } = leadListStatement(ours, filter)
  const rows = await opened.database.query<{ 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(
    `explain (analyze, format json) ${text}`,
    values,
  )
  return rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => nodesOf(Plan)))
}

function nodesOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}

/** Rows of leads that were looked at, those passed over included. */
function rowsRead(nodes: readonly PlanNode[]): number {
  return nodes
    .filter((node) => node['Node Type'].endsWith('Scan') && node['Node Type'] !== 'Function Scan')
    .reduce(
      (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    )
}

const middle = startMs + 45 * dayMs
const lists: Readonly<Record<string, readonly [string, Omit<LeadFilter, 'limit'>]>> = {
  'nothing in particular': ['lead_state', {}],
  'a pool': ['lead_pool', { poolId: 'pool-1' }],
  'a pool that has been quiet for long': ['lead_pool', { poolId: 'quiet' }],
  'a route': ['lead_route', { routeId: 'route-3' }],
  'a route without leads': ['lead_route', { routeId: 'nowhere' }],
  'an owner': ['lead_owner', { ownerId: 'owner-7' }],
  'the few old leads that are open': ['lead_state', { state: 'assigned' }],
  'leads that wait': ['lead_state', { state: 'held' }],
  'a state that no lead is in': ['lead_state', { state: 'parked' }],
  'a state that is rare': ['lead_state', { state: 'disqualified' }],
  "an owner's open leads": ['lead_owner', { ownerId: 'owner-7', state: 'assigned' }],
  "a pool's disqualified leads": ['lead_pool', { poolId: 'pool-1', state: 'disqualified' }],
  'an hour long ago': ['lead_state', { receivedFromMs: middle, receivedUntilMs: middle + dayMs / 24 }],
  'everything since then': ['lead_state', { receivedFromMs: middle }],
  'everything before the first': ['lead_state', { receivedUntilMs: startMs }],
  "a pool's leads of a day": [
    'lead_pool',
    { poolId: 'pool-1', receivedFromMs: middle, receivedUntilMs: middle + dayMs },
  ],
  'a page in the middle': [
    'lead_state',
    { after: { receivedAtMs: middle, leadId: 'ffffffff-ffff-7fff-8fff-ffffffffffff' } },
  ],
}

describe(`a list of ${leadCount} leads, by`, () => {
  for (const [what, [index, filter]] of Object.entries(lists)) {
    test(`${what}, reads hardly more than it shows`, async () => {
      const limit = 51
      const nodes = await planOf({ ...filter, limit })
      const scans = nodes.filter((node) => node['Node Type'].endsWith('Scan') && node['Node Type'] !== 'Function Scan')
      assert.deepEqual([...new Set(scans.flatMap((node) => node['Index Name'] ?? node['Node Type']))], [index])
      // Each state gives a page and, of what came in at the same instant as its last, the rest.
      const states = filter.state === undefined ? 7 : 1
      assert.ok(rowsRead(nodes) <= states * (limit + 2), `${rowsRead(nodes)} rows were read`)
    })
  }
})

describe('a list of a queue', () => {
  const queues: Readonly<Record<string, Omit<LeadFilter, 'limit'>>> = {
    'with all reasons': { queue: 'triage' },
    'with one reason': { queue: 'triage', holdReason: 'incomplete' },
    'of few leads': { queue: 'rare' },
    'without leads': { queue: 'none' },
    'since then': { queue: 'triage', receivedFromMs: middle },
    'from a place in the middle': {
      queue: 'triage',
      after: { receivedAtMs: middle, leadId: 'ffffffff-ffff-7fff-8fff-ffffffffffff' },
    },
  }
  for (const [what, filter] of Object.entries(queues)) {
    test(`${what} reads hardly more than it shows`, async () => {
      const limit = 51
      const nodes = await planOf({ ...filter, limit })
      assert.ok(nodes.some((node) => node['Index Name'] === 'hold_cause'))
      // Two reasons are in use: each gives a page of holds, and each hold its lead.
      assert.ok(rowsRead(nodes) <= 2 * 2 * (limit + 2), `${rowsRead(nodes)} rows were read`)
    })
  }
})

describe('a list of what belongs to', () => {
  for (const within of [[], ['owner-7'], ['owner-7', 'owner-9', 'owner-11']]) {
    test(`${within.length} owners reads a page of each at most`, async () => {
      const limit = 51
      const nodes = await planOf({ within, limit })
      const pages = within.length * 7
      assert.ok(rowsRead(nodes) <= pages * (limit + 2), `${rowsRead(nodes)} rows were read`)
    })
  }
})
