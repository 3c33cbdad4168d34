import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sealWorkspace } from '../audit/read.ts'
import { verifyWorkspace } from '../../observe/verify/verify-workspace.ts'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(() => service.close())

type Answered = { readonly status: number; readonly body: Record<string, never> }

/** What is asked carries its scope by name, as a key has to. */
async function ask(method: string, path: string, body?: unknown): Promise<Answered> {
  const key = await service.makeKey(['personal:export', 'personal:erase'])
  const response = await fetch(`${service.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, body: JSON.parse(text === '' ? '{}' : text) }
}

async function post(attributes: Record<string, unknown>, externalId: string | null = null): Promise<string> {
  const lead = externalId === null ? { attributes } : { attributes, external_id: externalId }
  const { lead_id: leadId } = await service.client.postLead(lead)
  return leadId
}

/** Every row of every table as text, as a dump has it. */
async function dump(): Promise<string> {
  const tables = await service.db.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  )
  assert.ok(tables.length > 30)
  const texts: string[] = []
  for (const { name } of tables) {
    const rows = await service.db.query<{ text: string }>(`select t::text as text from "${name}" as t`)
    texts.push(...rows.map(({ text }) => text))
  }
  return texts.join('\n')
}

async function assertSound(): Promise<void> {
  await sealWorkspace(service.db, service.workspaceId)
  for (const { law, violations } of await verifyWorkspace(service.db, { workspaceId: service.workspaceId }))
    assert.deepEqual(violations, [], law)
}

const anna = {
  email: 'Anna.Schmidt@Beispiel-Werke.example',
  phone: '+49 30 5550 1234',
  name: 'Anna Schmidt-Öztürk',
  country: 'DE',
  message: 'Bitte rufen Sie "Anna" an.',
}
/** Whatever form a dump might have it in, also escaped as JSON is. */
const traces = [/anna/i, /schmidt/i, /zt(ü|\\u00fc)rk/i, /5550 ?1234/, /305550/, /rufen Sie/]

describe('what names a person', () => {
  test('is nowhere in the database as it came in, not even before it is erased', async () => {
    await post({ ...anna, email: 'other.anna@beispiel.example' })
    const text = await dump()
    for (const trace of traces) assert.doesNotMatch(text, trace)
  })

  test('is exported, erased, and then found nowhere, while every law and the audit chain hold', async () => {
    const first = await post(anna, 'crm-anna-schmidt')
    await service.client.updateLead(first, { attributes: { name: 'Anna Schmidt', phone: '030 55501234' } })
    await post({ email: anna.email.toLowerCase(), country: 'JP' })
    const colleague = await post({ email: 'ben@beispiel.example', country: 'DE', message: `frag ${anna.email}` })
    const named = { email: 'anna.schmidt@beispiel-werke.example' }

    const exported = await ask('POST', '/v1/privacy/export', named)
    assert.equal(exported.status, 200)
    const { leads, mentioned_in: mentionedIn }: Record<string, readonly Record<string, unknown>[]> = exported.body
    assert.deepEqual(
      leads?.map(({ lead_id: id }) => id),
      [first],
    )
    assert.deepEqual(mentionedIn, [colleague])
    assert.match(JSON.stringify(leads?.[0]?.['given']), /"name":"Anna Schmidt"/)
    assert.match(JSON.stringify(leads), /030 55501234/)
    assert.match(JSON.stringify(leads), /"owner_id":"(ada|ben)"/)

    const preview = await ask('POST', '/v1/privacy/erase', named)
    assert.deepEqual([preview.body['is_dry_run'], preview.body['erased_count']], [true, 1])
    assert.notEqual((await service.client.getLead(first)).given, null, 'a dry run changes nothing')
    assert.match(JSON.stringify(preview.body), /"email"/)

    const before = await service.client.getLead(first)
    const erased = await ask('POST', '/v1/privacy/erase', { ...named, dry_run: false })
    assert.deepEqual([erased.status, erased.body['erased_count'], erased.body['held_count']], [200, 1, 0])
    const after = await service.client.getLead(first)
    assert.equal(after.given, null)
    assert.ok(after.version > before.version, 'whoever had read it before hears that it changed')
    assert.equal(after.owner_id, before.owner_id)
    const text = await dump()
    assert.match(text, new RegExp(first), 'the dump has the lead')
    for (const trace of traces) assert.doesNotMatch(text, trace)
    const keys = await service.db.query(`select 1 from lead_key where lead_id = $1`, [first])
    assert.equal(keys.length, 0)
    await assertSound()
    assert.deepEqual((await ask('POST', '/v1/privacy/export', named)).body['leads'], [])
  })

  test('is found by a number without the code of its country, and by the lead', async () => {
    const leadId = await post({ email: 'c@c.example', phone: '(030) 7654-321', country: 'DE' })
    const byPhone = await ask('POST', '/v1/privacy/export', { phone: '+49 30 7654321' })
    assert.match(JSON.stringify(byPhone.body), new RegExp(leadId))
    const byLead = await ask('POST', '/v1/privacy/erase', { lead_id: leadId, dry_run: false })
    assert.equal(byLead.body['erased_count'], 1)
    assert.equal((await ask('POST', '/v1/privacy/erase', { lead_id: leadId })).body['erased_count'], 0)
  })

  test('stays under a legal hold until that is lifted, and the log tells of it without the reason', async () => {
    const leadId = await post({ email: 'dora@d.example', country: 'DE' })
    const set = await ask('POST', '/v1/privacy/holds', { email: 'dora@d.example', reason: 'Klage von Dora' })
    assert.equal(set.status, 201)
    const kept = await ask('POST', '/v1/privacy/erase', { email: 'DORA@d.example', dry_run: false })
    assert.deepEqual([kept.body['erased_count'], kept.body['held_count']], [0, 1])
    assert.equal((await service.client.getLead(leadId)).given?.['email'], 'dora@d.example')
    assert.deepEqual((await ask('GET', '/v1/privacy/holds')).body['data'], [set.body])
    assert.doesNotMatch(await dump(), /dora/i)
    const path = `/v1/privacy/holds/${String(set.body['hold_id'])}`
    assert.equal((await ask('DELETE', path)).status, 204)
    assert.equal((await ask('DELETE', path)).body['code'], 'legal_hold_not_found')
    const gone = await ask('POST', '/v1/privacy/erase', { email: 'dora@d.example', dry_run: false })
    assert.equal(gone.body['erased_count'], 1)
    const actions = await service.db.query<{ action: string }>(
      `select action from audit_entry where workspace_id = $1 and action like 'legal_hold.%' order by entry_id`,
      [service.workspaceId],
    )
    assert.deepEqual(
      actions.map(({ action }) => action),
      ['legal_hold.set', 'legal_hold.lifted'],
    )
  })

  test('is asked for by exactly one of address, number and lead', async () => {
    assert.equal((await ask('POST', '/v1/privacy/export', {})).status, 422)
    assert.equal((await ask('POST', '/v1/privacy/export', { email: 'a@b.example', phone: '1234567' })).status, 422)
    const unknown = { lead_id: '00000000-0000-7000-8000-000000000000' }
    assert.equal((await ask('POST', '/v1/privacy/erase', unknown)).status, 404)
  })
})
