import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import { createClient } from '@rightful/contract'
import { openStore, readConfig } from '@rightful/server'
import { runCommand } from '../testing/run-command.ts'

const folder = mkdtempSync('/tmp/rightful-operating-')
chmodSync(folder, 0o755)
const place = (name: string): string => join(folder, name)
const directory = place('data')
const keyFile = join(directory, 'secret-keys')
const main = join(import.meta.dirname, '..', 'main.ts')

let server: ChildProcess
let url = ''
let key = ''
before(async () => {
  const args = [main, 'serve', '--data-directory', directory, '--port', '0']
  const env = { PATH: process.env['PATH'], RIGHTFUL_BACKUP_DIRECTORY: place('backups') }
  server = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  server.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  while (!/serves at/.test(said) || !/-d '/.test(said)) {
    assert.equal(server.exitCode, null, said)
    await sleep(20)
  }
  url = /serves at (http:\S+) /.exec(said)?.[1] ?? ''
  key = /^ {4}(rf_live_\S+)$/m.exec(said)?.[1] ?? ''
  const client = createClient({ baseUrl: url, apiKey: key })
  const countries = ['Deutschland', 'US', 'France', 'Japan', '', 'Austria']
  for (const country of countries) await client.postLead({ attributes: { country, employees: 800, consent: 'yes' } })
  while ((await countSealed()) < countries.length) await sleep(20)
})
after(async () => {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  await sleep(300)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const here = ['--data-directory', directory] as const
const asked = (): { readonly RIGHTFUL_URL: string; readonly RIGHTFUL_KEY: string } => ({
  RIGHTFUL_URL: url,
  RIGHTFUL_KEY: key,
})

/** How many decisions are in the audit log, which they are soon after they were made. */
async function countSealed(): Promise<number> {
  const headers = { authorization: `Bearer ${key}` }
  const text = await (await fetch(`${url}/v1/audit?action=decisions.sealed`, { headers })).text()
  return [...text.matchAll(/\[\d+,(\d+),"[0-9a-f]{64}"\]/g)].reduce((sum, [, count]) => sum + Number(count), 0)
}

/** Runs a command that has to end with a code, and gives its JSON. */
async function json(args: readonly string[], code: number, env = {}): Promise<Record<string, unknown>> {
  const run = await runCommand([...args, '--json'], '', env)
  assert.equal(run.code, code, `${args.join(' ')}\n${run.stdout}${run.stderr}`)
  return JSON.parse(run.stdout)
}

/** Changes the embedded database that the running server has, past the server. */
async function damage(statement: string): Promise<void> {
  const reading = readConfig({ RIGHTFUL_DATA_DIRECTORY: directory })
  assert.ok(reading.kind === 'ready')
  const store = await openStore(reading.config)
  await store.db.execute(statement)
  await store.close()
}

describe('while a server runs', () => {
  test('verify reaches its database beside it, or the server over HTTP, and says which', async () => {
    const beside = await json(['verify', ...here], 0)
    assert.match(String(beside['database']), new RegExp(`process ${server.pid} serves`))
    assert.equal(beside['is_sound'], true)
    const over = await json(['verify'], 0, asked())
    assert.match(String(over['database']), /^the workspace of the key at http:/)
    assert.deepEqual(over['workspaces'], beside['workspaces'])
    const text = await runCommand(['verify', ...here])
    assert.match(text.stdout, /\ndemo\n {2}law .*violations\n(?: {2}\S.* none\n)+\nEvery law holds\.\n$/)
    assert.match(text.stdout, / {2}I6 .*every decision, made again.* 6 +none\n/)
    assert.match(text.stdout, / {2}I11 .* 6 +none\n/)
  })

  test('the audit log is exported beside it and over HTTP, and verifies without either', async () => {
    const [beside, over] = [place('beside.ndjson'), place('over.ndjson')]
    assert.equal((await runCommand(['audit', 'export', ...here, '--out', beside])).code, 0)
    assert.equal((await runCommand(['audit', 'export', '--out', over], '', asked())).code, 0)
    const lines = readFileSync(over, 'utf8').trimEnd().split('\n')
    assert.ok(lines.some((line) => line.includes('"action":"key.created"')))
    assert.equal((await json(['audit', 'verify', beside], 0))['is_sound'], true)
    assert.equal((await json(['audit', 'verify', over], 0))['is_sound'], true)
    writeFileSync(over, lines.toSpliced(0, 1).join('\r\n'))
    const text = await runCommand(['audit', 'verify', over])
    assert.equal(text.code, 1)
    assert.match(text.stdout, /\nremoved entry 1: is missing\n$/)
    writeFileSync(over, 'no key')
    assert.equal((await runCommand(['audit', 'verify', beside, '--key', over])).code, 2)
    const keys = await json(['audit', 'key'], 0, asked())
    assert.deepEqual(await json(['audit', 'key', ...here], 0), keys)
  })

  test('replay comes to the same, and says what another policy would make of it', async () => {
    assert.equal((await json(['replay', ...here, '--from-version', '1'], 0))['different_count'], 0)
    const policy = place('other.yaml')
    writeFileSync(
      policy,
      'policy: other\nfields:\n  country: { type: country }\nroutes:\n  - { id: all, when: true, to: [hold: later] }\n',
    )
    const beside = await json(['replay', ...here, '--from-version', '1', '--policy', policy], 1)
    assert.ok(Number(beside['different_count']) >= 4)
    const over = await json(['replay', '--from-version', '1', '--policy', policy], 1, asked())
    assert.deepEqual(over['differences'], beside['differences'])
    const text = await runCommand(['replay', ...here, '--from-version', '1', '--policy', policy, '--differences', '1'])
    assert.match(text.stdout, /^demo \(.*\): \d+ decisions made again by the other policy, \d+ of them differently\n/)
    assert.match(
      text.stdout,
      /\n {2}was {2}(?:assigned to|held in) .*\n {2}now {2}held in later.*, route all\n\nand \d+ more; --differences names them\n$/,
    )
  })

  test('replay takes one decision, and says when there is none', async () => {
    const { data } = await createClient({ baseUrl: url, apiKey: key }).listLeads()
    const id = data[0]?.decision_id ?? ''
    assert.equal((await json(['replay', ...here, '--decision', id], 0))['decided_count'], 1)
    const nobody = await runCommand(['replay', ...here, '--decision', '01a20f8d-7e48-754a-8daf-52d260d2c523'])
    assert.equal(nobody.code, 1)
    assert.match(nobody.stderr, /There is no such decision/)
    assert.equal((await runCommand(['replay', ...here])).code, 1)
  })

  test('keys are made, listed and revoked on both ways', async () => {
    for (const [flags, env] of [
      [here, {}],
      [[], asked()],
    ] as const) {
      const made = await runCommand(['keys', 'create', 'website', ...flags, '--scopes', 'leads:read'], '', env)
      assert.equal(made.code, 0, made.stderr)
      const secret = made.stdout.trim()
      assert.match(secret, /^rf_live_\w{38}$/)
      assert.match(made.stderr, /shown only now/)
      await createClient({ baseUrl: url, apiKey: secret }).listLeads()
      const list = await runCommand(['keys', 'list', ...flags], '', env)
      assert.match(list.stdout, new RegExp(`${secret.slice(0, 14)} +website +leads:read .* works`))
      assert.ok(!list.stdout.includes(secret))
      const gone = await runCommand(['keys', 'revoke', secret.slice(0, 14), ...flags], '', env)
      assert.equal(gone.code, 0, gone.stderr)
      assert.match((await runCommand(['keys', 'list', ...flags], '', env)).stdout, /website .* revoked 20/)
    }
    assert.equal((await runCommand(['keys', 'revoke', 'nothing', ...here])).code, 1)
    assert.equal((await runCommand(['keys', 'create', 'x', ...here, '--scopes', 'all'])).code, 2)
  })

  test('users are invited, listed, given new passwords and disabled on both ways', async () => {
    const made = await runCommand(['keys', 'create', 'people', ...here, '--scopes', 'admin,access:write'])
    const byKey = { ...asked(), RIGHTFUL_KEY: made.stdout.trim() }
    for (const [email, flags, env, at] of [
      ['ada@example.com', here, { RIGHTFUL_PUBLIC_URL: 'https://leads.example' }, 'https://leads\\.example'],
      ['bo@example.com', [], byKey, 'http://127\\.0\\.0\\.1:\\d+'],
    ] as const) {
      const run = (args: string) => runCommand(['users', ...args.split(' '), ...flags], '', env)
      const invited = await run(`invite ${email.toUpperCase()} --roles viewer,rep`)
      assert.match(invited.stdout, new RegExp(`^${at}/accept#rf_inv_[\\w-]{43}\n$`), invited.stderr)
      assert.match((await run('list')).stdout, new RegExp(`${email} .* viewer,rep .* invited`))
      assert.match((await run(`reset ${email}`)).stdout, /\/accept#rf_inv_[\w-]{43}\n$/)
      assert.equal((await run(`invite ${email}`)).code, 1)
      assert.equal((await run(`disable ${email}`)).code, 0)
      assert.match((await run('list')).stdout, new RegExp(`${email} .* disabled`))
      assert.equal((await run('reset nobody@example.com')).code, 1)
    }
    const inviting = ['users', 'invite', 'x@example.com', ...here, '--roles']
    assert.match((await runCommand([...inviting, 'rep'], '', { RIGHTFUL_PORT: '0' })).stdout, /^rf_inv_[\w-]{43}\n$/)
    assert.equal((await runCommand([...inviting, 'king'])).code, 2)
  })

  test('doctor looks at it all', async () => {
    const report = await json(['doctor', ...here], 0, { RIGHTFUL_PORT: new URL(url).port })
    assert.equal(report['is_well'], true)
    const text = await runCommand(['doctor', ...here], '', { RIGHTFUL_PORT: new URL(url).port })
    assert.match(text.stdout, /^ok +port +Rightful serves at 127/m)
    assert.match(text.stdout, /^ok +fsync +is on$/m)
    assert.match(text.stdout, /^ok +demo: holds /m)
    const bad = await runCommand(['doctor'], '', { RIGHTFUL_PORT: 'x', RIGHTFUL_COLOUR: 'y' })
    assert.equal(bad.code, 1)
    assert.match(bad.stdout, /^fail +configuration +RIGHTFUL_COLOUR is no option$/m)
  })

  test('a server that is not there, or refuses, or is asked without a key, is told apart', async () => {
    const nobody = { RIGHTFUL_URL: 'http://127.0.0.1:9', RIGHTFUL_KEY: 'k' }
    assert.deepEqual([(await runCommand(['verify'], '', nobody)).code], [2])
    const refused = await runCommand(['verify'], '', { ...asked(), RIGHTFUL_KEY: 'k' })
    assert.equal(refused.code, 1)
    assert.match(refused.stderr, /scope admin in RIGHTFUL_KEY/)
    assert.match((await runCommand(['verify', '--url', url])).stderr, /asked with an API key/)
    assert.equal((await runCommand(['verify', '--url', 'nonsense'])).code, 2)
  })

  test('its database is not moved away under it', async () => {
    const run = await runCommand(['db', 'move', ...here, '--to', place('moved')])
    assert.equal(run.code, 2)
    assert.match(run.stderr, /serves it.*\n {2}Stop the server first/)
    assert.equal(existsSync(place('moved')), false)
  })

  test('backups are made beside it and over HTTP, and each restores to a sound database', async () => {
    const beside = await json(['backup', place('one'), ...here], 0)
    assert.ok(Number(beside['bytes']) > 1_000_000)
    const over = await json(['backup', 'two'], 0, asked())
    assert.equal(over['path'], join(place('backups'), 'two'))
    assert.equal((await runCommand(['backup', 'two'], '', asked())).code, 1)
    assert.equal((await runCommand(['backup', place('one'), ...here])).code, 2)
    for (const [backup, restored] of [
      [place('one'), place('r1')],
      [join(place('backups'), 'two'), place('r2')],
    ] as const) {
      const run = await runCommand(['restore', backup, '--data-directory', restored])
      assert.equal(run.code, 0, run.stderr)
    }
    assert.match((await runCommand(['verify', '--data-directory', place('r1')])).stderr, /keys of what is sealed/)
    for (const restored of ['r1', 'r2']) copyFileSync(keyFile, join(place(restored), 'secret-keys'))
    const report = await json(['verify', '--data-directory', place('r1')], 0)
    assert.match(String(report['database']), /started for this and stopped afterwards/)
    const again = await runCommand(['restore', place('one'), '--data-directory', place('r1')])
    assert.equal(again.code, 2)
    assert.match(again.stderr, /not empty/)
  })

  test('verify ends with 1 when something is violated, and names it', async () => {
    await damage(`delete from ledger`)
    const run = await runCommand(['verify', ...here])
    assert.equal(run.code, 1)
    assert.match(run.stdout, /I5 .*has received \d+, and its ledger adds up to 0/)
    assert.equal((await json(['verify'], 1, asked()))['is_sound'], false)
  })

  test('it stops in good order when it is told to', async () => {
    const exited = once(server, 'exit')
    server.kill('SIGINT')
    await exited
    assert.equal(server.exitCode, 0)
  })
})

describe('without a server', () => {
  test('nothing is read from a directory in which nothing was stored, and nothing is made there', async () => {
    for (const command of [['verify'], ['keys', 'list'], ['migrate', '--check'], ['backup', place('x')]]) {
      const run = await runCommand([...command, '--data-directory', place('empty')])
      assert.equal(run.code, 2, command.join(' '))
      assert.match(run.stderr, /There is no database in the directory/)
    }
    assert.equal(existsSync(place('empty')), false)
  })

  test('everything is moved into another database, and leads keep their decisions', async () => {
    const moved = await json(['db', 'move', '--data-directory', place('r2'), '--to', place('r3')], 0)
    assert.ok(Number(moved['rows']) > 50)
    const report = await json(['replay', '--data-directory', place('r3'), '--from-version', '1'], 0)
    assert.equal(report['decided_count'], 6)
    const twice = await runCommand(['db', 'move', '--data-directory', place('r2'), '--to', place('r3')])
    assert.equal(twice.code, 2)
    assert.match(twice.stderr, /not empty/)
  })

  test('a database of one’s own is reached by its URL, and its backups are its own matter', async () => {
    const reading = readConfig({ RIGHTFUL_DATA_DIRECTORY: place('r3') })
    assert.ok(reading.kind === 'ready')
    const store = await openStore(reading.config)
    try {
      const keys = readFileSync(keyFile, 'utf8').trim()
      const env = { DATABASE_URL: store.url, RIGHTFUL_SECRET_KEYS: keys }
      const report = await json(['replay', '--from-version', '1', '--workspace', 'demo'], 0, env)
      assert.match(String(report['database']), /^the database at postgresql:/)
      assert.match((await runCommand(['backup', place('x')], '', env)).stderr, /PostgreSQL of your own/)
      assert.equal((await runCommand(['restore', place('one')], '', env)).code, 2)
      const unknown = await runCommand(['keys', 'list', '--workspace', 'acme'], '', env)
      assert.match(unknown.stderr, /--workspace acme: There is no such workspace\.\n {2}There are demo\./)
    } finally {
      await store.close()
    }
    const nobody = await runCommand(['verify'], '', { DATABASE_URL: 'postgresql://u:hidden-word@127.0.0.1:9/x' })
    assert.equal(nobody.code, 2)
    assert.match(nobody.stderr, /cannot be reached/)
    assert.doesNotMatch(nobody.stderr, /hidden-word/)
  })

  test('migrate makes the schema, and says when it is there', async () => {
    const fresh = ['--data-directory', place('fresh')]
    const made = await json(['migrate', ...fresh], 0)
    assert.match(JSON.stringify(made['applied']), /0001_service/)
    assert.deepEqual((await json(['migrate', '--check', ...fresh], 0))['pending'], [])
    assert.match((await runCommand(['keys', 'list', ...fresh])).stderr, /There is no such workspace/)
  })
})
