import assert from 'node:assert/strict'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openDatabase } from '../database.ts'
import type { Database } from '../database.ts'
import { startEmbedded } from '../embedded/start-embedded.ts'
import type { EmbeddedServer } from '../embedded/start-embedded.ts'
import { backUp } from './back-up.ts'
import { checkBackup } from './manifest.ts'
import { restore } from './restore.ts'

const scratch = mkdtempSync('/tmp/rightful-test-')
chmodSync(scratch, 0o755)
const backup = join(scratch, 'backup')

describe('a backup', () => {
  let server: EmbeddedServer
  let database: Database
  /** Rows that were acknowledged before the backup began, and all that ever were. */
  let writtenBefore = 0
  let written = 0

  before(async () => {
    server = await startEmbedded({ directory: join(scratch, 'server') })
    database = await openDatabase(server.connection, { applicationName: 'test' })
    await database.execute('create table note (number bigint primary key, text text not null)')
    await database.execute(
      `insert into note (number, text) select number, repeat('note ', 20) from generate_series(1, 20000) as number`,
    )
    await database.execute('create table dropped as select number from generate_series(1, 1000) as number')
    written = 20_000
  })
  after(async () => {
    await database.close()
    await server.stop()
    rmSync(scratch, { recursive: true, force: true })
  })

  async function writeUntil(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const number = written + 1
      await database.execute(`insert into note (number, text) values ($1, repeat('x', 1000))`, [number])
      written = number
    }
  }

  test('is made while the server is written to, restored into an empty directory, and lacks nothing', async () => {
    const state = { isOver: false }
    const writing = writeUntil(() => state.isOver)
    writtenBefore = written
    await backUp({ server, target: backup })
    state.isOver = true
    await writing
    assert.ok(written > writtenBefore, 'rows were written meanwhile')
    await checkBackup(backup)
    const directory = join(scratch, 'restored')
    await restore({ backup, directory })
    const restored = await startEmbedded({ directory })
    const copy = await openDatabase(restored.connection, { applicationName: 'test' })
    const [row] = await copy.query<{ readonly count: number; readonly last: number }>(
      'select count(*) as count, max(number) as last from note',
    )
    assert.ok(row !== undefined && row.count >= writtenBefore && row.count <= written, `${row?.count} rows`)
    assert.equal(row.count, row.last, 'no row is missing in between')
    assert.deepEqual(await copy.query('select count(*) as count from dropped'), [{ count: 1000 }])
    await copy.execute(`insert into note (number, text) values (-1, 'written after the restore')`)
    await copy.close()
    await restored.stop()
    assert.match(readFileSync(join(restored.directory, 'postgres.log'), 'utf8'), /backup recovery|redo (starts|done)/)
  })

  test('leaves no slot behind, and its folder to nobody else', async () => {
    assert.deepEqual(await database.query('select slot_name from pg_replication_slots'), [])
    assert.deepEqual(
      readdirSync(scratch).filter((name) => name.includes('partial')),
      [],
    )
  })

  test('is refused where something is in the way', async () => {
    await assert.rejects(backUp({ server, target: backup }), { code: 'backup_target_exists' })
    await assert.rejects(restore({ backup, directory: server.directory }), { code: 'restore_target_exists' })
    assert.deepEqual(await database.query('select 1 as one'), [{ one: 1 }])
  })

  test('that is damaged or not complete is refused before anything is written', async () => {
    const damaged = join(scratch, 'damaged')
    cpSync(backup, damaged, { recursive: true })
    const control = join(damaged, 'data', 'global', 'pg_control')
    const bytes = readFileSync(control)
    writeFileSync(control, Buffer.concat([Buffer.from([bytes.at(0) === 1 ? 2 : 1]), bytes.subarray(1)]))
    const directory = join(scratch, 'untouched')
    await assert.rejects(restore({ backup: damaged, directory }), /pg_control has another content/)
    rmSync(control)
    await assert.rejects(restore({ backup: damaged, directory }), /pg_control is missing/)
    rmSync(join(damaged, 'backup.json'))
    await assert.rejects(restore({ backup: damaged, directory }), { code: 'backup_faulty' })
    assert.equal(existsSync(directory), false)
  })
})
