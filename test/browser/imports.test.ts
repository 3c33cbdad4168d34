import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inBrowser } from './in-browser.ts'

inBrowser('importing a file in the console', ({ open }) => {
  test('a chosen file is taken in, and its page says so', async () => {
    const { page, faults, barriers } = await open({ path: '/imports', user: { roles: ['owner'] } })
    await page.locator('input[type=file]').setInputFiles({
      name: 'fair.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('country,employees\nDE,100\nFR,200\n'),
    })
    const dialog = page.getByRole('dialog', { name: 'fair.csv' })
    await dialog.getByRole('button', { name: 'Dry run first' }).click()
    await page.getByRole('heading', { level: 1, name: 'fair.csv' }).waitFor()
    await page.getByText('2 rows, 0 with errors').waitFor()
    assert.deepEqual(await barriers(), [])
    assert.deepEqual(faults(), [])
  })
})
