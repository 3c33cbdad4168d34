import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inBrowser } from './in-browser.ts'

inBrowser('the board of clocks', ({ open, service }) => {
  test('a lead that comes appears by itself, filters stand in the address, and keys open it', async () => {
    const { page, faults, barriers } = await open({ path: '/clocks', user: { roles: ['owner'] } })
    await page.getByText('Nothing is due.').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    await service().client.postLead({ attributes: { country: 'DE', employees: 5000 } })
    await page.getByRole('row', { name: /first touch/ }).waitFor()
    assert.deepEqual(await barriers(), [])

    await page.getByRole('button', { name: /State/ }).click()
    await page.getByRole('option', { name: 'Overdue' }).click()
    await page.getByText('No clock fits these filters').waitFor()
    assert.match(page.url(), /state=breached/)
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByRole('row', { name: /first touch/ }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/leads\/[0-9a-f-]+$/)
    assert.deepEqual(faults(), [])
  })
})
