import { type Decision, explainDecision, replayDecision } from '@rightful/engine'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { skipWithout } from '../../packages/cli/src/testing/shared-data.ts'
import { type Book, expectedPlace, expectedRoute } from './crm-maven/expected-place.ts'
import { accountsOf, readAccountRows } from './crm-maven/maven-accounts.ts'
import { type Arrival, readArrivals } from './crm-maven/maven-leads.ts'
import { busySeller, poolsOf, readSellers, rosterText } from './crm-maven/maven-roster.ts'
import { openRouter } from './open-router.ts'
import { csvOf } from './write-table.ts'

const policyPath = join(import.meta.dirname, 'crm-maven', 'policy.yaml')
const skip = skipWithout('crm-maven', 'sales_pipeline.csv')

describe("a hardware seller's opportunities", { skip }, () => {
  const run = routeAll()

  test('each of the 4,408 opportunities has exactly one outcome', () => {
    assert.equal(run.arrivals.length, 4408)
    assert.equal(run.decisions.length, run.arrivals.length)
    assert.deepEqual(
      run.decisions.map(({ leadId }) => leadId),
      run.arrivals.map(({ lead }) => lead.id),
    )
    assert.equal(new Set(run.decisions.map(({ leadId }) => leadId)).size, run.arrivals.length)
    const kinds = new Set(run.decisions.map(({ outcome }) => outcome.kind))
    assert.deepEqual([...kinds].toSorted(), ['assigned', 'held', 'refused'])
  })

  test('route, pool and bound owner are those a plain reading of the rows gives, and bound owners are never absent, full or gone', () => {
    const given = new Map<string, number>()
    for (const [arrival, decision] of pairs(run)) {
      const { outcome } = decision
      const today = `${arrival.nowMs}`
      const place = expectedPlace(arrival, run.book, given.get(today) ?? 0)
      assert.deepEqual(placeOf(decision), place, arrival.lead.id)
      if (outcome.kind !== 'refused') assert.equal(decision.routeId, expectedRoute(arrival, run.book), arrival.lead.id)
      if (outcome.kind === 'assigned' && outcome.ownerId === busySeller.id)
        given.set(today, (given.get(today) ?? 0) + 1)
    }
  })

  test('every kind of place is reached, so that the comparison says something', () => {
    const places = new Set(run.decisions.map((decision) => Object.values(placeOf(decision)).join(' ')))
    const pools = Object.keys(run.pools).map((id) => `pool ${id}`)
    const owners = ['darcel-schlecht', 'vicki-laflamme', 'kary-hendrixson', 'anna-snelling'].map((id) => `owner ${id}`)
    assert.deepEqual([...places].toSorted(), [...pools, ...owners, 'hold prospects', 'refuse no_licence'].toSorted())
  })

  test('nobody who has left is chosen', () => {
    const gone = new Set(run.sellers.filter(({ isActive }) => !isActive).map(({ id }) => id))
    assert.equal(gone.size, 5)
    for (const { outcome, leadId } of run.decisions) {
      assert.ok(outcome.kind !== 'assigned' || !gone.has(outcome.ownerId), leadId)
    }
  })

  test('no member of a pool is ever a whole lead away from their exact share', () => {
    const gone = new Set(run.sellers.filter(({ isActive }) => !isActive).map(({ id }) => id))
    for (const [poolId, all] of Object.entries(run.pools)) {
      const members = all.filter(({ owner }) => !gone.has(owner))
      const total = members.reduce((sum, { weight }) => sum + weight, 0)
      const received = new Map(members.map(({ owner }) => [owner, 0]))
      let leads = 0
      for (const { outcome, leadId } of run.decisions) {
        if (outcome.kind !== 'assigned' || outcome.poolId !== poolId) continue
        leads += 1
        received.set(outcome.ownerId, (received.get(outcome.ownerId) ?? 0) + 1)
        for (const { owner, weight } of members) {
          const away = Math.abs((received.get(owner) ?? 0) * total - leads * weight)
          assert.ok(away < total, `${poolId}: ${owner} after ${leadId}`)
        }
      }
      assert.ok(leads > members.length, `${poolId} is worth counting`)
      assert.equal(received.size, members.length, `${poolId} chose a stranger`)
    }
  })

  test('every decision is explained, and no sentence has a hole', () => {
    for (const decision of run.decisions) {
      const { text } = explainDecision(decision, run.policy.policy)
      assert.ok(text.length > 20 && !/undefined|\bNaN\b|\[object/.test(text), text)
    }
  })

  test('deciding every fiftieth again from its record gives the record', () => {
    for (const decision of run.decisions.filter((_, index) => index % 50 === 0)) {
      const record: Decision = JSON.parse(JSON.stringify(decision))
      assert.deepEqual(replayDecision(record, run.policy), decision)
      assert.doesNotMatch(explainDecision(decision, run.policy).text, /undefined|\bNaN\b|\[object/)
    }
  })

  test('the command line writes one row for each opportunity, with the routes that reading the rows gives', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'rightful-maven-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const path = (name: string): string => join(folder, name)
    writeFileSync(path('leads.csv'), csvOf(run.arrivals.map(({ lead }) => ({ id: lead.id, ...lead.attributes }))))
    writeFileSync(path('accounts.csv'), csvOf([...run.book.accounts.values()]))
    writeFileSync(path('roster.json'), rosterText(run.sellers))
    const command = join(import.meta.dirname, '../../packages/cli/src/main.ts')
    const files = ['--policy', policyPath, '--roster', path('roster.json'), '--accounts', path('accounts.csv')]
    const flags = ['--at', '2017-12-31T15:00:00Z', '--out', path('decisions.csv'), '--quiet']
    execFileSync(process.execPath, [command, 'route', path('leads.csv'), ...files, ...flags], { stdio: 'pipe' })
    const rows: Record<string, string>[] = parse(readFileSync(path('decisions.csv'), 'utf8'), { columns: true })
    assert.equal(rows.length, run.arrivals.length)
    for (const [index, arrival] of run.arrivals.entries()) {
      const row = rows[index]
      assert.equal(row?.['lead'], arrival.lead.id)
      const route = row['outcome'] === 'refused' ? '' : expectedRoute(arrival, run.book)
      assert.equal(row['route'], route, arrival.lead.id)
    }
  })
})

function routeAll() {
  const rows = readAccountRows()
  const accounts = accountsOf(rows)
  const book: Book = { rows, accounts: new Map(accounts.map((account) => [account.name, account])) }
  const sellers = readSellers()
  const files = { policyPath, tables: ['territories.csv'], rosterText: rosterText(sellers), accounts }
  const { policy, router } = openRouter(files)
  const arrivals = readArrivals(rows)
  const decisions = arrivals.map(({ lead, nowMs }) => router.route(lead, nowMs, 'full'))
  return { book, sellers, pools: poolsOf(sellers), policy, arrivals, decisions }
}

type Run = ReturnType<typeof routeAll>

function* pairs({ arrivals, decisions }: Run): Generator<readonly [Arrival, Decision]> {
  for (const [index, arrival] of arrivals.entries()) {
    const decision = decisions[index]
    assert.ok(decision !== undefined)
    yield [arrival, decision]
  }
}

function placeOf({ outcome }: Decision): object {
  if (outcome.kind === 'refused') return { kind: 'refuse', reason: outcome.reason }
  if (outcome.kind === 'held') return { kind: 'hold', queue: outcome.queue }
  if (outcome.poolId !== null) return { kind: 'pool', pool: outcome.poolId }
  return { kind: 'owner', owner: outcome.ownerId }
}
