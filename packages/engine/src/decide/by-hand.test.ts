import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  compilePolicy,
  createRosterState,
  decide,
  matchAccount,
  buildAccountIndex,
  normaliseLead,
  outcomeSentence,
  parsePolicy,
  parseRoster,
  prepareFields,
  replayDecision,
  type Decision,
} from '../index.ts'

const policyText = `
policy: inbound
fields:
  country: { type: country }
constraints:
  - id: gdpr
    when: country == "DE"
    require: '"gdpr" in owner.certifications'
routes:
  - { id: all, to: [pool: desk] }
fallback:
  unmatched: [hold: triage]
`
const rosterText = `
roster: test
owners:
  - { id: ada, zone: Europe/Berlin, certifications: [gdpr] }
  - { id: bob, zone: Europe/Berlin }
  - { id: cleo, zone: Europe/Berlin, certifications: [gdpr], hours: { sun: ["09:00-10:00"] } }
  - { id: dan, zone: Europe/Berlin, certifications: [gdpr], capacity: 0 }
  - { id: eve, zone: Europe/Berlin, certifications: [gdpr], absences: [{ from: 2026-11-01, until: 2026-12-01 }] }
pools:
  - { id: desk, members: [ada] }
`

function decideByHand(byHand: string): Decision {
  const { policy } = parsePolicy(policyText)
  const { roster } = parseRoster(rosterText)
  assert.ok(policy !== null && roster !== null)
  const lead = normaliseLead(prepareFields(policy.fields), { id: 'L-1', attributes: { country: 'DE' } })
  const nowMs = Temporal.Instant.from('2026-11-24T10:00:00Z').epochMilliseconds
  const match = matchAccount(buildAccountIndex([]), lead.identity)
  const world = createRosterState(roster).at(nowMs)
  const compiled = compilePolicy(policy)
  const decision = decide(compiled, { decisionId: 'D-1', lead, match, world, nowMs, byHand })
  assert.deepEqual(replayDecision(decision, compiled), decision)
  return decision
}

describe('a lead given by hand', () => {
  test('goes to the person whatever the routes and the hours say', () => {
    const { outcome } = decideByHand('cleo')
    assert.deepEqual(outcome, { kind: 'assigned', ownerId: 'cleo', poolId: null, by: 'hand' })
    assert.equal(outcomeSentence(outcome), 'assigned to cleo by hand')
  })

  test('never goes against a hard rule, a cap or an absence, nor to a stranger', () => {
    const removals = ['bob', 'dan', 'eve', 'zoe'].map((ownerId) => {
      const { outcome, roles } = decideByHand(ownerId)
      assert.equal(outcome.kind, 'held')
      const step = roles[0]?.steps.find(({ kind }) => kind === 'owner')
      return step?.kind === 'owner' ? step.removal?.kind : undefined
    })
    assert.deepEqual(removals, ['require', 'cap', 'absent', 'unknown_owner'])
  })
})
