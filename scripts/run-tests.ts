/**
 * Runs every test of the repository, or those whose path contains one of the given words:
 *
 *     npm test                 npm test -- calendar readers
 */
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

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
const run = spawnSync(process.execPath, ['--test', concurrency, ...options, ...files], { cwd: root, stdio: 'inherit' })
process.exit(run.status ?? 1)
