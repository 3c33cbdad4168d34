import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inBrowser } from './in-browser.ts'

inBrowser('signing in and out', ({ open, service }) => {
  test('takes a password masked, pasted, and from whoever keeps passwords', async () => {
    const { page, faults } = await open({ path: '/sign-in', permissions: ['clipboard-read', 'clipboard-write'] })
    const password = page.getByLabel('Password')
    await password.waitFor()
    assert.equal(await password.getAttribute('type'), 'password')
    assert.equal(await password.getAttribute('autocomplete'), 'current-password')
    assert.equal(await page.getByLabel('E-mail').getAttribute('autocomplete'), 'username')
    await page.evaluate(() => navigator.clipboard.writeText('a pasted pass phrase'))
    await password.focus()
    await page.keyboard.press('ControlOrMeta+v')
    assert.equal(await password.inputValue(), 'a pasted pass phrase')
    assert.deepEqual(faults(), [])
  })

  test('signs out from every page, and leaves nothing of what it showed', async () => {
    await service().client.postLead({ attributes: { email: 'left-behind@example.com', country: 'DE' } })
    for (const path of ['/', '/my', '/policy', '/audit', '/leads']) {
      const { page, user } = await open({ path, user: { roles: ['owner'] } })
      await page.getByRole('heading', { level: 1 }).waitFor()
      if (path === '/leads') await page.getByText('left-behind@example.com').first().waitFor()
      await page
        .getByRole('banner')
        .getByRole('button', { name: /^User / })
        .click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await page.getByLabel('Password').waitFor()
      assert.equal((await user?.call('GET', '/v1/session'))?.status, 401, path)
      assert.ok(!(await page.content()).includes('left-behind'), path)
      await page.goBack()
      await page.getByLabel('Password').waitFor()
      assert.ok(!(await page.content()).includes('left-behind'), path)
    }
  })

  test('keeps nothing in the browser but the theme', async () => {
    await service().client.postLead({ attributes: { email: 'stored@example.com', country: 'DE' } })
    for (const path of ['/leads', '/policy', '/changes/new', '/access']) {
      const { page } = await open({ path, user: { roles: ['owner'] } })
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page
        .getByRole('banner')
        .getByRole('button', { name: /^User / })
        .click()
      await page.getByRole('menuitem', { name: 'Dark' }).click()
      const kept = await page.evaluate(async () => ({
        local: Object.values(localStorage),
        session: Object.values(sessionStorage),
        databases: await indexedDB.databases(),
        caches: await caches.keys(),
        cookies: document.cookie,
      }))
      assert.deepEqual(kept, { local: ['dark'], session: [], databases: [], caches: [], cookies: '' }, path)
    }
  })
})
