import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { memberSnapshot, poolSnapshot } from '../testing/small-roster.ts'
import type { Choice } from '../trace/decision.ts'
import { type ChooseRequest, chooseOwner } from './choose-owner.ts'
import type { Availability, CapUse, MemberSnapshot, Strategy } from './pool-snapshot.ts'

const numRuns = process.env['RIGHTFUL_LONG'] === '1' ? 100_000 : 1_500

const availability: fc.Arbitrary<Availability> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Availability>({ kind: 'available' }) },
  fc.constantFrom<Availability>(
    { kind: 'inactive' },
    { kind: 'not_a_member', fromMs: 5_000 },
    { kind: 'absent', untilMs: 4_000, note: 'leave' },
    { kind: 'absent', untilMs: null, note: null },
    { kind: 'off_shift', untilMs: 3_000 },
  ),
)
const cap: fc.Arbitrary<CapUse> = fc.record({
  kind: fc.constantFrom('open', 'day', 'week', 'window'),
  pool: fc.constantFrom(null, 'pool', 'other'),
  segment: fc.constantFrom(null, { field: 'segment', value: 'mid' }),
  limit: fc.integer({ min: 1, max: 3 }),
  used: fc.integer({ min: 0, max: 3 }),
  freesAtMs: fc.constantFrom(null, 2_000, 6_000),
})
// Few different figures make many ties; a few are so large that products leave the whole numbers of a double.
const received = fc.oneof(
  fc.integer({ min: -2, max: 4 }).map((leads) => leads * 1000),
  fc.integer({ min: 5e14 - 4, max: 5e14 }),
)
const member: fc.Arbitrary<MemberSnapshot> = fc
  .record({
    availability,
    caps: fc.array(cap, { maxLength: 1 }),
    openLeads: fc.integer({ min: 0, max: 4 }),
    capacity: fc.constantFrom(null, 1, 3, 5, 5),
    lastAssignedMs: fc.constantFrom(null, 10, 20),
    weight: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 1000 })),
    received,
  })
  .map((figures) => memberSnapshot('', figures))
const members = fc
  .array(member, { maxLength: 12 })
  .map((list) => list.map((one, index) => ({ ...one, ownerId: `owner-${index}`, name: `owner-${index}` })))
const strategies: readonly Strategy[] = ['fair_share', 'least_loaded', 'longest_idle', 'most_spare']
const request: fc.Arbitrary<ChooseRequest> = fc
  .record({
    members,
    strategy: fc.constantFrom(...strategies),
    respectHours: fc.boolean(),
    leadId: fc.string({ maxLength: 6 }),
    excluded: fc.constantFrom([], ['owner-1']),
    boundTo: fc.constantFrom(null, null, null, { constraintId: 'strategic', ownerId: 'owner-2' }),
    lacking: fc.constantFrom('', '', 'owner-3'),
    segment: fc.constantFrom('mid', 'small'),
  })
  .map(({ members: list, strategy, respectHours, leadId, excluded, boundTo, lacking, segment }) => ({
    pool: poolSnapshot(list, { strategy, respectHours }),
    leadId,
    values: { segment },
    excluded: excluded.map((ownerId) => ({ ownerId, because: 'previous_owner' as const })),
    requires: [{ constraintId: 'certified', test: (one: { readonly ownerId: string }) => one.ownerId !== lacking }],
    boundTo,
  }))

describe('choosing an owner', () => {
  test('in brief picks exactly whom the full ranking picks', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const full = chooseOwner(asked)
        const brief = chooseOwner({ ...asked, detail: 'brief' })
        assert.equal(brief.ownerId, full.ownerId)
        assert.deepEqual(brief.candidates, [])
        const told = ({ closed, freesAtMs, nobodyFor }: Choice) => ({ closed, freesAtMs, nobodyFor })
        assert.deepEqual(told(brief), told(full))
      }),
      { numRuns },
    )
  })

  test('gives the same choice whatever the order of the members', () => {
    fc.assert(
      fc.property(request, fc.integer(), (asked, seed) => {
        const shuffled = asked.pool.members
          .map((one, index) => ({ one, key: Math.imul(seed ^ index, 0x9e3779b1) >>> 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one)
        assert.deepEqual(chooseOwner({ ...asked, pool: { ...asked.pool, members: shuffled } }), chooseOwner(asked))
      }),
      { numRuns },
    )
  })

  test('accounts for every member once: ranked without a gap, or removed for one reason', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { candidates, ownerId } = chooseOwner(asked)
        assert.deepEqual(
          candidates.map((one) => one.ownerId).sort(),
          asked.pool.members.map((one) => one.ownerId).sort(),
        )
        const ranked = candidates.filter((one) => one.rank !== null)
        assert.deepEqual(
          ranked.map((one) => one.rank),
          ranked.map((_, index) => index),
        )
        assert.ok(candidates.every((one) => (one.rank === null) === (one.removal !== null)))
        assert.equal(ranked[0]?.ownerId ?? null, ownerId)
      }),
      { numRuns },
    )
  })

  test('takes the next in rank when the pick is excluded, and leaves everyone else’s place as it was', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const ranking = chooseOwner(asked).candidates.filter((one) => one.rank !== null)
        const [pick, next] = ranking
        if (pick === undefined) return
        const excluded = [...(asked.excluded ?? []), { ownerId: pick.ownerId, because: 'other_role' as const }]
        const again = chooseOwner({ ...asked, excluded })
        assert.equal(again.ownerId, next?.ownerId ?? null)
        const rest = again.candidates.filter((one) => one.rank !== null)
        assert.deepEqual(
          rest.map((one) => one.ownerId),
          ranking.slice(1).map((one) => one.ownerId),
        )
      }),
      { numRuns },
    )
  })

  test('changes nothing that it is given', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const before = JSON.stringify(asked)
        chooseOwner(asked)
        chooseOwner({ ...asked, detail: 'brief' })
        assert.equal(JSON.stringify(asked), before)
      }),
      { numRuns: 200 },
    )
  })
})
