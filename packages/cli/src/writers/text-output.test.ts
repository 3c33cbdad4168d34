import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, describe, test } from 'node:test'
import { openOutput } from './text-output.ts'

const folder = mkdtempSync(join(tmpdir(), 'rightful-write-'))
after(() => rmSync(folder, { recursive: true }))

/** A reader that takes its time over everything. */
function slowWritable(taken: string[]): Writable {
  return new Writable({
    highWaterMark: 10,
    write: (chunk, _, done) => {
      taken.push(String(chunk))
      setImmediate(done)
    },
  })
}

describe('an output file', () => {
  test('appears whole, under its name, when it is closed', async () => {
    const path = join(folder, 'whole.csv')
    const output = await openOutput(path, process.stdout)
    for (let line = 0; line < 20_000; line += 1) await output.write(`${line}\n`)
    assert.equal(existsSync(path), false)
    await output.close()
    assert.equal(readFileSync(path, 'utf8').split('\n').length, 20_001)
  })

  test('may be the file that is being read', async () => {
    const path = join(folder, 'same.csv')
    writeFileSync(path, 'old')
    const output = await openOutput(path, process.stdout)
    await output.write('new')
    assert.equal(readFileSync(path, 'utf8'), 'old')
    await output.close()
    assert.equal(readFileSync(path, 'utf8'), 'new')
  })

  test('leaves nothing behind when it is discarded', async () => {
    const path = join(folder, 'gone.csv')
    const output = await openOutput(path, process.stdout)
    await output.write('x')
    await output.discard()
    assert.equal(existsSync(path), false)
    assert.equal(existsSync(`${path}.partial`), false)
  })

  test('that cannot be written is named', async () => {
    const path = join(folder, 'no', 'such', 'folder.csv')
    const output = await openOutput(path, process.stdout)
    await output.write('x')
    await assert.rejects(output.close(), { code: 'file_unwritable', where: path })
    await assert.rejects(openOutput(folder, process.stdout), { code: 'file_unwritable' })
  })
})

describe('the standard output', () => {
  test('is waited for, so that a slow reader does not fill the memory', async () => {
    const taken: string[] = []
    const stream = slowWritable(taken)
    const output = await openOutput('-', stream)
    const line = 'x'.repeat(1000)
    let most = 0
    for (let count = 0; count < 1000; count += 1) {
      await output.write(line)
      most = Math.max(most, stream.writableLength)
    }
    await output.close()
    assert.equal(taken.join('').length, 1_000_000)
    assert.ok(most < 100_000, `${most} characters waited in the stream`)
  })
})
