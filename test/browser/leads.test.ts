import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inBrowser } from './in-browser.ts'

inBrowser('leads in the console', ({ open, service }) => {
  test('a posted test lead finds its owner on the screen, with the reason', async () => {
    const { page, faults, barriers } = await open({ path: '/leads', user: { roles: ['owner'] } })
    await page.getByRole('button', { name: 'Post a test lead' }).first().click()
    await page.getByRole('button', { name: 'Post', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('heading', { name: /^It belongs to (ada|ben)$/ }).waitFor()
    await dialog.getByText(/^assigned to (ada|ben), pool /).waitFor()
    assert.deepEqual(await barriers(), [])
    await dialog.getByRole('link', { name: 'Open the lead' }).click()
    await page.getByText('Kraftwerk Süd GmbH').first().waitFor()
    assert.match(new URL(page.url()).pathname, /^\/leads\/[0-9a-f-]{36}$/)
    assert.deepEqual(faults(), [])
  })

  test('the same is done with the keyboard alone', async () => {
    const { page, faults } = await open({ path: '/leads', user: { roles: ['owner'] } })
    const post = page.getByRole('button', { name: 'Post a test lead' }).first()
    await post.waitFor()
    await tabTo(page, post)
    await page.keyboard.press('Enter')
    const submit = page.getByRole('button', { name: 'Post', exact: true })
    await tabTo(page, submit)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /^It belongs to / }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page
      .getByRole('row', { name: /Assigned/ })
      .first()
      .waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page
      .getByRole('dialog')
      .getByText(/^assigned to (ada|ben), pool /)
      .waitFor()
    assert.match(new URL(page.url()).search, /peek=/)
    assert.deepEqual(faults(), [])
  })

  test('a lead that somebody else posts appears without a reload', async () => {
    const { page } = await open({ path: '/leads?state=assigned', user: { roles: ['viewer'] } })
    await page.getByText('Live', { exact: true }).waitFor()
    const before = await page.getByRole('row').count()
    await service().client.postLead({ attributes: { country: 'DE' } })
    await page.getByRole('row').nth(before).waitFor()
  })

  test('a follow-up is one press, and the reason of a rejection is asked for', async () => {
    const { lead_id: leadId } = await service().client.postLead({ attributes: { country: 'DE' } })
    const { page, faults } = await open({ path: `/leads/${leadId}`, user: { roles: ['owner'] } })
    await page.getByRole('button', { name: 'I followed up' }).click()
    await page.getByRole('button', { name: 'I followed up' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Reject …' }).click()
    const reject = page.getByRole('dialog').getByRole('button', { name: 'Reject' })
    assert.equal(await reject.isDisabled(), true)
    await page.getByLabel('Reason').fill('spam')
    await reject.click()
    await page.getByText('Disqualified').or(page.getByText('Withdrawn')).first().waitFor()
    const { state } = await service().client.getLead(leadId)
    assert.notEqual(state, 'assigned')
    assert.deepEqual(faults(), [])
  })
})

type Page = Awaited<ReturnType<Parameters<Parameters<typeof inBrowser>[1]>[0]['open']>>['page']

const TABS_MAX = 60

/** Goes on by Tab until it is there, as somebody without a mouse does. */
async function tabTo(page: Page, target: ReturnType<Page['getByRole']>): Promise<void> {
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  assert.fail('the keyboard does not reach it')
}
