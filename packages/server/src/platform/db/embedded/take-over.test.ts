import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { isAlive, isUncollected } from './holder.ts'
import { takeOver } from './take-over.ts'

/** Higher than any that the system gives out. */
const deadPid = 4_194_305
const isLinux = process.platform === 'linux'

describe('taking over a data directory', () => {
  let data = ''
  beforeEach(() => (data = mkdtempSync(join(tmpdir(), 'rightful-take-'))))
  afterEach(() => rmSync(data, { recursive: true, force: true }))

  function writePostmaster(pid: number): string {
    const lines = [pid, data, 1_795_000_000, 5432, data, '', '', 'ready']
    writeFileSync(join(data, 'postmaster.pid'), `${lines.join('\n')}\n`)
    return join(data, 'postmaster.pid')
  }

  /** Leaves a socket that nobody listens on, as a killed server does. */
  async function leaveSocket(): Promise<void> {
    const program = `require('node:net').createServer().listen(${JSON.stringify(join(data, '.s.PGSQL.5432'))}, () => process.kill(process.pid, 'SIGKILL'))`
    await once(spawn(process.execPath, ['-e', program], { stdio: 'ignore' }), 'exit')
    assert.ok(existsSync(join(data, '.s.PGSQL.5432')))
  }

  test('needs nothing where nobody was, or where the one who was is dead', async () => {
    await takeOver(data)
    const file = writePostmaster(deadPid)
    await takeOver(data)
    assert.ok(existsSync(file), 'PostgreSQL itself removes it')
  })

  test('is refused while a server answers whose process cannot be seen', async () => {
    writePostmaster(deadPid)
    const server = createServer().listen(join(data, '.s.PGSQL.5432'))
    await once(server, 'listening')
    await assert.rejects(takeOver(data), /process 4194305 cannot be seen from here: it runs in another container/)
    server.close()
  })

  test(
    'sets a file aside whose process id another program has by now',
    { skip: isLinux ? false : 'reads /proc' },
    async () => {
      const file = writePostmaster(process.pid)
      await leaveSocket()
      await takeOver(data)
      assert.equal(existsSync(file), false)
      assert.ok(readFileSync(`${file}.stale`, 'utf8').startsWith(`${process.pid}\n`))
    },
  )

  test('does not set it aside while it cannot be sure that nobody listens', async () => {
    const file = writePostmaster(process.pid)
    await assert.rejects(takeOver(data), /A PostgreSQL server that Rightful did not start \(process \d+, since 2026-/)
    assert.ok(existsSync(file))
  })

  test(
    'knows a process that ended but was not collected for dead',
    { skip: isLinux ? false : 'reads /proc' },
    async (t) => {
      // The shell becomes a program that never asks after the child it already has.
      const parent = spawn('/bin/sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 20'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      t.after(() => parent.kill('SIGKILL'))
      const [said] = await once(parent.stdout, 'data')
      const pid = Number(String(said))
      for (let tries = 0; tries < 300 && !isUncollected(pid); tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 10))
      assert.ok(isUncollected(pid) && !isAlive(pid))
      const file = writePostmaster(pid)
      await takeOver(data)
      assert.equal(existsSync(file), false)
    },
  )
})
