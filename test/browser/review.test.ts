import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inBrowser } from './in-browser.ts'
import { writePolicy } from './write-policy.ts'

const document = `policy: test
fields:
  country:   { type: country }
  employees: { type: integer, min: 0 }
routes:
  - id: everybody
    when: employees >= 0
    to: [pool: sdr]
fallback:
  unmatched: [hold: triage]
`

inBrowser('a change of the policy through review', ({ open, service }) => {
  test('one writes it, another approves it and makes it active, after a look at who gains and who loses', async () => {
    for (const employees of [5, 50, 5000]) await service().client.postLead({ attributes: { country: 'DE', employees } })
    const author = await open({ path: '/changes/new', user: { roles: ['sales_ops'] } })
    await writePolicy(author.page, document)
    await author.page.getByLabel('Title').fill('Everybody to sdr')
    await author.page.getByRole('button', { name: 'Hand in for review' }).click()
    await author.page.waitForURL(/\/changes\/[0-9a-f-]+$/)
    await author.page.getByText('You wrote this, so somebody else has to approve it.').waitFor()
    assert.equal(await author.page.getByRole('button', { name: 'Approve' }).count(), 0)

    assert.deepEqual(await author.barriers(), [])

    const path = new URL(author.page.url()).pathname
    const reviewer = await open({ path, colorScheme: 'dark', user: { roles: ['sales_ops'] } })
    await reviewer.page.getByRole('button', { name: 'Ask what would move' }).click()
    await reviewer.page.getByText(/of 3 leads/).waitFor()
    await reviewer.page.getByRole('row', { name: /^sdr / }).waitFor()
    assert.deepEqual(await reviewer.barriers(), [])
    await reviewer.page.getByRole('button', { name: 'Approve' }).click()
    await reviewer.page.getByRole('button', { name: 'Apply now' }).click()
    await reviewer.page.getByText('Active', { exact: true }).waitFor()

    await author.page.getByText('Active', { exact: true }).waitFor()
    const { body } = (await reviewer.user?.call('GET', '/v1/policies/active')) ?? {}
    assert.equal(body?.document, document)
    assert.deepEqual([...author.faults(), ...reviewer.faults()], [])
  })

  test('other open changes of the same part are named on its page', async () => {
    const { page, user } = await open({ user: { roles: ['sales_ops'] } })
    const active = (await user?.call('GET', '/v1/policies/active'))?.body
    const made: string[] = []
    for (const title of ['First of two', 'Second of two']) {
      const text: string = document.replace('employees >= 0', `employees >= ${made.length + 1}`)
      const asked: unknown = { title, description: '', document: text, tables: {}, base_version: active?.version }
      const answer = await user?.call('POST', '/v1/changes', asked)
      const changeId = String(answer?.body.change_id)
      await user?.call('POST', `/v1/changes/${changeId}/submit`)
      made.push(changeId)
    }
    await page.goto(`${service().url}/changes/${made[0]}`)
    await page.getByRole('link', { name: 'Second of two' }).click()
    await page.getByRole('heading', { level: 1, name: 'Second of two' }).waitFor()
  })

  test('two who edit the same draft keep both, and choose where they wrote the same lines', async () => {
    const ada = await open({ user: { roles: ['sales_ops'] } })
    const active = (await ada.user?.call('GET', '/v1/policies/active'))?.body
    const asked = { title: 'Together', description: '', document, tables: {}, base_version: active?.version }
    const changeId = String((await ada.user?.call('POST', '/v1/changes', asked))?.body.change_id)
    const path = `/changes/${changeId}/edit`
    const bob = await open({ path, user: { roles: ['sales_ops'] } })
    const cyd = await open({ path, user: { roles: ['sales_ops'] } })
    await ada.page.goto(service().url + path)
    await writePolicy(ada.page, document.replace('id: everybody', 'id: anybody'))
    await writePolicy(bob.page, document.replace('hold: triage', 'pool: dach'))
    await writePolicy(cyd.page, document.replace('id: everybody', 'id: all'))
    const save = { name: 'Save as a draft' }
    for (const { page } of [ada, bob]) {
      await page.getByRole('button', save).click()
      await page.waitForURL(/\/changes\/[0-9a-f-]+$/)
    }
    await cyd.page.getByRole('button', save).click()
    await cyd.page.getByText('Nothing of yours is lost.').waitFor()
    assert.deepEqual(await cyd.barriers(), [])
    await cyd.page.getByRole('button', { name: 'Save with mine there' }).click()
    await cyd.page.waitForURL(/\/changes\/[0-9a-f-]+$/)
    const { body } = (await ada.user?.call('GET', `/v1/changes/${changeId}`)) ?? {}
    assert.equal(body?.document, document.replace('id: everybody', 'id: all').replace('hold: triage', 'pool: dach'))
  })
})
