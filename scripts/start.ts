/**
 * What `npm start` does until there is a server: routes the bundled example and prints what became of its leads, then why one of them went where it
 * went.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
/** Where the decisions go. */
const decisions = join('.rightful', 'decisions.csv')
/** The lead whose decision is told in full. */
const explained = 'lead-0003'
/** A working morning in Europe: whenever somebody tries it, most people of the example are at work. */
const at = '2026-11-24T09:00:00Z'
const wanted = ['roster.yaml', 'accounts.csv', 'leads.csv']

process.exitCode = start()

function start(): number {
  const policy = globSync('examples/*/policy.yaml', { cwd: root }).toSorted().at(0)
  if (policy === undefined) return miss('There is no example under examples/: a folder with policy.yaml and beside it')
  const folder = dirname(policy)
  const missing = wanted.filter((file) => !existsSync(join(root, folder, file)))
  if (missing.length > 0) return miss(`The example ${folder} is not complete; it lacks`, missing)
  mkdirSync(join(root, dirname(decisions)), { recursive: true })
  const world = [
    '--policy',
    policy,
    '--roster',
    join(folder, 'roster.yaml'),
    '--accounts',
    join(folder, 'accounts.csv'),
    '--at',
    at,
  ]
  const leads = join(folder, 'leads.csv')
  const routed = rightful(['route', leads, ...world, '--out', decisions, ...process.argv.slice(2)])
  return routed === 0 ? rightful(['explain', leads, '--lead', explained, ...world]) : routed
}

/** Runs the command line and shows the command first, as a person would type it. */
function rightful(args: readonly string[]): number {
  process.stdout.write(`\n$ npm run rightful -- ${args.join(' ')}\n\n`)
  const run = spawnSync(process.execPath, [join('packages', 'cli', 'src', 'main.ts'), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  return run.status ?? 1
}

function miss(sentence: string, files: readonly string[] = wanted): number {
  process.stderr.write(`${sentence} ${files.join(', ')}.\n`)
  return 1
}
