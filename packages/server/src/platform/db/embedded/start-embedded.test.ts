import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, openDatabase } from '../database.ts'
import { DbError } from '../db-error.ts'
import { isAlive, readPostmaster } from './holder.ts'
import { giveTo } from './server-user.ts'
import { startEmbedded } from './start-embedded.ts'
import type { EmbeddedNotice, EmbeddedServer } from './start-embedded.ts'

const isRoot = process.getuid?.() === 0
const isLong = process.env.RIGHTFUL_LONG === '1'
const crashRounds = isLong ? 20 : 3
const scratch = mkdtempSync('/tmp/rightful-test-')
// What root makes here is to be open to the server's user, unlike root's home.
chmodSync(scratch, 0o755)
const stops: (() => Promise<void>)[] = []

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0)) await stop()
}

afterEach(stopAll)
after(() => {
  rmSync(scratch, { recursive: true, force: true })
})

/** A directory with the data of a server that was started and stopped before; making it anew each time would take longer. */
function usedDirectory(): string {
  return join(scratch, 'first')
}

/** A copy of that directory, for what must have a place of its own. */
function copiedDirectory(...path: readonly string[]): string {
  const directory = join(scratch, ...path)
  cpSync(join(usedDirectory(), 'data'), join(directory, 'data'), { recursive: true })
  return directory
}

async function start(directory: string, onNotice?: (notice: EmbeddedNotice) => void): Promise<EmbeddedServer> {
  const server = await startEmbedded({ directory, ...(onNotice === undefined ? {} : { onNotice }) })
  stops.push(server.stop)
  return server
}

function open(server: EmbeddedServer): Promise<Database> {
  return openDatabase(server.connection, { applicationName: 'test', poolMax: 4 })
}

/** Another Node process that starts a server on the directory, as a program of its own; resolves once it serves. */
async function startElsewhere(directory: string, ids: { uid?: number; gid?: number } = {}): Promise<ChildProcess> {
  const program = `import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'start-embedded.ts'))}
    const server = await startEmbedded({ directory: ${JSON.stringify(directory)} })
    process.on('SIGTERM', () => server.stop().then(() => process.exit(0)))
    setInterval(() => undefined, 1000)
    process.stdout.write('serving')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    ...ids,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  stops.push(() => endOf(child))
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve)
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it served`)))
  })
  return child
}

/** Ends a process and waits for that; what it left behind is for the next start to find. */
async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function until(isSo: () => boolean, withinMs: number): Promise<number> {
  const began = performance.now()
  while (!isSo()) {
    assert.ok(performance.now() - began < withinMs, `not within ${withinMs} ms`)
    await sleep(10)
  }
  return performance.now() - began
}

describe('the embedded server', () => {
  test('starts on a bare directory, keeps what was written, and starts again on it', async () => {
    const directory = usedDirectory()
    const first = await startEmbedded({ directory })
    const before = await open(first)
    await before.execute('create table note(text text)')
    await before.execute('insert into note(text) values ($1)', ['kept'])
    await before.close()
    await first.stop()
    assert.equal(existsSync(join(directory, 'data', 'postmaster.pid')), false)
    const second = await start(directory)
    const db = await open(second)
    assert.deepEqual(await db.query('select note.text from note'), [{ text: 'kept' }])
    await db.close()
  })

  test('is durable, speaks UTF-8 in the C locale, and listens on its socket alone', async () => {
    const db = await open(await start(usedDirectory()))
    const [settings] =
      await db.query(`select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses,
      current_setting('synchronous_commit') as commits, current_setting('full_page_writes') as pages,
      current_setting('data_checksums') as checksums, current_setting('TimeZone') as zone`)
    assert.deepEqual(settings, { fsync: 'on', addresses: '', commits: 'on', pages: 'on', checksums: 'on', zone: 'UTC' })
    assert.deepEqual(await db.query(`select upper('é') as upper, 'Z' < 'a' as is_by_code_point`), [
      { upper: 'É', is_by_code_point: true },
    ])
    await db.close()
    assert.equal(statSync(join(usedDirectory(), 'socket')).mode & 0o777, 0o700)
  })

  test('takes a directory whose socket path would be too long', async () => {
    const server = await start(copiedDirectory('long'.repeat(30)))
    const db = await open(server)
    assert.deepEqual(await db.query('select 1 as one'), [{ one: 1 }])
    await db.close()
    const place = new URL(server.connection).searchParams.get('host') ?? ''
    await server.stop()
    assert.equal(existsSync(place), false, 'the folder of the socket is removed')
  })

  test('refuses a second starter and names the holder', async () => {
    const directory = usedDirectory()
    const holder = await startElsewhere(directory)
    const postmaster = readPostmaster(join(directory, 'data'))
    assert.ok(postmaster !== null)
    await assert.rejects(startEmbedded({ directory }), (error) => {
      assert.ok(error instanceof DbError)
      assert.equal(error.code, 'embedded_in_use')
      assert.ok(error.message.includes(`Rightful (process ${holder.pid},`), error.message)
      assert.ok(
        error.message.includes(`process ${postmaster.pid}, since ${new Date(postmaster.startedAt).toISOString()}`),
      )
      return true
    })
    holder.kill('SIGTERM')
    await until(() => !isAlive(postmaster.pid), 5000)
  })

  test('refuses a server that somebody else started, and leaves it running', async () => {
    const directory = usedDirectory()
    const server = await start(directory)
    const options = join(server.directory, 'data', 'postmaster.opts')
    writeFileSync(options, readFileSync(options, 'utf8').replaceAll('rightful.holder', 'other.holder'))
    await assert.rejects(startEmbedded({ directory }), /Rightful did not start \(process \d+, since /)
    assert.ok(isAlive(server.pid))
  })

  test('of two that start at once on a bare directory one serves and one is refused', async () => {
    const directory = join(scratch, 'race')
    const outcomes = await Promise.allSettled([start(directory), start(directory)])
    assert.deepEqual(outcomes.map((outcome) => outcome.status).toSorted(), ['fulfilled', 'rejected'])
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    assert.ok(refused?.reason instanceof DbError)
    assert.equal(refused.reason.code, 'embedded_in_use')
  })

  test('is gone within two seconds after Node was killed, and the next start needs no recovery', async () => {
    const directory = usedDirectory()
    const holder = await startElsewhere(directory)
    const postmaster = readPostmaster(join(directory, 'data'))
    assert.ok(postmaster !== null && isAlive(postmaster.pid))
    holder.kill('SIGKILL')
    await until(() => !isAlive(postmaster.pid), 2000)
    const log = readFileSync(join(directory, 'postgres.log'), 'utf8')
    assert.match(log, /database system is shut down\s*$/)
  })

  test('shuts down a leftover whose watchdog was killed too, and starts', async () => {
    const directory = usedDirectory()
    const holder = await startElsewhere(directory)
    const postmaster = readPostmaster(join(directory, 'data'))
    assert.ok(postmaster !== null)
    process.kill(watchdogOf(join(directory, 'data')), 'SIGKILL')
    holder.kill('SIGKILL')
    await sleep(300)
    assert.ok(isAlive(postmaster.pid), 'without a watchdog it is left behind')
    const server = await start(directory)
    assert.ok(!isAlive(postmaster.pid))
    assert.notEqual(server.pid, postmaster.pid)
  })

  test(`loses nothing it acknowledged when all of it is killed under writes, ${crashRounds} times`, async () => {
    const notices: EmbeddedNotice[] = []
    const server = await start(usedDirectory(), (notice) => notices.push(notice))
    const db = await open(server)
    await db.execute('create table written(number bigint primary key)')
    const acknowledged: number[] = []
    let next = 0
    for (let round = 1; round <= crashRounds; round += 1) {
      const state = { isWriting: true }
      // A round that fails must not leave its writers behind, trying for ever.
      stops.push(async () => void (state.isWriting = false))
      const write = async (): Promise<void> => {
        while (state.isWriting) {
          const number = (next += 1)
          await db.execute('insert into written(number) values ($1)', [number]).then(
            () => acknowledged.push(number),
            () => sleep(10),
          )
        }
      }
      const writers = [write(), write(), write(), write()]
      await sleep(200)
      for (const pid of serverProcesses(server.pid)) process.kill(pid, 'SIGKILL')
      await until(() => notices.length === round, 5000)
      state.isWriting = false
      await Promise.all(writers)
      const rows = await db.query<{ readonly number: number }>('select written.number from written')
      const there = new Set(rows.map((row) => row.number))
      assert.deepEqual(
        acknowledged.filter((number) => !there.has(number)),
        [],
      )
    }
    assert.ok(acknowledged.length > crashRounds * 20, `only ${acknowledged.length} were written`)
    assert.ok(notices.every((notice) => notice.kind === 'restarted'))
    await db.close()
  })
})

describe('the embedded server under root', { skip: isRoot ? false : 'needs root' }, () => {
  const ordinary = { uid: 1, gid: 1 }

  test('runs as nobody, who owns the data', async () => {
    const server = await start(usedDirectory())
    assert.notEqual(statSync(`/proc/${server.pid}`).uid, 0)
    assert.equal(statSync(join(server.directory, 'data')).uid, statSync(`/proc/${server.pid}`).uid)
  })

  test('keeps the data elsewhere when the folders above are closed to others', async () => {
    const closed = join(scratch, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const server = await start(join(closed, 'deep', 'database'))
    assert.match(server.directory, /^\/var\/lib\/rightful\/database-/)
    assert.ok(existsSync(join(closed, 'deep', 'database', 'data', 'PG_VERSION')), 'a link leads there')
    await server.stop()
    const again = await start(join(closed, 'deep', 'database'))
    assert.equal(again.directory, server.directory)
    await again.stop()
    rmSync(server.directory, { recursive: true, force: true })
  })

  test('serves an ordinary user the same way, and root keeps that user the owner', async () => {
    const directory = copiedDirectory('ordinary')
    giveTo(ordinary, directory)
    const child = await startElsewhere(directory, ordinary)
    const postmaster = readPostmaster(join(directory, 'data'))
    assert.ok(postmaster !== null)
    assert.equal(statSync(`/proc/${postmaster.pid}`).uid, ordinary.uid)
    child.kill('SIGTERM')
    await until(() => !isAlive(postmaster.pid), 5000)
    const server = await start(directory)
    assert.equal(statSync(`/proc/${server.pid}`).uid, ordinary.uid)
  })
})

/** The server's process and all its children. */
function serverProcesses(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').match(/\d+/g) ?? []
  return [pid, ...children.map(Number)]
}

/** The watchdog that was started last for a data directory; an earlier one may still be making sure. */
function watchdogOf(data: string): number {
  const isIt = (name: string): boolean => commandOf(name).includes(`rightful-watchdog\0${data}\0`)
  const found = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isIt(name))
  assert.ok(found.length > 0, data)
  return Math.max(...found.map(Number))
}

// Nothing of one that has ended meanwhile.
function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
