import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { replayDecision } from '../replay/replay-decision.ts'
import { openDesk, policyFromText } from '../testing/decide-by-text.ts'
import { explainDecision } from '../trace/explain-decision.ts'
import { poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import { parseRoster } from './parse-roster.ts'
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

const licensed = policyFromText(`
policy: licences
fields:
  country: { type: country }
  subdivision: { type: subdivision }
constraints:
  - id: licensed
    when: country == "US"
    require: subdivision in owner.licences.insurance
routes:
  - { id: all, to: [{ pool: p }] }
fallback:
  unmatched: [{ hold: triage }]
  incomplete: { wait: PT1M, then: [{ hold: triage }] }
  nobody: { then: [{ hold: waiting }] }
`)

function deskOf(...licences: readonly string[]) {
  const { roster, problems } = parseRoster(`
roster: licences
owners:
  - { id: lena, licences: [${licences.join(', ')}] }
pools:
  - { id: p, members: [lena] }
`)
  assert.ok(roster !== null, JSON.stringify(problems))
  return openDesk(licensed, roster)
}

describe('licences', () => {
  const california = { country: 'US', subdivision: 'California' }
  const endMs = Temporal.Instant.from('2026-12-01T00:00:00Z').epochMilliseconds

  test('count from their first instant up to and not at their last', () => {
    const licence = fc.tuple(span, fc.constantFrom('US-CA', 'US-TX'), fc.constantFrom('insurance', 'credit'))
    fc.assert(
      fc.property(
        fc.array(licence, { maxLength: 4 }),
        fc.infiniteStream(fc.integer({ min: -6, max: 6 })),
        (listed, times) => {
          const licences = listed.map(([bounds, area, kind]) => ({ ...bounds, area, kind }))
          const owner = { ...someone('lena'), ...(licences.length === 0 ? {} : { licences }) }
          const desk = openDesk(licensed, rosterOf([owner], [poolOf('p', [seatFor('lena')])]))
          for (const offsetMs of times.take(10)) {
            const nowMs = startMs + offsetMs
            const holdsNow = licences.some(
              (one) => one.kind === 'insurance' && one.area === 'US-CA' && holds(one, nowMs),
            )
            const decision = desk.ask(california, { nowMs })
            assert.equal(decision.outcome.kind, holdsNow ? 'assigned' : 'held')
            assert.deepEqual(replayDecision(decision, licensed), decision)
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  test('that ended remove their owner, who is told which it was and when', () => {
    const desk = deskOf(
      '{ kind: insurance, area: California, until: 2026-12-01 }',
      '{ kind: insurance, area: US-TX, until: 2026-11-01 }',
    )
    assert.equal(desk.ask(california, { nowMs: endMs - 1 }).outcome.kind, 'assigned')
    const decision = desk.ask(california, { nowMs: endMs })
    assert.deepEqual(decision.outcome, {
      kind: 'held',
      queue: 'waiting',
      reason: 'constraints_leave_nobody',
      retryAtMs: null,
    })
    const { text: told } = explainDecision(decision, licensed)
    assert.match(told, /lena does not meet licensed .*: licence insurance for US-CA ended/)
  })

  test('that begin later bring a waiting lead back when they do', () => {
    const desk = deskOf('{ kind: insurance, area: US-CA, from: 2026-12-01 }')
    const { outcome } = desk.ask(california, { nowMs: endMs - 60_000 })
    assert.equal(outcome.kind === 'held' && outcome.retryAtMs, endMs)
    assert.equal(desk.ask(california, { nowMs: endMs }).outcome.kind, 'assigned')
  })

  test('of no kind that a rule asks for are none, not unknown', () => {
    const choice = deskOf()
      .ask(california)
      .roles[0]?.steps.find((step) => step.kind === 'pool')
    assert.deepEqual(choice?.kind === 'pool' && choice.choice.candidates[0]?.removal, {
      kind: 'require',
      constraintId: 'licensed',
      result: false,
    })
  })
})
