/**
 * Runs every test of the repository, or those whose path contains one of the given words:
 *
 *     npm test                 npm test -- calendar readers
 *
 * Those that need a database share one server for the run, of the PostgreSQL version in `RIGHTFUL_TEST_MAJOR` if that is set.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { startTestServer } from '../packages/server/src/platform/db/testing/test-server.ts'

const root = join(import.meta.dirname, '..')
const patterns = ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts']

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const options = process.argv.slice(2).filter((word) => word.startsWith('--'))
const files = globSync(patterns, { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .toSorted()

if (files.length === 0) {
  process.stderr.write(
    `No test file has ${words.join(' or ')} in its path. Test files are looked for under ${patterns.join(', ')}.\n`,
  )
  process.exit(2)
}

// Node's own default leaves one processor idle, which on two is half of them.
const concurrency = `--test-concurrency=${Math.max(2, availableParallelism())}`
const needsDatabase = files.some(
  (file) =>
    /^(packages\/server|test\/browser)\//.test(file) ||
    /openTest(Database|Service)/.test(readFileSync(join(root, file), 'utf8')),
)
process.exitCode = needsDatabase ? await runWithServer() : await run({})

/** Starts the server of the run before the tests and stops it after them, whatever came of them. */
async function runWithServer(): Promise<number> {
  const server = await startTestServer(process.env.RIGHTFUL_TEST_MAJOR)
  try {
    return await run({ RIGHTFUL_TEST_SERVER: server.connection })
  } finally {
    await server.stop()
  }
}

async function run(more: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(process.execPath, ['--test', concurrency, ...options, ...files], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...more },
  })
  // The terminal sends its Ctrl-C to the tests as well; a signal to this process alone is passed on. Either way they end first.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  await once(child, 'exit')
  return child.exitCode ?? 1
}
