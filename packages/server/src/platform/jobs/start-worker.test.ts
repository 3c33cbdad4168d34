import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { backoffMs, startWorker, type WorkerFailure } from './start-worker.ts'
import { startWorkspaceWorker } from './start-workspace-worker.ts'

function refuse(failure: WorkerFailure): void {
  assert.fail(failure.error)
}

async function until(isSo: () => boolean): Promise<void> {
  const endsAt = performance.now() + 4000
  while (!isSo()) {
    assert.ok(performance.now() < endsAt, 'it has not come about in time')
    await sleep(2)
  }
}

describe('a worker', () => {
  test('takes turns that never overlap, never later than it should', async () => {
    const starts: number[] = []
    let running = 0
    const run = async (): Promise<void> => {
      running += 1
      assert.equal(running, 1)
      starts.push(performance.now())
      await sleep(5)
      running -= 1
    }
    const worker = startWorker({ name: 'test', everyMs: 40, run, onError: refuse })
    await until(() => starts.length >= 6)
    await worker.stop()
    const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0))
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    assert.ok(mean > 30 && mean < 80, `on average after ${mean} ms`)
    assert.ok(new Set(gaps.map(Math.round)).size > 1, 'not in step')
  })

  test('that is stopped finishes the turn under way and takes no other', async () => {
    let began = 0
    let ended = 0
    const run = async (): Promise<void> => {
      began += 1
      await sleep(60)
      ended += 1
    }
    const worker = startWorker({ name: 'test', everyMs: 1, run, onError: refuse })
    await until(() => began === 1)
    await Promise.all([worker.stop(), worker.stop()])
    assert.deepEqual([began, ended], [1, 1])
    await sleep(30)
    assert.equal(began, 1)
  })

  test('that is woken does not wait out its pause', async () => {
    let turns = 0
    const run = (): Promise<void> => {
      turns += 1
      return Promise.resolve()
    }
    const worker = startWorker({ name: 'test', everyMs: 60_000, run, onError: refuse })
    await until(() => turns === 1)
    worker.wake()
    await until(() => turns === 2)
    await worker.stop()
  })

  test('that fails says so, waits longer each time, and goes on as before once it succeeds', async () => {
    const failures: WorkerFailure[] = []
    let turns = 0
    const run = (): Promise<void> => {
      turns += 1
      return turns <= 3 ? Promise.reject(new Error(`no ${turns}`)) : Promise.resolve()
    }
    const worker = startWorker({ name: 'test', everyMs: 1, run, onError: (failure) => failures.push(failure) })
    await until(() => turns >= 8)
    await worker.stop()
    assert.deepEqual(
      failures.map(({ error, failedInRow }) => [error.message, failedInRow]),
      [
        ['no 1', 1],
        ['no 2', 2],
        ['no 3', 3],
      ],
    )
    assert.ok(
      failures.every(({ retryInMs }, index) => index === 0 || retryInMs > (failures[index - 1]?.retryInMs ?? 0)),
    )
  })

  test('never backs off for longer than a take-over may take, and never comes sooner than it would have', () => {
    for (const everyMs of [1, 100, 15_000])
      for (let failed = 1; failed < 200; failed += 1) {
        const ms = backoffMs(everyMs, failed)
        assert.ok(ms >= everyMs && ms <= 15_000, `${ms} ms`)
      }
  })
})

describe('a worker for workspaces', () => {
  test('lets one that is slow and one that fails keep no other from its turn', async () => {
    const acted = new Map<string, number>()
    const failures: WorkerFailure[] = []
    let release = (): void => undefined
    const slow = new Promise<void>((resolve) => (release = resolve))
    const worker = startWorkspaceWorker({
      name: 'test',
      everyMs: 2,
      workspaces: () => Promise.resolve(['slow', 'broken', 'idle', 'busy']),
      isDue: (workspaceId) => Promise.resolve(workspaceId !== 'idle'),
      act: async (workspaceId) => {
        acted.set(workspaceId, (acted.get(workspaceId) ?? 0) + 1)
        if (workspaceId === 'slow') await slow
        if (workspaceId === 'broken') throw new Error('broken')
      },
      onError: (failure) => failures.push(failure),
    })
    await until(() => (acted.get('busy') ?? 0) >= 20)
    assert.equal(acted.get('slow'), 1, 'its work does not overlap with itself')
    assert.equal(acted.get('idle'), undefined)
    const broken = acted.get('broken') ?? 0
    assert.ok(broken >= 1 && broken < 10, `tried ${broken} times, ever more rarely`)
    assert.ok(failures.every(({ workspaceId }) => workspaceId === 'broken'))
    let isStopped = false
    const stopping = worker.stop().then(() => (isStopped = true))
    await sleep(10)
    assert.equal(isStopped, false, 'it waits for the slow one')
    release()
    await stopping
  })
})
