import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inBrowser } from './in-browser.ts'

inBrowser('the page of a pool', ({ open, service }) => {
  test('says who is next, and of everybody else why not and until when', async () => {
    const absence = { from: '2020-01-01T00:00:00Z', until: '2040-01-01T00:00:00Z', note: 'sabbatical' }
    await put('/v1/owners/ben/absences/long', absence)
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, faults, barriers } = await open({ path: '/pools/dach', colorScheme, user: { roles: ['owner'] } })
      await page.getByText('the only one who can be given a lead now').waitFor()
      const table = page.getByRole('table', { name: 'Who is next' })
      await table.getByRole('row', { name: /^1 ada level with the pool/ }).waitFor()
      await table.getByRole('row', { name: /^— ben absent until .+ · sabbatical/ }).waitFor()
      assert.deepEqual(await barriers(), [], colorScheme)
      assert.deepEqual(faults(), [], colorScheme)
    }
  })

  test('follows what leads and people do, without a reload', async () => {
    const { page } = await open({ path: '/pools/dach', user: { roles: ['owner'] } })
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByRole('row', { name: /^1 ada level with the pool 0/ }).waitFor()
    await service().client.postLead({ attributes: { country: 'DE' } })
    await page.getByRole('row', { name: /^1 ada level with the pool 1/ }).waitFor()
    await put('/v1/pools/dach', { active: false })
    await page.getByText('Nobody: the pool is switched off.').waitFor()
  })

  async function put(path: string, body: unknown): Promise<void> {
    const { url, key } = service()
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const { status } = await fetch(url + path, { method: 'PUT', headers, body: JSON.stringify(body) })
    assert.ok(status < 300, `${path}: ${status}`)
  }
})
