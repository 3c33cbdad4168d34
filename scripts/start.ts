/**
 * What `npm start` does until there is a server: routes the bundled example and prints what became of its leads.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
const wanted = ['roster.yaml', 'accounts.csv', 'leads.csv']

process.exitCode = start()

function start(): number {
  const policy = globSync('examples/*/policy.yaml', { cwd: root }).toSorted().at(0)
  if (policy === undefined) return miss('There is no example under examples/: a folder with policy.yaml and beside it')
  const folder = dirname(policy)
  const missing = wanted.filter((file) => !existsSync(join(root, folder, file)))
  if (missing.length > 0) return miss(`The example ${folder} is not complete; it lacks`, missing)
  const args = ['route', join(folder, 'leads.csv'), '--policy', policy]
  args.push('--roster', join(folder, 'roster.yaml'), '--accounts', join(folder, 'accounts.csv'))
  process.stdout.write(`rightful ${args.join(' ')}\n\n`)
  const main = relative(root, join(root, 'packages/cli/src/main.ts'))
  const run = spawnSync(process.execPath, [main, ...args, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
  return run.status ?? 1
}

function miss(sentence: string, files: readonly string[] = wanted): number {
  process.stderr.write(`${sentence} ${files.join(', ')}.\n`)
  return 1
}
