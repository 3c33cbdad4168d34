import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signInUser } from '../../packages/server/src/testing/sign-in-user.ts'
import { inBrowser } from './in-browser.ts'

inBrowser('access in the console', ({ open, service }) => {
  test('somebody is invited, given other roles, deactivated', async () => {
    const { page, faults, barriers } = await open({ path: '/access', user: { roles: ['owner'] } })
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
    await dialog.getByLabel('Name').fill('Grace Hopper')
    await dialog.getByLabel('Email').fill('grace@example.com')
    assert.deepEqual(await barriers(), [])
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    const invited = page.getByRole('dialog', { name: 'Grace Hopper is invited' })
    await invited.getByText(/\/accept#/).waitFor()
    await invited.getByRole('button', { name: 'Close' }).click()

    await page.getByRole('row', { name: /Grace Hopper/ }).click()
    const panel = page.getByRole('dialog', { name: 'Grace Hopper' })
    await panel.getByRole('checkbox', { name: /^Manager/ }).press('Space')
    await panel.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Grace Hopper is changed.').waitFor()
    assert.deepEqual(await barriers(), [])
    await panel.getByRole('button', { name: 'Deactivate' }).click()
    await panel.getByRole('button', { name: 'Let them sign in again' }).waitFor()
    await panel.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('row', { name: /Grace Hopper.*Viewer, Manager.*deactivated/ }).waitFor()
    assert.deepEqual(faults(), [])
  })

  test('a key is shown once, and asked by until it is revoked; making it takes the password again', async () => {
    const { page } = await open({ path: '/access', user: { roles: ['owner'] } })
    await page.getByRole('button', { name: 'Make a key' }).click()
    const dialog = page.getByRole('dialog', { name: 'Make an API key' })
    await dialog.getByLabel('Name').fill('shop')
    await dialog.getByRole('button', { name: 'Make the key' }).click()
    const made = page.getByRole('dialog', { name: /shop/ })
    const key = (await made.getByRole('code').textContent()) ?? ''
    const ask = async (): Promise<number> =>
      (await fetch(`${service().url}/v1/leads`, { headers: { authorization: `Bearer ${key}` } })).status
    assert.equal(await ask(), 403)
    await made.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Revoke shop' }).click()
    await page.getByRole('row', { name: /shop.*revoked/ }).waitFor()

    const late = await open({ path: '/access', user: { roles: ['owner'], isSteppedUp: false } })
    await late.page.getByRole('button', { name: 'Make a key' }).click()
    await late.page.getByRole('dialog').getByLabel('Name').fill('other')
    await late.page.getByRole('button', { name: 'Make the key' }).click()
    await late.page.getByRole('dialog', { name: 'Your password, once more' }).waitFor()
  })

  test('sessions elsewhere are listed and can be ended', async () => {
    const { page, user } = await open({ path: '/access', user: { roles: ['owner'] } })
    const other = await signInUser(service(), { roles: ['rep'] })
    await page.reload()
    await page.goto(`${service().url}/access?user=${other.userId}`)
    const panel = page.getByRole('dialog')
    await panel.getByRole('button', { name: /^End / }).click()
    await panel.getByText('Nowhere.').waitFor()
    assert.notEqual(user?.userId, other.userId)
    // A node may know a session for a few seconds more; that it is gone is what the list says.
    assert.deepEqual((await user?.call('GET', `/v1/users/${other.userId}/sessions`))?.body.data, [])
  })

  test('whoever may not see the people is told which grant is missing', async () => {
    const { page, faults, barriers } = await open({ path: '/access', user: { roles: ['rep'] } })
    await page.getByText('To see this you need access:read.').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Invite somebody' }).count(), 0)
    assert.deepEqual(await barriers(), [])
    assert.deepEqual(faults(), [])
  })
})
