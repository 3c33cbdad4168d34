import { testSecretKey } from '../packages/server/src/platform/secrets/testing/test-key.ts'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { readConfig } from '../packages/server/src/config.ts'
import { openTestDatabase } from '../packages/server/src/platform/db/testing/open-test-database.ts'
import { createLog } from '../packages/server/src/platform/log/create-log.ts'
import { type RunningServer, startServer } from '../packages/server/src/start-server.ts'

const reference = join(import.meta.dirname, '..', 'docs', 'reference')

/** A command of a page, and what the page says that it prints. */
type Example = { readonly command: string; readonly shown: string; readonly language: string }

const folder = mkdtempSync(join(tmpdir(), 'rightful-examples-'))
let server: RunningServer
let closeDatabase: () => Promise<void> = () => Promise.resolve()
before(async () => {
  const { connection, close } = await openTestDatabase()
  closeDatabase = close
  const keys = { RIGHTFUL_SECRET_KEYS: testSecretKey }
  const reading = readConfig({ ...keys, DATABASE_URL: connection, RIGHTFUL_PORT: '0', RIGHTFUL_LOG_LEVEL: 'silent' })
  assert.ok(reading.kind === 'ready', JSON.stringify(reading))
  server = await startServer(reading.config, createLog({ level: 'silent' }))
})
after(async () => {
  await server.stop()
  await closeDatabase()
  rmSync(folder, { recursive: true })
})

/** The commands of a page, each with the block that follows it. */
function examplesOf(page: string): readonly Example[] {
  const text = readFileSync(join(reference, page), 'utf8')
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```\n\n```(json|text)\n([\s\S]*?)^```/gm)]
  return blocks.map(([, command = '', language = '', shown = '']) => ({ command, language, shown }))
}

/** Runs a command as a reader would, with the address, the key and the token of this server; IMPORT_ID is the id that was printed last. */
async function run(command: string, importId: string): Promise<string> {
  const key = server.firstStart?.key ?? assert.fail('a new database gets a key')
  const text = command
    .replaceAll('http://127.0.0.1:8787', server.url)
    .replaceAll('rf_live_…', key)
    .replaceAll('rf_set_…', server.setupOffers[0]?.token ?? '')
    .replaceAll('IMPORT_ID', importId)
  const shell = spawn('sh', ['-c', text], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], timeout: 10_000 })
  let [printed, complained] = ['', '']
  shell.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString('utf8')))
  shell.stderr.on('data', (bytes: Buffer) => (complained += bytes.toString('utf8')))
  const code = await new Promise((resolve) => shell.on('close', resolve))
  assert.equal(code, 0, `${text}\n${complained}\n${printed}`)
  return printed
}

/** Ids and instants differ from day to day. */
const passing = /^([0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT.*Z)$/

/** Everything that is shown has to be there; the page may leave things out. */
function assertHas(real: unknown, shown: unknown, place: string): void {
  if (Array.isArray(shown)) {
    assert.ok(Array.isArray(real) && real.length === shown.length, `${place}: ${JSON.stringify(real)}`)
    shown.forEach((item, index) => assertHas(real[index], item, `${place}[${index}]`))
  } else if (typeof shown === 'object' && shown !== null) {
    const found = new Map(Object.entries(typeof real === 'object' && real !== null ? real : {}))
    for (const [name, value] of Object.entries(shown)) assertHas(found.get(name), value, `${place}.${name}`)
  } else if (typeof shown === 'string' && passing.test(shown)) assert.match(String(real), passing, place)
  else assert.deepEqual(real, shown, place)
}

/** The lines of a stream, but for its numbers. */
function plain(text: string): string {
  return text.replaceAll(/\d+-\d+/g, 'N-N').trim()
}

describe('the examples of the reference', () => {
  // Those about events tell of what those about imports did.
  for (const page of ['imports.md', 'events.md', 'access.md', 'reports.md']) {
    test(`do what ${page} shows`, async () => {
      const examples = examplesOf(page)
      assert.ok(examples.length >= 2, `${examples.length} examples were found in ${page}`)
      let importId = ''
      for (const { command, language, shown } of examples) {
        const printed = await run(command, importId)
        importId = /"import_id":"([^"]+)"/.exec(printed)?.[1] ?? importId
        if (language === 'json') assertHas(JSON.parse(printed), JSON.parse(shown), command)
        else assert.ok(plain(printed).includes(plain(shown)), `${printed}\nhas not\n${shown}`)
      }
    })
  }
})
