import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  type Account,
  type AccountMatch,
  decide,
  type Decision,
  type LeadHistory,
  type Policy,
  prepareFields,
} from '@rightful/engine'
import { barePolicy, createRandom, fieldsOfEveryType, type Random, readLead, spendDay } from '@rightful/engine/testing'
import { type DecisionParts, type DecisionReading, type OutcomeParts, readingOf, recordOf } from './decision-record.ts'
import { decisionOf, matchedAccount, readingFrom, recordFrom } from './restore-decision.ts'

const DAYS = 60
const LEADS_A_DAY = 12
const READINGS = 2000
const accountsVersion = 7
const policyVersion = 3

/** A decision as its row, and those beside it, have it. */
function partsOf(decision: Decision, record: string): DecisionParts {
  const { decisionId, leadId, atMs, policy, rosterHash, routeId } = decision
  const versions = { policyVersion, policyName: policy.name, policyHash: policy.hash, rosterHash }
  return { decisionId, leadId, atMs, routeId, record, ...versions, ...outcomeParts(decision) }
}

function outcomeParts({ outcome }: Decision): OutcomeParts {
  const nobody = { ownerId: null, poolId: null }
  switch (outcome.kind) {
    case 'assigned':
      return { outcome: outcome.kind, reason: outcome.by, ownerId: outcome.ownerId, poolId: outcome.poolId }
    case 'held':
      return { outcome: outcome.kind, reason: outcome.reason, ...nobody }
    case 'refused':
      return { outcome: outcome.kind, reason: outcome.reason, ...nobody }
  }
}

/** What is kept of a decision that was made in full. */
function inBrief(decision: Decision): Decision {
  const roles = decision.roles.map(({ role, outcome }) => ({ role, outcome, steps: [] }))
  return { ...decision, detail: 'brief', roles, inputs: null }
}

/** What is kept of a reading beside the person. */
function withoutPerson(reading: DecisionReading): DecisionReading {
  const { identity, match } = reading
  const isByPhone = match.kind !== 'none' && match.tier === 'phone_exact'
  const kept = { ...identity, email: null, person: null, phone: null }
  return { ...reading, identity: kept, match: isByPhone ? { ...match, evidence: '(erased)' } : match }
}

/** Takes both apart and puts them together again. */
function thereAndBack(
  { decision, reading }: { readonly decision: Decision; readonly reading: DecisionReading },
  schema: ReturnType<typeof prepareFields>,
): { readonly decision: Decision; readonly reading: DecisionReading; readonly record: string } {
  const record = JSON.stringify(recordOf(decision, reading, { schema, accountsVersion }))
  const parts = partsOf(decision, record)
  const stored = recordFrom(parts)
  const accountOf = (accountId: string, version: number): Account => {
    assert.deepEqual(matchedAccount(stored), { accountId, accountsVersion: version })
    assert.ok(reading.match.kind === 'matched' && reading.match.account.id === accountId && version === accountsVersion)
    return reading.match.account
  }
  return {
    decision: decisionOf(parts),
    reading: readingFrom({ record: stored, atMs: parts.atMs }, { schema }, accountOf),
    record,
  }
}

describe('a decision that is stored', () => {
  test('is the same when it is put together again, of random leads of random businesses', () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= DAYS; seed += 1) {
      spendDay(seed, LEADS_A_DAY, ({ name, policy, schema, input }) => {
        const { lead, match, history, keepOwner = false } = input
        const rest = { match, history, keepOwner, derived: null, restricted: [], consented: {}, byHand: null }
        for (const detail of ['brief', 'full'] as const) {
          const decision = decide(policy, { ...input, policyVersion, detail })
          const derived = decision.inputs?.derived ?? null
          const reading = readingOf(policy.policy, lead, { ...rest, derived })
          const back = thereAndBack({ decision, reading }, schema)
          // As texts, since that is how decisions are compared with what they come to later.
          assert.equal(JSON.stringify(back.decision), JSON.stringify(inBrief(decision)), name)
          assert.deepEqual(back.reading, withoutPerson(reading), name)
          for (const { outcome } of decision.roles) seen.add(outcome.kind === 'assigned' ? outcome.by : outcome.kind)
          for (const { kind } of decision.ledger) seen.add(kind)
        }
      })
    }
    for (const kind of ['pool', 'bound', 'named', 'look_ahead', 'kept', 'held', 'refused', 'lead', 'bound_lead']) {
      assert.ok(seen.has(kind), `never ${kind}`)
    }
  })

  test('says what it read of its lead, whatever came in, and nothing that names the person', () => {
    const random = createRandom(20_261_125)
    const schema = prepareFields(fieldsOfEveryType)
    const policy: Policy = { ...barePolicy({}), fields: [...fieldsOfEveryType] }
    let decision: Decision | null = null
    spendDay(1, 1, (day) => (decision ??= day.decision))
    assert.ok(decision !== null)
    const { atMs }: Decision = decision
    for (let number = 0; number < READINGS; number += 1) {
      const lead = { ...readLead(randomAttributes(random)), priority: random.pick([0, 0, 5]) }
      const reading = readingOf(policy, lead, {
        derived: random.pick<DecisionReading['derived']>([null, {}, { size: 'large' }]),
        match: randomMatch(random, lead.identity.phone),
        restricted: random.pick([[], [], ['any', 'email']]),
        consented: random.pick<DecisionReading['consented']>([{}, {}, { email: false, any: true }]),
        history: randomHistory(random, atMs),
        keepOwner: random.chance(0.3),
        byHand: random.pick([null, null, 'ada']),
      })
      const back = thereAndBack({ decision, reading }, schema)
      assert.deepEqual(back.reading, withoutPerson(reading))
      for (const part of [lead.identity.email, lead.identity.phone])
        assert.ok(part === null || !back.record.includes(part))
      assert.ok(
        !reading.notes.some(({ field }) => field === 'email' || field === 'phone'),
        'nor what could not be read',
      )
    }
  })
})

const given: Readonly<Record<string, readonly unknown[]>> = {
  country: ['DE', 'Deutschland', 'Bavaria', 'N/A', 'Atlantis'],
  state: ['Bayern', 'CA', '?'],
  zip: ['80331', 'K1A 0B1', 'x'],
  employees: ['12', 12, '9999', '-3', 'many'],
  product: ['GTXPro', 'GTX Pro; MG Special', 'nothing'],
  consent: ['no', true, 'perhaps'],
  signed_up: ['2026-02-03', '03/04/2026'],
  phone: ['+49 89 1234567', '030 901820', 'n/a'],
  email: ['jane@acme.example', 'JANE@mail.acme.example', 'jane@gmail.com', 'jane'],
  website: ['acme.example', 'https://shop.acme.example/x', 'gmail.com'],
  company: ['Acme GmbH', ' Acme  GmbH ', '-'],
  comment: ['hello', 'a; b'],
  city: ['Munich'],
  name: ['Jane Doe'],
}

function randomAttributes(random: Random): Readonly<Record<string, unknown>> {
  const entries = Object.entries(given).flatMap(([name, texts]) =>
    random.chance(0.5) ? [[name, random.pick(texts)] as const] : [],
  )
  return Object.fromEntries(entries)
}

const account: Account = { id: 'acc-1', name: 'Acme', domains: ['acme.example'], owner: 'ada', attributes: { tier: 1 } }

function randomMatch(random: Random, phone: string | null): AccountMatch {
  const evidence = random.pick(['Acme GmbH', 'acme.example', 'mail.acme.example', 'acme'])
  const tier = random.pick(['domain_exact', 'domain_registrable', 'name_exact', 'name_close_plus_place'] as const)
  const accountIds = ['acc-1', 'acc-2']
  const matches: AccountMatch[] = [
    { kind: 'none', because: random.pick(['free_mail', 'no_candidate'] as const) },
    { kind: 'matched', account, tier, evidence },
    { kind: 'ambiguous', tier, evidence, accountIds },
  ]
  if (phone !== null) {
    const byPhone = { tier: 'phone_exact', evidence: phone } as const
    matches.push({ kind: 'matched', account, ...byPhone }, { kind: 'ambiguous', ...byPhone, accountIds })
  }
  return random.pick(matches)
}

function randomHistory(random: Random, atMs: number): LeadHistory {
  return {
    receivedAtMs: atMs - random.pick([0, 73, 900_000]),
    currentOwnerId: random.pick([null, null, 'ada']),
    previousOwnerIds: random.pick([[], [], ['ben', 'cy']]),
    excludedOwnerIds: random.pick([[], [], ['ben']]),
    reassignedCount: random.pick([0, 0, 2]),
    ...random.pick<Partial<LeadHistory>>([{}, { reassignedBy: {} }, { reassignedBy: { changed: 2 } }]),
    ...random.pick<Partial<LeadHistory>>([{}, { roleOwnerIds: {} }, { roleOwnerIds: { sdr: 'dee' } }]),
    isTouched: random.chance(0.3),
  }
}
