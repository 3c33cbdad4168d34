import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createClosings } from './closings.ts'

describe('what has to be closed', () => {
  test('is closed once, last opened first', async () => {
    const closings = createClosings()
    const order: string[] = []
    for (const name of ['database', 'desks', 'http']) {
      closings.add({ name, close: () => Promise.resolve(order.push(name)), withinMs: 1000 })
    }
    assert.deepEqual(await closings.closeAll(), [])
    assert.deepEqual(await closings.closeAll(), [])
    assert.deepEqual(order, ['http', 'desks', 'database'])
  })

  test('is closed also when what was opened after it fails to', async () => {
    const closings = createClosings()
    let isClosed = false
    closings.add({ name: 'database', close: () => Promise.resolve((isClosed = true)) })
    closings.add({ name: 'workers', close: () => Promise.reject(new Error('broken')), withinMs: 1000 })
    await assert.rejects(closings.closeAll(), /broken/)
    assert.ok(isClosed)
  })

  test('holds up what was opened before it no longer than it may', async () => {
    const closings = createClosings()
    let isClosed = false
    const never = (): Promise<void> => new Promise(() => undefined)
    closings.add({ name: 'database', close: () => Promise.resolve((isClosed = true)) })
    closings.add({ name: 'workers', close: never, withinMs: 30 })
    assert.deepEqual(await closings.closeAll(), ['workers'])
    assert.ok(isClosed)
  })
})
