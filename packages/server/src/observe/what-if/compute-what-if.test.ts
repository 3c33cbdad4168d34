import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PostWhatIf, WhatIfLead, WhatIfResult } from '@rightful/contract'
import type { Command, CommandResult } from '../../pipeline/desk/read.ts'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { askWhatIf } from './ask-what-if.ts'
import { findWhatIf, listWhatIfLeads } from './queries.ts'
import { workOff } from './work-off.ts'

const head = `
policy: test
fields:
  email:     { type: email }
  country:   { type: country }
  product:   { type: enum, values: [Basic, Pro], aliases: { GTXPro: Pro } }
`
const policy = `${head}
routes:
  - { id: german, when: country == "DE", to: [pool: dach] }
  - { id: pro, when: product == "Pro", to: [pool: vip] }
  - { id: french, when: country == "FR", to: [pool: capped] }
fallback:
  unmatched: [hold: triage]
  incomplete: [hold: triage]
  nobody: [hold: waiting]
clocks:
  first_touch:
    - { target: PT15M, hours: wall }
`
const roster = {
  roster: 'test',
  owners: [{ id: 'ada' }, { id: 'ben' }, { id: 'cy' }, { id: 'dee', capacity: 1 }],
  pools: [
    { id: 'dach', members: ['ada', 'ben'] },
    { id: 'vip', members: ['cy'] },
    { id: 'capped', members: ['dee'] },
  ],
}

let workspace: TestWorkspace
let carryOut: (command: Command) => Promise<CommandResult>

async function post(attributes: Readonly<Record<string, unknown>>): Promise<string> {
  const result = await carryOut(newLead(attributes))
  assert.equal(result.kind, 'done')
  return result.kind === 'done' ? result.lead.leadId : ''
}

before(async () => {
  workspace = await openTestWorkspace({ policy, roster })
  const desk = workspace.openDesk('one')
  carryOut = (command) => desk.submit(command)
  for (let index = 0; index < 6; index += 1)
    await post({ country: 'DE', email: `p${index}@x.example`, product: 'Basic' })
  await post({ country: 'AT', email: 'wien@x.example', product: 'GTXPro' })
  const first = await post({ country: 'FR', email: 'un@x.example' })
  await post({ country: 'FR', email: 'deux@x.example' })
  await carryOut({ kind: 'close', leadId: first, as: 'converted', reason: null, by: 'test' })
  await post({ country: 'JP', email: 'tokyo@x.example', product: 'Basic' })
  // Each an hour after the one before.
  await workspace.db.execute(
    `update decision set at = decision.at - (100 - decision.version) * interval '10 minutes' where decision.workspace_id = $1`,
    [workspace.workspaceId],
  )
})
after(() => workspace.close())

type Found = { readonly id: string; readonly result: WhatIfResult; readonly leads: readonly WhatIfLead[] }

async function whatIf(asked: Partial<PostWhatIf> & Pick<PostWhatIf, 'candidate'>): Promise<Found> {
  const { db, workspaceId } = workspace
  const full = { days: 1, leads_max: 1000, seed: '1', ...asked }
  const row = await askWhatIf(db, { workspaceId, by: 'test', asked: full })
  if (row.state === 'waiting') await workOff(db, row, { workspaceId, signal: new AbortController().signal })
  const name = { workspaceId, whatIfId: row.whatIfId }
  const done = await findWhatIf(db, name)
  assert.equal(done?.state, 'done', done?.error ?? '')
  const leads = await listWhatIfLeads(db, name, { afterPosition: 0, ownerId: null, limit: 1000 })
  return { id: row.whatIfId, result: JSON.parse(done.result ?? ''), leads: leads.map(({ body }) => JSON.parse(body)) }
}

const texts = (document: string): PostWhatIf['candidate'] => ({ document, tables: {} })
const countOf = (list: WhatIfResult['owners'], id: string | null) => list.find((one) => one.id === id)

describe('a policy against itself', () => {
  test('moves nobody, and comes to what really was decided', async () => {
    const { result, leads } = await whatIf({ candidate: { version: 1 } })
    assert.deepEqual([result.lead_count, result.moved_count, leads.length], [10, 0, 0])
    const real = await workspace.rows<{ ownerId: string; count: number }>(
      `select decision.owner_id as "ownerId", count(*)::integer as count
         from decision where decision.workspace_id = $1 and decision.owner_id is not null group by 1 order by 1`,
    )
    const played = result.owners
      .filter(({ id }) => id !== null)
      .map((one) => ({ ownerId: one.id, count: one.base_count }))
    assert.deepEqual(
      played.toSorted((a, b) => String(a.ownerId).localeCompare(String(b.ownerId))),
      real,
    )
    assert.equal(result.base.parity, 1)
  })
})

describe('another policy', () => {
  test('says who gains and who loses, with both ways, the reasons and the rules', async () => {
    const swapped = policy.replace('to: [pool: dach]', 'to: [pool: vip]')
    const { result, leads } = await whatIf({ candidate: texts(swapped) })
    assert.deepEqual([result.moved_count, result.rerouted_count], [6, 0])
    assert.deepEqual(countOf(result.owners, 'cy'), {
      id: 'cy',
      base_count: 1,
      candidate_count: 7,
      gained_count: 6,
      lost_count: 0,
    })
    assert.equal(countOf(result.pools, 'dach')?.lost_count, 6)
    const [lead] = leads
    assert.ok(lead !== undefined)
    assert.deepEqual([lead.base.pool_id, lead.candidate.owner_id, lead.differs_in], ['dach', 'cy', ['owner', 'pool']])
    assert.match(lead.candidate.reason, /assigned to cy, pool vip/)
    assert.equal(lead.candidate.rule?.id, 'german')
    assert.match(lead.candidate.rule.where, /^policy\.yaml:\d+:\d+$/)
    assert.equal(lead.base.rule?.documentation, '/v1/policies/1/documentation#route-german')
  })

  test('says which leads nobody gets any more, and by which change of outcome', async () => {
    const narrower = policy.replace('country == "DE"', 'country == "CH"')
    const { result } = await whatIf({ candidate: texts(narrower) })
    assert.deepEqual(result.outcomes, [{ before: 'assigned', after: 'held', count: 6 }])
    assert.deepEqual([result.newly_held_count, result.newly_unmatched_count], [6, 6])
    assert.equal(result.base.unmatched_count, 1)
  })

  test('reads an alias that only it knows from what was given', async () => {
    const spelled = policy.replace('aliases: { GTXPro: Pro }', 'aliases: { Other: Pro }')
    const { result, leads } = await whatIf({ candidate: texts(spelled) })
    assert.equal(result.moved_count, 1)
    assert.deepEqual([leads[0]?.base.owner_id, leads[0]?.candidate.state], ['cy', 'held'])
  })

  test('reads what names a person where it asks for it, as long as that is kept', async () => {
    const personal = policy.replace(
      'routes:',
      `routes:\n  - { id: known, when: email.startsWith("p0@"), to: [pool: vip] }`,
    )
    const { leads } = await whatIf({ candidate: texts(personal) })
    const known = leads.filter(({ candidate }) => candidate.rule?.id === 'known')
    // Those after it may change places in the rotation.
    assert.deepEqual([known.length, known[0]?.candidate.owner_id], [1, 'cy'])
    const filtered = await whatIf({ candidate: texts(personal), filter: 'email.startsWith("p1@")' })
    assert.deepEqual([filtered.result.lead_count, filtered.result.moved_count], [1, 0])
  })

  test('tries a lead that waits again when its time comes', async () => {
    const waiting = policy
      .replace('routes:', '  size: { type: string }\nroutes:')
      .replace('country == "DE"', 'country == "DE" && size == "big"')
      .replace('incomplete: [hold: triage]', 'incomplete: { wait: PT5M, for: [size], then: [pool: vip] }')
    const { result } = await whatIf({ candidate: texts(waiting) })
    assert.equal(countOf(result.owners, 'cy')?.gained_count, 6)
    assert.equal(result.newly_held_count, 0)
  })
})

describe('counters', () => {
  test('go their own way in each world, from where they were', async () => {
    const elsewhere = policy
      .replace('when: country == "FR", to: [pool: capped]', 'when: country == "FR", to: [pool: vip]')
      .replace('fallback:', '  - { id: japanese, when: country == "JP", to: [pool: capped] }\nfallback:')
    const { result, leads } = await whatIf({ candidate: texts(elsewhere) })
    // Really dee had no room left; where the French go to cy, the one from Japan finds some.
    assert.equal(countOf(result.owners, 'cy')?.gained_count, 2)
    assert.deepEqual(leads.at(-1)?.candidate.owner_id, 'dee')
    const full = policy.replace('when: country == "FR"', 'when: country == "FR" || country == "JP"')
    const [japanese] = (await whatIf({ candidate: texts(full) })).leads
    assert.deepEqual([japanese?.base.queue, japanese?.candidate.queue], ['triage', 'waiting'])
  })

  test('come down in a world when a lead that is compared really ended', async () => {
    const { result } = await whatIf({ candidate: texts(policy.replace('PT15M', 'PT1H')) })
    // The second from France got its place when the first was closed, and waited until then.
    assert.equal(countOf(result.owners, 'dee')?.candidate_count, 2)
    assert.deepEqual(
      result.clocks.map(({ name, base, candidate }) => [name, base.median_due_seconds, candidate.median_due_seconds]),
      [['first_touch', 900, 3600]],
    )
  })
})

describe('a selection', () => {
  test('has the same id and the same leads for the same seed, and others for another', async () => {
    const swapped = texts(policy.replace('to: [pool: dach]', 'to: [pool: vip]'))
    const drawn = { candidate: swapped, leads_max: 4 }
    const [one, same, other] = [await whatIf(drawn), await whatIf(drawn), await whatIf({ ...drawn, seed: '7' })]
    assert.deepEqual(one, same)
    assert.notEqual(one.id, other.id)
    assert.deepEqual([one.result.lead_count, one.result.of_count], [4, 10])
  })

  test('by a filter compares only leads for which it is true, and plays the others as they went', async () => {
    const swapped = texts(policy.replace('to: [pool: dach]', 'to: [pool: vip]'))
    const { result } = await whatIf({ candidate: swapped, filter: 'country == "FR"' })
    assert.deepEqual([result.lead_count, result.moved_count, result.played_count], [2, 0, 8])
    await assert.rejects(whatIf({ candidate: swapped, filter: 'contry == "FR"' }), { code: 'filter_invalid' })
  })
})

test('nothing live is touched by a what-if', async () => {
  const tables = await workspace.db.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'what\\_if%' order by 1`,
  )
  const snapshot = async (): Promise<unknown> => {
    const hashes: unknown[] = []
    for (const { name } of tables) {
      hashes.push(
        await workspace.db.query(
          `select '${name}' as name, count(*)::integer as count, md5(coalesce(string_agg(t.row, '|' order by t.row), '')) as hash
           from (select live::text as row from "${name}" as live) as t`,
        ),
      )
    }
    return hashes
  }
  const was = await snapshot()
  await whatIf({ candidate: texts(policy.replace('PT15M', 'PT20M')) })
  assert.deepEqual(await snapshot(), was)
  assert.ok(tables.length > 20)
})

test('a lead whose person was erased is decided by what is left of it', async () => {
  await workspace.db.execute('delete from lead_person where lead_person.workspace_id = $1', [workspace.workspaceId])
  const personal = policy
    .replace('routes:', `routes:\n  - { id: known, when: email.startsWith("p0@"), to: [pool: vip] }`)
    .replace('to: [pool: dach]', 'to: [pool: capped]')
  const { result } = await whatIf({ candidate: texts(personal) })
  assert.deepEqual([result.lead_count, countOf(result.owners, 'cy')?.gained_count ?? 0], [10, 0])
  assert.equal(countOf(result.pools, 'dach')?.lost_count, 6)
})
