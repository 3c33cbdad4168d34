import { type Decision, explainDecision, replayDecision } from '@rightful/engine'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { skipWithout } from '../../packages/cli/src/testing/shared-data.ts'
import { type Arrival, readArrivals } from './olist/olist-leads.ts'
import { membersOf, poolIds, readCallers, rosterText, workStarts, zone } from './olist/olist-roster.ts'
import type { Router } from '../../packages/cli/src/routing/create-router.ts'
import { openRouter } from './open-router.ts'

const policyPath = join(import.meta.dirname, 'olist', 'policy.yaml')
/** From noon to 08:00. */
const nightEndsAfterMs = 20 * 3_600_000

const skip = skipWithout('leads-olist', 'mql.csv')

describe("a Brazilian marketplace's leads", { skip }, () => {
  const run = routeAll()

  test('each of the 3,887 leads has exactly one outcome, and each kind of it occurs', () => {
    assert.equal(run.arrivals.length, 3887)
    assert.deepEqual(
      run.decisions.map(({ leadId }) => leadId),
      run.arrivals.map(({ lead }) => lead.id),
    )
    assert.equal(new Set(run.decisions.map(({ leadId }) => leadId)).size, run.arrivals.length)
    const kinds = new Set(run.decisions.map(({ outcome }) => (outcome.kind === 'assigned' ? outcome.by : outcome.kind)))
    assert.deepEqual([...kinds].toSorted(), ['held', 'look_ahead', 'pool'])
  })

  test('the route is the one that a plain reading of the row gives; an unknown origin has its own', () => {
    for (const { arrival, decision } of run.pairs)
      assert.equal(decision.routeId, expectedRoute(arrival), decision.leadId)
    const unknown = run.pairs.filter(({ decision }) => decision.routeId === 'unknown-origin')
    assert.equal(unknown.length, run.arrivals.filter(({ origin }) => origin === 'unknown' || origin === '').length)
    const shareAssigned = (pairs: Run['pairs']): number =>
      pairs.filter(({ decision }) => decision.outcome.kind === 'assigned').length / pairs.length
    assert.ok(shareAssigned(unknown) >= shareAssigned(run.pairs), 'the unknown are assigned as often as all others')
  })

  test('nobody gets more leads on a day than their cap', () => {
    const capOf = new Map(run.callers.map(({ id, dayMax }) => [id, dayMax]))
    const given = new Map<string, number>()
    let full = 0
    for (const { arrival, decision } of run.pairs) {
      if (decision.outcome.kind !== 'assigned') continue
      const { ownerId } = decision.outcome
      const key = `${arrival.date} ${ownerId}`
      const count = (given.get(key) ?? 0) + 1
      given.set(key, count)
      const cap = capOf.get(ownerId) ?? 0
      assert.ok(count <= cap, `${key}: ${count}`)
      if (count === cap) full += 1
    }
    assert.ok(full > 100, 'caps are reached often enough to say something')
  })

  test('only who is at work at noon is chosen, or who starts within four hours by looking ahead', () => {
    const callers = new Map(run.callers.map((caller) => [caller.id, caller]))
    for (const { arrival, decision } of run.pairs) {
      if (decision.outcome.kind !== 'assigned') continue
      const caller = callers.get(decision.outcome.ownerId)
      assert.ok(caller !== undefined && isWorkday(arrival.date), `${arrival.date} ${decision.leadId}`)
      assert.equal(decision.outcome.by, caller.isAfternoonsOnly ? 'look_ahead' : 'pool', decision.leadId)
    }
  })

  test('a lead is only held when everybody of its pools is off or full, and is tried again by the next working morning', () => {
    const given = new Map<string, number>()
    for (const { arrival, decision } of run.pairs) {
      const { outcome } = decision
      const keyOf = (id: string): string => `${arrival.date} ${id}`
      if (outcome.kind === 'assigned') given.set(keyOf(outcome.ownerId), (given.get(keyOf(outcome.ownerId)) ?? 0) + 1)
      if (outcome.kind !== 'held') continue
      const asked = poolIds.filter((poolId) => poolsOfRoute(decision.routeId).includes(poolId))
      const members = asked.flatMap((poolId) => membersOf(poolId, run.callers))
      const isFull = members.every(({ id, dayMax }) => (given.get(keyOf(id)) ?? 0) >= dayMax)
      assert.ok(members.length > 0 && (isFull || !isWorkday(arrival.date)), decision.leadId)
      const retries = run.retries.get(decision.leadId) ?? []
      const morning = `${nextWorkday(arrival.date)}T${workStarts}:00`
      assert.equal(localTime(retries.at(-1) ?? null), morning, `${arrival.date} ${decision.leadId}`)
      // A full day may be tried at 14:00, when the last come to work, and is at midnight, when the caps start anew.
      assert.ok(retries.length <= 3, `${decision.leadId} is tried ${retries.length} times`)
      for (const [index, retryAtMs] of retries.entries()) assert.ok(retryAtMs > (retries[index - 1] ?? arrival.nowMs))
    }
  })

  test('every decision is explained without a hole, and every fiftieth is decided the same from its record', () => {
    for (const [index, { decision }] of run.pairs.entries()) {
      const { text } = explainDecision(decision, run.policy.policy)
      assert.ok(text.length > 20 && !/undefined|\bNaN\b|\[object/.test(text), text)
      if (index % 50 !== 0) continue
      const record: Decision = JSON.parse(JSON.stringify(decision))
      assert.deepEqual(replayDecision(record, run.policy), decision)
    }
  })
})

function routeAll() {
  const callers = readCallers()
  const files = { policyPath, tables: [], rosterText: rosterText(callers), accounts: [] }
  const { policy, router } = openRouter(files)
  const arrivals = readArrivals()
  const retries = new Map<string, readonly number[]>()
  const pairs = [...Map.groupBy(arrivals, ({ date }) => date).values()].flatMap((ofDay) => {
    const decided = ofDay.map((arrival) => ({ arrival, decision: router.route(arrival.lead, arrival.nowMs, 'full') }))
    for (const [leadId, instants] of retriesOf(decided, router)) retries.set(leadId, instants)
    return decided
  })
  return { callers, policy, arrivals, pairs, retries, decisions: pairs.map(({ decision }) => decision) }
}

type Pair = { readonly arrival: Arrival; readonly decision: Decision }

/** The instants at which a day's held leads ask to be tried, each tried up to the night's end and still held then. */
function retriesOf(ofDay: readonly Pair[], router: Router): ReadonlyMap<string, readonly number[]> {
  const held = ofDay.filter(({ decision }) => decision.outcome.kind === 'held')
  const retries = new Map(held.map(({ decision }) => [decision.leadId, [retryOf(decision)]]))
  const due = held
    .map(({ arrival, decision }) => ({ arrival, atMs: retryOf(decision) }))
    .sort((a, b) => a.atMs - b.atMs)
  for (let next = due.shift(); next !== undefined; next = due.shift()) {
    const { arrival, atMs } = next
    if (atMs >= arrival.nowMs + nightEndsAfterMs) continue
    const retryAtMs = retryOf(router.route(arrival.lead, atMs, 'brief'))
    retries.get(arrival.lead.id)?.push(retryAtMs)
    due.push({ arrival, atMs: retryAtMs })
    due.sort((a, b) => a.atMs - b.atMs)
  }
  return retries
}

type Run = ReturnType<typeof routeAll>

function expectedRoute({ origin, page, date }: Arrival): string {
  if (origin === '' || origin === 'unknown') return 'unknown-origin'
  if (origin === 'organic search' || origin === 'paid search') {
    const isBest = page.startsWith('22c29808c4f8') || page.startsWith('b76ef37428e6')
    return isBest ? 'best-pages' : 'search'
  }
  return origin === 'social' && date >= '2018-04-01' ? 'spring' : 'everybody-else'
}

function poolsOfRoute(routeId: string | null): readonly string[] {
  if (routeId === 'unknown-origin') return ['first-line', 'everybody']
  if (routeId === 'best-pages') return ['first-line']
  return routeId === 'everybody-else' ? ['everybody'] : ['search']
}

function retryOf({ leadId, outcome }: Decision): number {
  assert.ok(outcome.kind === 'held' && outcome.retryAtMs !== null, `${leadId} is not held until an instant`)
  return outcome.retryAtMs
}

/** `2018-02-01T09:00:00`, where the callers live. */
function localTime(ms: number | null): string {
  if (ms === null) return 'never'
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime().toString()
}

function isWorkday(date: string): boolean {
  return Temporal.PlainDate.from(date).dayOfWeek <= 5
}

function nextWorkday(date: string): string {
  const next = Temporal.PlainDate.from(date).add({ days: 1 }).toString()
  return isWorkday(next) ? next : nextWorkday(next)
}
