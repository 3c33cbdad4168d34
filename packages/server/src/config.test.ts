import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { type Config, type ConfigProblem, options, readConfig, variableOf } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'rightful-config-'))
after(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

function ready(environment: Readonly<Record<string, string>>): Config {
  const reading = readConfig(environment)
  assert.ok(reading.kind === 'ready', JSON.stringify(reading))
  return reading.config
}

function problemsOf(environment: Readonly<Record<string, string>>): readonly ConfigProblem[] {
  const reading = readConfig(environment)
  assert.ok(reading.kind === 'faulty')
  return reading.problems
}

describe('settings', () => {
  test('have defaults for everything', () => {
    const config = ready({ PATH: '/bin', HOME: '/root' })
    assert.equal(config.host, '127.0.0.1')
    assert.equal(config.port, 8787)
    assert.equal(config.databaseUrl, null)
    assert.equal(config.allowRemote, false)
  })

  test('come from the environment before the file, and from the file before the defaults', () => {
    const file = write('both.json', JSON.stringify({ port: 9001, log_level: 'warn', allowed_hosts: ['a.example'] }))
    const config = ready({ RIGHTFUL_CONFIG: file, RIGHTFUL_PORT: '9002', RIGHTFUL_DEMO: 'false', RIGHTFUL_NODE: '' })
    assert.equal(config.port, 9002)
    assert.equal(config.logLevel, 'warn')
    assert.deepEqual(config.allowedHosts, ['a.example'])
    assert.equal(config.demo, false)
    assert.equal(config.node, null, 'an empty variable is one that is not set')
    assert.deepEqual(ready({ RIGHTFUL_ALLOWED_HOSTS: 'a.example, b.example' }).allowedHosts, ['a.example', 'b.example'])
  })

  test('are refused with every problem at once, each by its place, and what would be taken', () => {
    const file = write('bad.json', JSON.stringify({ demo: 'perhaps', colour: 'red', port: true }))
    const problems = problemsOf({
      RIGHTFUL_CONFIG: file,
      RIGHTFUL_DATABASE_POOL_MAX: '0',
      RIGHTFUL_STOP_WITHIN_SECONDS: 'soon',
      RIGHTFUL_LOG_LEVEL: 'loud',
      RIGHTFUL_PROT: '1',
      RIGHTFUL_HOST: '0.0.0.0',
      DATABASE_URL: 'mysql://u@h/db',
    })
    const said = problems.map(({ where, what }) => `${where.replace(`${folder}/`, '')} ${what}`)
    for (const expected of [
      /^bad\.json: colour is no option; there are host, port, /,
      /^RIGHTFUL_PROT is no option$/,
      /^bad\.json: demo takes true or false$/,
      /^bad\.json: port takes a whole number from 0 to 65535$/,
      /^RIGHTFUL_DATABASE_POOL_MAX takes a whole number from 1 to 200$/,
      /^RIGHTFUL_STOP_WITHIN_SECONDS takes a whole number from 1 to 600$/,
      /^RIGHTFUL_LOG_LEVEL takes one of fatal, error, /,
      /^RIGHTFUL_HOST other machines reach 0\.0\.0\.0/,
      /^DATABASE_URL takes a URL such as postgresql:/,
    ]) {
      assert.ok(
        said.some((line) => expected.test(line)),
        `${expected} is not among:\n${said.join('\n')}`,
      )
    }
    assert.equal(problems.length, 9)
  })

  test('that do not look like numbers are none', () => {
    for (const text of ['1e3', ' 5', '5.5', '0x10', '-1', '70000', 'Infinity']) {
      const [problem, ...more] = problemsOf({ RIGHTFUL_PORT: text })
      assert.equal(problem?.where, 'RIGHTFUL_PORT', text)
      assert.deepEqual(more, [])
    }
  })

  test('never show a secret in what is wrong with them', () => {
    const secret = 'hunter2-and-more'
    const broken = write('broken.json', `{"database_url": "postgresql://u:${secret}@h/db", oops`)
    const list = write('list.json', JSON.stringify([`postgresql://u:${secret}@h/db`]))
    const wrong = write('wrong.json', JSON.stringify({ database_url: `postgresql//u:${secret}@h/db`, host: '' }))
    const given: readonly Readonly<Record<string, string>>[] = [
      { RIGHTFUL_CONFIG: broken },
      { RIGHTFUL_CONFIG: list },
      { RIGHTFUL_CONFIG: wrong },
      { DATABASE_URL: `http://u:${secret}@h/db` },
      { RIGHTFUL_LOG_LEVEL: secret, RIGHTFUL_PORT: secret },
    ]
    for (const environment of given) {
      assert.doesNotMatch(JSON.stringify(problemsOf(environment)), new RegExp(secret))
    }
    assert.match(problemsOf({ RIGHTFUL_CONFIG: broken })[0]?.what ?? '', /^is not JSON \(line 1 column \d+\)$/)
    assert.match(problemsOf({ RIGHTFUL_CONFIG: join(folder, 'none.json') })[0]?.what ?? '', /ENOENT/)
  })

  test('leave alone what is for clients, tests and other programs', () => {
    ready({ RIGHTFUL_URL: 'http://x', RIGHTFUL_KEY: 'k', RIGHTFUL_TEST_SERVER: 'x', RIGHTFUL_LONG: '1', PORT: 'x' })
  })

  test('refuse an address that other machines reach, unless that is said to be meant', () => {
    for (const host of ['0.0.0.0', '::', '10.0.0.1', 'app.example']) {
      const [problem] = problemsOf({ RIGHTFUL_HOST: host })
      assert.equal(problem?.where, 'RIGHTFUL_HOST')
      assert.match(problem?.what ?? '', /RIGHTFUL_ALLOW_REMOTE=true/)
      assert.equal(ready({ RIGHTFUL_HOST: host, RIGHTFUL_ALLOW_REMOTE: 'true' }).host, host)
    }
    for (const host of ['127.0.0.1', '127.0.0.9', 'localhost', '::1']) ready({ RIGHTFUL_HOST: host })
  })
})

test('the reference of settings has each with its variable, its default and what it does, and no other', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/reference/configuration.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `(\w+)` \| `(\w+)` \| (.+?) \| (.+) \|$/gm)].map((row) => row.slice(1))
  const known = Object.values(options).map(({ key, default: given, effect }) => [key, variableOf(key), given, effect])
  assert.deepEqual(rows, known)
})
