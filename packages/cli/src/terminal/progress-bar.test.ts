import assert from 'node:assert/strict'
import { Readable, Writable } from 'node:stream'
import { describe, test } from 'node:test'
import type { CliProcess } from '../cli-context.ts'
import { createProgressBar, progressLine } from './progress-bar.ts'

function terminal(isTTY: boolean) {
  const written: string[] = []
  const stream = () =>
    Object.assign(
      new Writable({
        write: (chunk, _, done) => {
          written.push(String(chunk))
          done()
        },
      }),
      { isTTY },
    )
  const process: CliProcess = { stdin: Readable.from([]), stdout: stream(), stderr: stream(), env: {} }
  return { process, written }
}

describe('a progress bar', () => {
  test('tells share, count, pace and time left', () => {
    assert.equal(
      progressLine({ done: 25, total: 100, count: 250_000, noun: 'leads', elapsedMs: 2000 }),
      '██████░░░░░░░░░░░░░░░░░░   25 %  250,000 leads  125,000/s  6 s left',
    )
    assert.equal(progressLine({ done: 25, total: null, count: 10, noun: 'leads', elapsedMs: 1000 }), '10 leads  10/s')
  })

  test('shows nothing for short work, then redraws at most ten times a second, and clears up', () => {
    const { process, written } = terminal(true)
    let now = 0
    const bar = createProgressBar(process, 'leads', () => now)
    for (; now < 2000; now += 10) bar.update(now, 2000, now)
    bar.finish()
    assert.ok(written.length > 5 && written.length <= 17, `${written.length} writes`)
    assert.equal(written.at(-1), '\r\u001B[2K')
  })

  test('shows nothing where the error stream is no terminal', () => {
    const { process, written } = terminal(false)
    let now = 0
    const bar = createProgressBar(process, 'leads', () => (now += 1000))
    bar.update(1, 2, 1)
    bar.update(2, 2, 2)
    bar.finish()
    assert.deepEqual(written, [])
  })
})
