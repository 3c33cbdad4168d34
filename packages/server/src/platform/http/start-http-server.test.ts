import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { z } from 'zod'
import { json } from './answer.ts'
import { noBody } from './body-reader.ts'
import { noFields } from './route.ts'
import { openTestApp, type TestApp } from './testing/open-test-app.ts'

/** An app with a route that answers after so many milliseconds, and one that streams until the server stops; `arrived` once the first was asked. */
async function openSlowApp(
  answerAfterMs: number,
  stopWithinMs: number,
): Promise<TestApp & { readonly arrived: Promise<void> }> {
  const arrival = Promise.withResolvers<void>()
  const plain = { params: noFields, query: noFields, tag: 'Test', summary: 'x', errors: [], body: noBody } as const
  const answers = { 200: { description: 'x', schema: z.unknown() } }
  const app = await openTestApp({
    stopWithinMs,
    addRoutes: ({ routes }) => {
      const spec = { ...plain, answers, method: 'get', from: 'any page' } as const
      routes.addOpen({ ...spec, path: '/slow', operation: 'slow' }, async () => {
        arrival.resolve()
        await sleep(answerAfterMs)
        return json(200, { done: true })
      })
      routes.addOpen({ ...spec, path: '/stream', operation: 'stream' }, ({ stopping }) => {
        const body = new ReadableStream({
          start: (controller) => {
            controller.enqueue(new TextEncoder().encode('first\n'))
            stopping.addEventListener('abort', () => controller.close())
          },
        })
        return { kind: 'stream', response: new Response(body) }
      })
    },
  })
  return { ...app, arrived: arrival.promise }
}

test('a server told to stop finishes what is under way and takes nothing new', async () => {
  const app = await openSlowApp(200, 5000)
  const slow = fetch(`${app.url}/slow`)
  await app.arrived
  const stopped = app.stop()
  await sleep(20)
  await assert.rejects(fetch(`${app.url}/slow`), 'a new connection is refused')
  assert.deepEqual(await (await slow).json(), { done: true })
  assert.equal(await stopped, 0)
})

test('connections that are kept open do not keep it from stopping', async () => {
  const app = await openSlowApp(0, 5000)
  const agent = new Agent({ keepAlive: true })
  await new Promise<void>((resolve) => {
    request(`${app.url}/slow`, { agent }, (answer) => answer.resume().on('end', () => resolve())).end()
  })
  const startMs = performance.now()
  assert.equal(await app.stop(), 0)
  assert.ok(performance.now() - startMs < 1000)
  agent.destroy()
})

test('what does not finish in time is cut off and counted', async () => {
  const app = await openSlowApp(3000, 100)
  const slow = fetch(`${app.url}/slow`).then(
    () => 'answered',
    () => 'cut',
  )
  await app.arrived
  assert.equal(await app.stop(), 1)
  assert.equal(await slow, 'cut')
})

test('streams are told to end, and end whole', async () => {
  const app = await openSlowApp(0, 5000)
  const response = await fetch(`${app.url}/stream`)
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
  const stopped = app.stop()
  assert.equal(await response.text(), 'first\n')
  assert.equal(await stopped, 0)
})
