import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { replayDecision } from '../replay/replay-decision.ts'
import { openDesk, policyFromText } from '../testing/decide-by-text.ts'
import { poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import { explainDecision } from '../trace/explain-decision.ts'
import { parseRoster } from './parse-roster.ts'
import type { Consent } from './roster.ts'

const startMs = Temporal.Instant.from('2026-11-24T10:00:00Z').epochMilliseconds

const asking = policyFromText(`
policy: consents
fields:
  email: { type: email }
  phone: { type: phone }
constraints:
  - id: no-consent
    when: '!consented("email")'
    when_unknown: skip
    refuse: no_consent
routes:
  - { id: agreed, when: consented("email"), to: [{ pool: agreed }] }
fallback:
  unmatched: [{ hold: triage }]
  incomplete: { wait: PT0S, then: [{ hold: unknown }] }
  nobody: { then: [{ hold: waiting }] }
`)

/** What the policy makes of a lead at an instant: whether the person consented, or `null`. */
function answerOf(consents: readonly Consent[], nowMs = startMs): boolean | null {
  const roster = rosterOf([someone('lena')], [poolOf('agreed', [seatFor('lena')])], { consents })
  const desk = openDesk(asking, roster)
  const decision = desk.ask({ email: 'Ada@Engines.example', phone: '+49 30 123456' }, { nowMs })
  assert.deepEqual(replayDecision(decision, asking).outcome, decision.outcome)
  const { outcome } = decision
  if (outcome.kind === 'assigned') return true
  return outcome.kind === 'refused' ? false : null
}

function consent(over: Partial<Consent> = {}): Consent {
  const bounds = { fromMs: null, untilMs: null }
  return {
    kind: 'email',
    value: 'ada@engines.example',
    channel: 'email',
    reason: null,
    isWithdrawn: false,
    ...bounds,
    ...over,
  }
}

describe('a consent', () => {
  test('is known of whom an entry names, by address, number, account’s or company’s domain', () => {
    assert.equal(answerOf([]), null)
    assert.equal(answerOf([consent()]), true)
    assert.equal(answerOf([consent({ value: 'eve@engines.example' })]), null)
    assert.equal(answerOf([consent({ kind: 'phone', value: '+4930123456' })]), true)
    assert.equal(answerOf([consent({ kind: 'domain', value: 'engines.example' })]), true)
  })

  test('is for its channel, or for every one', () => {
    assert.equal(answerOf([consent({ channel: 'any' })]), true)
    assert.equal(answerOf([consent({ channel: 'phone' })]), null)
  })

  test('is one no more when it was withdrawn or has ended, with no edit and no job', () => {
    const given = consent({ fromMs: startMs, untilMs: startMs + 10 })
    assert.equal(answerOf([given], startMs - 1), null)
    assert.equal(answerOf([given], startMs), true)
    assert.equal(answerOf([given], startMs + 10), false)
    const withdrawn = consent({ fromMs: startMs + 5, isWithdrawn: true })
    assert.equal(answerOf([given, withdrawn], startMs + 4), true)
    assert.equal(answerOf([given, withdrawn], startMs + 5), false)
    const again = consent({ fromMs: startMs + 7 })
    assert.equal(answerOf([again, given, withdrawn], startMs + 7), true)
  })

  test('decides by the entry that began last among those in force, in whatever order they are listed', () => {
    const offset = fc.option(fc.integer({ min: -4, max: 4 }), { nil: null })
    const entry = fc
      .record({
        from: offset,
        until: offset,
        isWithdrawn: fc.boolean(),
        channel: fc.constantFrom('any', 'email', 'phone'),
      })
      .filter(({ from, until }) => from === null || until === null || from < until)
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), fc.integer({ min: -5, max: 5 }), (entries, at) => {
        const listed = entries.map(({ from, until, ...rest }) =>
          consent({
            ...rest,
            fromMs: from === null ? null : startMs + from,
            untilMs: until === null ? null : startMs + until,
          }),
        )
        const asked = entries.filter(({ channel, from }) => channel !== 'phone' && (from ?? -Infinity) <= at)
        const inForce = asked.filter(({ until }) => until === null || at < until)
        const latest = Math.max(...inForce.map(({ from }) => from ?? -Infinity))
        const deciding = inForce.filter(({ from }) => (from ?? -Infinity) === latest)
        const hasEnded = asked.some(({ isWithdrawn, until }) => !isWithdrawn && until !== null && until <= at)
        const expected =
          inForce.length > 0 ? deciding.every(({ isWithdrawn }) => !isWithdrawn) : hasEnded ? false : null
        assert.equal(answerOf(listed, startMs + at), expected)
        assert.equal(answerOf(listed.toReversed(), startMs + at), expected)
      }),
      { numRuns: 300 },
    )
  })

  test('is read from the roster, and told of in the decision and its explanation', () => {
    const { roster, problems } = parseRoster(`
roster: r
owners: [{ id: lena }]
pools: [{ id: agreed, members: [lena] }]
consents:
  - { email: Ada@Engines.example, channel: email, basis: double_opt_in, source: "form 7", from: 2026-11-24T10:00Z }
  - { email: ada@engines.example, channel: email, withdrawn: true, from: 2026-11-25T10:00Z }
`)
    assert.deepEqual(problems, [])
    assert.ok(roster !== null)
    const desk = openDesk(asking, roster)
    const before = desk.ask({ email: 'ada@engines.example' }, { nowMs: startMs - 1 })
    assert.deepEqual(before.inputs?.consents, { 'consented("email")': null })
    assert.match(explainDecision(before, asking).text, /consented\("email"\)/)
    const after = desk.ask({ email: 'ada@engines.example' }, { nowMs: startMs + 86_400_000 })
    assert.equal(after.outcome.kind, 'refused')
  })

  test('leaves a roster that has none with the hash it always had', () => {
    const text = 'roster: r\nowners: [{ id: lena }]\npools: []\n'
    const hashOf = (document: string): string | undefined => parseRoster(document).roster?.hash
    assert.equal(hashOf(`${text}consents: []\n`), hashOf(text))
    assert.notEqual(hashOf(`${text}consents: [{ phone: "+49 30 123456" }]\n`), hashOf(text))
  })
})
