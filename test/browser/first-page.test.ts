import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inBrowser } from './in-browser.ts'

inBrowser('the console', ({ open, service }) => {
  test('asks whoever comes to sign in, and nothing is wrong with the page', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, faults, barriers } = await open({ colorScheme })
      await page.getByRole('button', { name: 'Sign in' }).waitFor()
      assert.deepEqual(await barriers(), [], colorScheme)
      assert.deepEqual(faults(), [], colorScheme)
    }
  })

  test('shows the workspace to whoever is signed in', async () => {
    const { page, faults } = await open({ user: { roles: ['owner'] } })
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/')
    assert.deepEqual(faults(), [])
  })

  test('hears of events by the session alone', async () => {
    const { page, faults } = await open({ path: '/sign-in', user: { roles: ['owner'] } })
    const stream = await page.evaluateHandle(() => {
      const source = new EventSource('/v1/events/stream?kinds=lead.assigned')
      const first = new Promise<string>((resolve) => {
        source.addEventListener('lead.assigned', (event: MessageEvent<string>) => resolve(event.data))
      })
      return new Promise<{ readonly first: Promise<string> }>((resolve, reject) => {
        source.addEventListener('open', () => resolve({ first }))
        source.addEventListener('error', () => reject(new Error('the stream broke')))
      })
    })
    await service().client.postLead({ attributes: { country: 'DE' } })
    assert.match(await stream.evaluate(({ first }) => first), /"owner_id":"(ada|ben)"/)
    assert.deepEqual(faults(), [])
  })
})
