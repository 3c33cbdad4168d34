import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { form, formList, formReceipt, formToken, problem } from '@rightful/contract'
import type { z } from 'zod'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'
import { callerOf } from './form-limits.ts'
import { FORM_TOKEN_VALID_MS, checkFormToken, makeFormToken } from './form-token.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(async () => {
  await service.close()
})

type Form = z.output<typeof form>

async function manage(path: string, method: string, body?: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' }
  return fetch(service.url + path, { method, headers, body: body === undefined ? null : JSON.stringify(body) })
}

async function makeForm(config: unknown = {}): Promise<Form> {
  const response = await manage('/v1/forms', 'POST', { name: 'contact', config })
  assert.equal(response.status, 201)
  return form.parse(await response.json())
}

async function submit(
  { public_key: key }: Form,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const body = new URLSearchParams(fields)
  return fetch(`${service.url}/v1/forms/${key}`, { method: 'POST', headers, body, redirect: 'manual' })
}

async function codeOf(response: Response): Promise<string> {
  return problem.parse(await response.json()).code
}

describe('what a form sends', () => {
  test('becomes a lead, with the names and additions of the form, and tells the page nothing of its owner', async () => {
    const made = await makeForm({ rename: { land: 'country' }, attributes: { source: 'contact page' }, priority: 7 })
    const response = await submit(made, { land: 'DE', email: 'x@form1.example', _gclid: '1', source: 'forged' })
    assert.equal(response.status, 201)
    const text = await response.text()
    assert.doesNotMatch(text, /ada|ben|dach/)
    const lead = await service.client.getLead(formReceipt.parse(JSON.parse(text)).submission_id)
    assert.deepEqual(lead.given, { country: 'DE', email: 'x@form1.example', source: 'contact page' })
    assert.deepEqual([lead.state, lead.priority], ['assigned', 7])
  })

  test('may be JSON, which the browser asks about first', async () => {
    const made = await makeForm({ allowed_origins: ['https://www.acme.example'] })
    const origin = 'https://www.acme.example'
    const url = `${service.url}/v1/forms/${made.public_key}`
    const asked = await fetch(url, { method: 'OPTIONS', headers: { origin } })
    assert.equal(asked.status, 204)
    assert.equal(asked.headers.get('access-control-allow-origin'), origin)
    assert.equal(asked.headers.get('access-control-allow-headers'), 'Content-Type')
    const headers = { origin, 'content-type': 'application/json' }
    const response = await fetch(url, { method: 'POST', headers, body: '{"country":"DE"}' })
    assert.equal(response.status, 201)
    assert.equal(response.headers.get('access-control-allow-origin'), origin)
  })

  test('lets the page read why it is refused', async () => {
    const made = await makeForm({ allowed_origins: ['https://www.acme.example'] })
    for (const [origin, body, code] of [
      ['https://www.acme.example', '{', 'malformed_json'],
      ['https://elsewhere.example', '{"country":"DE"}', 'form_origin_not_allowed'],
    ] as const) {
      const headers = { origin, 'content-type': 'application/json' }
      const response = await fetch(`${service.url}/v1/forms/${made.public_key}`, { method: 'POST', headers, body })
      assert.equal(response.headers.get('access-control-allow-origin'), origin)
      assert.equal(await codeOf(response), code)
    }
  })

  test('leads a page without script on to where the form says, and nowhere else', async () => {
    const made = await makeForm({ redirect_url: 'https://www.acme.example/thanks' })
    const page = await submit(made, { country: 'DE', _redirect: 'https://evil.example' }, { accept: 'text/html' })
    assert.equal(page.status, 303)
    assert.equal(page.headers.get('location'), 'https://www.acme.example/thanks')
    assert.equal((await submit(made, { country: 'DE' })).status, 201)
  })
})

describe('a form does not tell', () => {
  test('whether the person was known', async () => {
    const made = await makeForm()
    const fields = { country: 'DE', email: 'known@form.example' }
    const receipts = [await submit(made, fields), await submit(made, fields)]
    const ids = await Promise.all(
      receipts.map(async (response) => formReceipt.parse(await response.json()).submission_id),
    )
    assert.notEqual(ids[0], ids[1])
    const lead = await service.client.getLead(ids[0] ?? '')
    assert.equal(lead.given?.['email'], 'known@form.example')
  })
})

describe('a form refuses', () => {
  test('pages that it does not belong on', async () => {
    const made = await makeForm({ allowed_origins: ['https://www.acme.example/contact'] })
    const elsewhere = await submit(made, { country: 'DE' }, { origin: 'https://evil.example' })
    assert.equal(await codeOf(elsewhere), 'form_origin_not_allowed')
    assert.equal((await submit(made, { country: 'DE' }, { origin: 'https://www.acme.example' })).status, 201)
  })

  test('whoever fills in what people do not see', async () => {
    const made = await makeForm()
    assert.equal(await codeOf(await submit(made, { country: 'DE', website_confirm: 'x' })), 'form_rejected')
    assert.equal((await submit(made, { country: 'DE', website_confirm: '' })).status, 201)
  })

  test('whoever sends it faster than people write, or without having opened it', async () => {
    const made = await makeForm({ min_fill_seconds: 1 })
    assert.equal(await codeOf(await submit(made, { country: 'DE' })), 'form_token_invalid')
    const opened = await fetch(`${service.url}/v1/forms/${made.public_key}/token`)
    const { token } = formToken.parse(await opened.json())
    const fast = await submit(made, { country: 'DE', _token: token })
    assert.equal(fast.headers.get('retry-after'), '1')
    assert.equal(await codeOf(fast), 'form_too_fast')
    const other = await makeForm({ min_fill_seconds: 1 })
    assert.equal(await codeOf(await submit(other, { country: 'DE', _token: token })), 'form_token_invalid')
    await new Promise((resolve) => setTimeout(resolve, 1050))
    assert.equal((await submit(made, { country: 'DE', _token: token })).status, 201)
  })

  test('too many from one address, and too many in all', async () => {
    const perAddress = await makeForm({ per_ip_per_minute: 2 })
    for (const status of [201, 201, 429]) assert.equal((await submit(perAddress, { country: 'DE' })).status, status)
    const perForm = await makeForm({ per_form_per_minute: 1 })
    assert.equal((await submit(perForm, { country: 'DE' })).status, 201)
    const refused = await submit(perForm, { country: 'DE' })
    assert.match(refused.headers.get('retry-after') ?? '', /^\d+$/)
    assert.equal(await codeOf(refused), 'rate_limited')
  })

  test('everything once it is switched off, like one that never was', async () => {
    const made = await makeForm()
    const changed = await manage(`/v1/forms/${made.public_key}`, 'PATCH', { is_active: false })
    assert.equal(form.parse(await changed.json()).is_active, false)
    assert.equal(await codeOf(await submit(made, { country: 'DE' })), 'form_not_found')
    assert.equal(await codeOf(await submit({ ...made, public_key: 'none' }, { country: 'DE' })), 'form_not_found')
    const { data } = formList.parse(await (await manage('/v1/forms', 'GET')).json())
    assert.equal(data.find(({ form_id: id }) => id === made.form_id)?.is_active, false)
  })

  test('changes by another workspace, and never tells its secret', async () => {
    const made = await makeForm()
    const key = await service.makeKey(['admin'], await service.makeWorkspace())
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const url = `${service.url}/v1/forms/${made.public_key}`
    const response = await fetch(url, { method: 'PATCH', headers, body: '{"is_active":false}' })
    assert.equal(await codeOf(response), 'form_not_found')
    assert.doesNotMatch(await (await manage('/v1/forms', 'GET')).text(), /secret/)
  })
})

test('addresses of one IPv6 network count as one', () => {
  const [one, same, other] = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:3::1'].map(callerOf)
  assert.equal(one, same)
  assert.notEqual(one, other)
  assert.deepEqual(['::ffff:192.0.2.1', 'unknown'].map(callerOf), ['192.0.2.1', 'unknown'])
})

describe('the token of a form', () => {
  const checked = (token: string, nowMs: number): void =>
    checkFormToken(token, { secret: 's', minFillSeconds: 2, nowMs })

  test('holds from the least time on until a day later', () => {
    const token = makeFormToken('s', 1_000_000)
    assert.throws(() => checked(token, 1_001_999), /faster/)
    checked(token, 1_002_000)
    checked(token, 1_000_000 + FORM_TOKEN_VALID_MS)
    assert.throws(() => checked(token, 1_000_001 + FORM_TOKEN_VALID_MS), /too long ago/)
  })

  test('of another form, damaged, or of tomorrow is none', () => {
    const token = makeFormToken('s', 1_000_000)
    assert.throws(() => checked(makeFormToken('t', 1_000_000), 1_005_000), /not opened/)
    assert.throws(() => checked(`1${token}`, 1_005_000), /not opened/)
    assert.throws(() => checked(token.slice(0, -2), 1_005_000), /not opened/)
    assert.throws(() => checked(token, 1_000_000 - 86_400_000), /not opened/)
    assert.throws(() => checked('', 1_005_000), /not opened/)
  })
})
