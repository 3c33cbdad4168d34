import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inBrowser } from './in-browser.ts'

/** Every page that is reached from everywhere, with its heading. */
const pages: Readonly<Record<string, RegExp>> = {
  '/': /^Overview$/,
  '/my': /^My leads$/,
  '/leads': /^Leads$/,
  '/waiting': /^Waiting$/,
  '/imports': /^Imports$/,
  '/connections': /^Connections$/,
  '/reports': /^Reports$/,
  '/reports/distribution': /^Leads given against the fair share/,
  '/people': /^People$/,
  '/people/ada': /ada/,
  '/pools': /^Pools$/,
  '/pools/dach': /dach/,
  '/accounts': /^Accounts$/,
  '/policy': /^Policy/,
  '/changes': /^Changes/,
  '/changes/new': /./,
  '/docs': /./,
  '/audit': /^Audit log$/,
  '/access': /^Access$/,
  '/clocks': /^SLA board$/,
  '/no-such-page': /^There is no such page$/,
}

inBrowser('every page of the console', ({ open, service }) => {
  for (const [path, heading] of Object.entries(pages)) {
    test(`${path} is whole in both themes, empty and with leads`, async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, faults, barriers } = await open({ path, colorScheme, user: { roles: ['owner'] } })
        await page.getByRole('heading', { level: 1, name: heading }).waitFor()
        await page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'detached' })
        assert.deepEqual(await barriers(), [], `${path} ${colorScheme}`)
        assert.deepEqual(faults(), [], `${path} ${colorScheme}`)
        await service().client.postLead({ attributes: { country: 'DE' } })
      }
    })
  }

  test('a phone has the pages behind a button', async () => {
    const { page, barriers } = await open({ viewport: { width: 390, height: 800 }, user: { roles: ['owner'] } })
    await page.getByRole('button', { name: 'Pages' }).click()
    await page.getByRole('link', { name: 'Leads', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Leads' }).waitFor()
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    assert.equal(overflow, 0)
    assert.deepEqual(await barriers(), [])
  })

  test('every text of a page can be translated: in the marked language no plain word is left', async () => {
    const { page } = await open({ path: '/leads?language=pseudo', user: { roles: ['owner'] } })
    await page.getByRole('heading', { level: 1 }).waitFor()
    const plain = await page.evaluate(() =>
      [...document.querySelectorAll('nav a, h1, th, label, main button')]
        .filter((element) => element.closest('[aria-hidden="true"]') === null)
        .map((element) => element.textContent ?? '')
        .filter((text) => /[aeiou]/.test(text)),
    )
    assert.deepEqual(plain, [])
  })

  test('any page is reached by typing', async () => {
    const { page } = await open({ user: { roles: ['owner'] } })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Go to' }).waitFor()
    await page.keyboard.type('audit')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor()
  })

  test('whoever may not see a page does not find it in the sidebar', async () => {
    const { page } = await open({ user: { roles: ['rep'] } })
    await page.getByRole('link', { name: 'My leads' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Audit log' }).count(), 0)
  })
})
