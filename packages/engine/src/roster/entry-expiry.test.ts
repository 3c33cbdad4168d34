import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { replayDecision } from '../replay/replay-decision.ts'
import { openDesk, policyFromText } from '../testing/decide-by-text.ts'
import { poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import type { Restriction } from './roster.ts'

const startMs = Temporal.Instant.from('2026-11-24T10:00:00Z').epochMilliseconds

const refusing = policyFromText(`
policy: expiry
fields:
  email: { type: email }
constraints:
  - id: do-not-contact
    when: restricted("email")
    refuse: do_not_contact
routes:
  - { id: all, to: [{ pool: p }] }
fallback:
  unmatched: [{ hold: triage }]
  incomplete: { wait: PT1M, then: [{ hold: triage }] }
  nobody: { then: [{ hold: waiting }] }
`)

const offset = fc.option(fc.integer({ min: -5, max: 5 }), { nil: null })
const span = fc
  .tuple(offset, offset)
  .filter(([from, until]) => from === null || until === null || from < until)
  .map(([from, until]) => ({
    fromMs: from === null ? null : startMs + from,
    untilMs: until === null ? null : startMs + until,
  }))

/** Whether a span holds an instant, said once more and plainly. */
function holds({ fromMs, untilMs }: { fromMs: number | null; untilMs: number | null }, atMs: number): boolean {
  return !(fromMs !== null && atMs < fromMs) && !(untilMs !== null && atMs >= untilMs)
}

describe('entries that have an end', () => {
  test('stop counting at that instant, and old decisions keep what they read', () => {
    const restrictions = fc.array(
      fc.tuple(span, fc.constantFrom('any', 'email', 'phone')).map(([bounds, channel]): Restriction => ({
        kind: 'email',
        value: 'ada@engines.example',
        channel,
        reason: null,
        ...bounds,
      })),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(restrictions, (listed) => {
        const desk = openDesk(
          refusing,
          rosterOf([someone('lena')], [poolOf('p', [seatFor('lena')])], { restrictions: listed }),
        )
        for (let atMs = startMs - 6; atMs <= startMs + 6; atMs += 1) {
          const forbids = listed.some((entry) => entry.channel !== 'phone' && holds(entry, atMs))
          const decision = desk.ask({ email: 'Ada@Engines.example' }, { nowMs: atMs })
          assert.equal(decision.outcome.kind, forbids ? 'refused' : 'assigned')
          assert.deepEqual(replayDecision(decision, refusing).outcome, decision.outcome)
        }
      }),
      { numRuns: 100 },
    )
  })
})
