import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { chooseOwner } from '../balance/choose-owner.ts'
import { recount } from '../balance/ledger.ts'
import type { LedgerRow, OnReturn } from '../balance/pool-snapshot.ts'
import type { CalendarSpec } from '../calendar/calendar.ts'
import { assignment, giveLead, poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import { createRosterState } from './roster-state.ts'

const numRuns = process.env['RIGHTFUL_LONG'] === '1' ? 2_000 : 60
const hour = 3_600_000
const day = 24 * hour

/** Monday 16 November 2026, 00:00 UTC. */
const monday = Temporal.Instant.from('2026-11-16T00:00:00Z').epochMilliseconds
const workday = [{ from: '09:00', to: '17:00' }]
const office: CalendarSpec = {
  zone: 'UTC',
  hours: { mon: workday, tue: workday, wed: workday, thu: workday, fri: workday },
}

function at(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds
}

describe('a roster that remembers', () => {
  test('shows each person as they stand at the instant', () => {
    const leave = { from: '2026-11-18', until: '2026-11-19', note: 'training' }
    const owners = [
      someone('a', { calendar: { ...office, absences: [leave] } }),
      someone('b', { active: false }),
      someone('c', { calendar: office, capacity: 5, openLeads: 2 }),
    ]
    const seats = [seatFor('a'), seatFor('b'), seatFor('c', 2, { fromMs: monday + day, untilMs: monday + 3 * day })]
    const state = createRosterState(rosterOf(owners, [poolOf('pool', seats)]))
    const shown = (text: string) =>
      state
        .at(at(text))
        .pool('pool')
        ?.members.map((member) => member.availability)
    assert.deepEqual(shown('2026-11-16T10:00:00Z'), [
      { kind: 'available' },
      { kind: 'inactive' },
      { kind: 'not_a_member', fromMs: monday + day },
    ])
    assert.deepEqual(shown('2026-11-17T18:00:00Z')?.[2], { kind: 'off_shift', untilMs: at('2026-11-18T09:00:00Z') })
    assert.deepEqual(shown('2026-11-18T10:00:00Z'), [
      { kind: 'absent', untilMs: at('2026-11-19T09:00:00Z'), note: 'training' },
      { kind: 'inactive' },
      { kind: 'available' },
    ])
    assert.deepEqual(shown('2026-11-19T10:00:00Z')?.[2], { kind: 'not_a_member', fromMs: null })
    assert.deepEqual(state.at(monday).owner('c')?.openLeads, 2)
  })

  test('closes a pool by its own hours, and knows nobody and no pool that the roster does not', () => {
    const state = createRosterState(rosterOf([someone('a')], [poolOf('pool', [seatFor('a')], { calendar: office })]))
    const world = state.at(monday + 8 * hour)
    assert.deepEqual(world.pool('pool')?.availability, { kind: 'off_shift', untilMs: monday + 9 * hour })
    assert.equal(giveLead(state, { poolId: 'pool', leadId: 'x', atMs: monday + 8 * hour })?.closed, 'off_shift')
    assert.equal(giveLead(state, { poolId: 'pool', leadId: 'x', atMs: monday + 9 * hour })?.ownerId, 'a')
    assert.equal(world.pool('none'), null)
    assert.equal(world.owner('none'), null)
    assert.equal(world.zoneOf('none'), null)
    assert.equal(state.recordPool('none'), null)
  })

  test('counts an open lead when it is assigned, and one less when it is closed, in every pool of the person', () => {
    const seats = [seatFor('a')]
    const owner = someone('a', { capacity: 2 })
    const state = createRosterState(rosterOf([owner], [poolOf('p', seats), poolOf('q', seats)]))
    assert.equal(giveLead(state, { poolId: 'p', leadId: '1', atMs: monday })?.ownerId, 'a')
    assert.equal(giveLead(state, { poolId: 'q', leadId: '2', atMs: monday + 1 })?.ownerId, 'a')
    const refused = giveLead(state, { poolId: 'p', leadId: '3', atMs: monday + 2 })
    assert.equal(refused?.candidates[0]?.removal?.kind, 'cap')
    assert.equal(state.at(monday + 3).owner('a')?.lastAssignedMs, monday + 1)
    state.close({ ownerId: 'a', poolId: 'q' })
    assert.equal(giveLead(state, { poolId: 'p', leadId: '3', atMs: monday + 4 })?.ownerId, 'a')
  })

  test('does not count a lead that its owner keeps', () => {
    const state = createRosterState(rosterOf([someone('a')], [poolOf('p', [seatFor('a')])]))
    state.apply(assignment({ leadId: '1', atMs: monday, ownerId: 'a', poolId: 'p', by: 'kept', ledger: [] }))
    assert.equal(state.at(monday).owner('a')?.openLeads, 0)
    assert.equal(state.at(monday).owner('a')?.lastAssignedMs, null)
  })

  test('costs nobody a turn when a try is given up: asking changes nothing', () => {
    const seats = ['a', 'b', 'c'].map((ownerId, index) => seatFor(ownerId, index + 1))
    const owners = ['a', 'b', 'c'].map((ownerId) => someone(ownerId))
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (tries) => {
        const state = createRosterState(rosterOf(owners, [poolOf('p', seats)]))
        const straight = createRosterState(rosterOf(owners, [poolOf('p', seats)]))
        for (const [step, commits] of tries.entries()) {
          const lead = { poolId: 'p', leadId: `lead-${step}`, atMs: monday + step }
          const pool = state.at(lead.atMs).pool('p')
          assert.ok(pool !== null)
          const choice = chooseOwner({ pool, leadId: lead.leadId })
          if (!commits) continue
          assert.deepEqual(giveLead(state, lead), choice)
          assert.deepEqual(giveLead(straight, lead), choice)
        }
        for (const each of [state, straight]) each.at(monday + 100).pool('p')
        assert.deepEqual(state.save(), straight.save())
      }),
      { numRuns },
    )
  })

  test('hands a rejected lead back to its owner as the next one, and moves one that is handed over', () => {
    const owners = ['a', 'b', 'c'].map((ownerId) => someone(ownerId))
    const state = createRosterState(rosterOf(owners, [poolOf('p', [seatFor('a'), seatFor('b')])]))
    const first = giveLead(state, { poolId: 'p', leadId: '1', atMs: monday })?.ownerId ?? ''
    state.reject({ ownerId: first, poolId: 'p', leadId: '1', atMs: monday + 1 }, 'junk')
    assert.equal(state.at(monday + 2).owner(first)?.openLeads, 0)
    const [one, two] = [2, 3].map(
      (step) => giveLead(state, { poolId: 'p', leadId: String(step), atMs: monday + step })?.ownerId,
    )
    assert.notEqual(one, two)
    state.handOver({ ownerId: 'a', poolId: 'p', leadId: '2', atMs: monday + 4 }, 'b', 'knows them')
    assert.deepEqual(
      state
        .at(monday + 5)
        .pool('p')
        ?.members.map(({ ownerId, received, openLeads }) => [ownerId, received, openLeads]),
      [
        ['a', 0, 0],
        ['b', 2000, 2],
      ],
    )
    state.handOver({ ownerId: 'b', poolId: 'p', leadId: '3', atMs: monday + 6 }, 'c', 'speaks Finnish')
    assert.equal(state.at(monday + 7).owner('c')?.openLeads, 1)
    assert.equal(state.at(monday + 7).pool('p')?.members[1]?.received, 1000)
    assert.throws(() => state.reject({ ownerId: 'b', poolId: 'p', leadId: '3', atMs: monday + 8 }, ''), {
      code: 'ledger_reason_missing',
    })
    assert.equal(state.at(monday + 9).owner('b')?.openLeads, 1)
  })

  test('names the pools that count a bound lead, and counts it there', () => {
    const owners = ['a', 'b'].map((ownerId) => someone(ownerId))
    const seats = [seatFor('a'), seatFor('b')]
    const later = [seatFor('a', 1, { fromMs: monday + day })]
    const pools = [
      poolOf('counts', seats, { countBound: true }),
      poolOf('ignores', seats),
      poolOf('later', later, { countBound: true }),
    ]
    const state = createRosterState(rosterOf(owners, pools))
    assert.deepEqual(state.at(monday).poolsCountingBound('a'), ['counts'])
    assert.deepEqual(state.at(monday + day).poolsCountingBound('a'), ['counts', 'later'])
    const row = {
      poolId: 'counts',
      ownerId: 'a',
      atMs: monday,
      amount: 1000,
      kind: 'bound_lead',
      leadId: '1',
      reason: null,
    } as const
    state.apply(assignment({ leadId: '1', atMs: monday, ownerId: 'a', poolId: null, by: 'bound', ledger: [row] }))
    assert.equal(giveLead(state, { poolId: 'counts', leadId: '2', atMs: monday + 1 })?.ownerId, 'b')
    assert.equal(state.at(monday + 2).owner('a')?.openLeads, 1)
  })

  test('counts working time by the person’s hours, or the pool’s', () => {
    const state = createRosterState(
      rosterOf([someone('a', { calendar: office })], [poolOf('p', []), poolOf('q', [], { calendar: office })]),
    )
    const world = state.at(monday)
    assert.equal(world.addWorkingSeconds({ ownerId: 'a' }, monday + 16 * hour, 7200), monday + day + 10 * hour)
    assert.equal(world.addWorkingSeconds({ poolId: 'q' }, monday + 16 * hour, 7200), monday + day + 10 * hour)
    assert.equal(world.addWorkingSeconds({ poolId: 'p' }, monday, 60), monday + 60_000)
    assert.equal(world.addWorkingSeconds({ ownerId: 'none' }, monday, 60), null)
  })

  test('gives records that stay as they are', () => {
    const state = createRosterState(rosterOf([someone('a')], [poolOf('p', [seatFor('a')])]))
    state.at(monday)
    const recorded = state.recordPool('p')
    const before = structuredClone(recorded)
    giveLead(state, { poolId: 'p', leadId: '1', atMs: monday })
    assert.deepEqual(recorded, before)
    assert.notDeepEqual(state.recordPool('p'), before)
  })
})

describe('the counters of a roster that remembers', () => {
  const lateShift: CalendarSpec = { ...office, zone: 'America/New_York' }
  const step = fc.record({
    hours: fc.integer({ min: 0, max: 30 }),
    leads: fc.integer({ min: 0, max: 6 }),
    may: fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }),
    also: fc.constantFrom('nothing', 'reject', 'hand over', 'bind'),
  })

  test('equal a recount of the ledger and go on from what was saved as if nothing had happened', () => {
    const onReturn = fc.constantFrom<OnReturn>({ kind: 'level' }, { kind: 'capped', leads: 2 }, { kind: 'full' })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), onReturn, fc.boolean(), (steps, rule, respectHours) => {
        const leave = { from: '2026-11-18', until: '2026-11-24T13:00' }
        const owners = [
          someone('a', { calendar: office }),
          someone('b', {
            calendar: { ...office, absences: [leave] },
            caps: [{ kind: 'day', windowSeconds: null, limit: 3, pool: null, segment: null }],
          }),
          someone('c', {
            calendar: lateShift,
            caps: [{ kind: 'window', windowSeconds: 7200, limit: 2, pool: 'p', segment: null }],
          }),
          someone('d'),
        ]
        const seats = [
          seatFor('a', 2),
          seatFor('b', 1, { received: 2500 }),
          seatFor('c', 3),
          seatFor('d', 1, { fromMs: monday + 2 * day }),
        ]
        const roster = rosterOf(owners, [poolOf('p', seats, { onReturn: rule, countBound: true, respectHours })])
        const rows: LedgerRow[] = []
        let state = createRosterState(roster, { onRow: (row) => rows.push(row) })
        const uninterrupted = createRosterState(roster)
        let atMs = monday
        for (const [index, { hours, leads, may, also }] of steps.entries()) {
          atMs += hours * hour
          for (let lead = 0; lead < leads; lead += 1) {
            const asked = {
              poolId: 'p',
              leadId: `${index}.${lead}`,
              atMs,
              requires: [{ constraintId: 'may', test: (one: { ownerId: string }) => may.includes(one.ownerId) }],
            }
            assert.deepEqual(giveLead(state, asked), giveLead(uninterrupted, asked))
          }
          for (const each of [state, uninterrupted]) {
            const owned = { ownerId: may[0] ?? 'a', poolId: 'p', leadId: `${index}.0`, atMs }
            if (also === 'reject') each.reject(owned, 'junk')
            if (also === 'hand over') each.handOver(owned, 'd', 'moved')
            if (also === 'bind') {
              const row = {
                poolId: 'p',
                ownerId: 'a',
                atMs,
                amount: 1000,
                kind: 'bound_lead',
                leadId: 'x',
                reason: null,
              } as const
              each.apply(assignment({ leadId: 'x', atMs, ownerId: 'a', poolId: null, by: 'bound', ledger: [row] }))
            }
          }
          const kept = new Map(state.standing('p')?.members.map((member) => [member.ownerId, member.received]))
          const counted = recount(rows).get('p') ?? new Map<string, number>()
          for (const [ownerId, received] of kept) assert.equal(received, counted.get(ownerId) ?? 0)
          for (const [ownerId, received] of counted) assert.equal(kept.get(ownerId), received)
          state = createRosterState(roster, {
            saved: JSON.parse(JSON.stringify(state.save())),
            onRow: (row) => rows.push(row),
          })
        }
      }),
      { numRuns },
    )
  })

  test('survive an edit of the roster: members added, removed and reweighed leave the others as they were', () => {
    const owners = ['a', 'b', 'c', 'd'].map((ownerId) => someone(ownerId))
    const before = createRosterState(rosterOf(owners, [poolOf('p', [seatFor('a', 2), seatFor('b'), seatFor('c')])]))
    for (let lead = 0; lead < 9; lead += 1)
      giveLead(before, { poolId: 'p', leadId: `lead-${lead}`, atMs: monday + lead })
    const edited = rosterOf(owners, [poolOf('p', [seatFor('a', 3), seatFor('b'), seatFor('d')])])
    const after = createRosterState(edited, { saved: before.save() })
    const members = after.at(monday + day).pool('p')?.members ?? []
    assert.equal(
      members.find((member) => member.ownerId === 'b')?.received,
      before.at(monday + 10).pool('p')?.members[1]?.received,
    )
    assert.equal(after.at(monday + day).owner('b')?.openLeads, before.at(monday + 10).owner('b')?.openLeads)
    const got = Array.from(
      { length: 10 },
      (_, lead) => giveLead(after, { poolId: 'p', leadId: `later-${lead}`, atMs: monday + day + lead })?.ownerId,
    )
    assert.deepEqual(
      ['a', 'b', 'd'].map((ownerId) => got.filter((one) => one === ownerId).length),
      [6, 2, 2],
    )
  })
})
