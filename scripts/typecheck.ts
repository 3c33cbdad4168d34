/**
 * Checks the types of every package: the engine under its own narrow library, where anything impure is an error, the console and its
 * tests under a browser's, and everything else under Node's.
 */
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const compiler = join(root, 'node_modules/typescript/bin/tsc')
const projects = globSync(['packages/*/tsconfig*.json', 'test/browser/tsconfig.json', 'tsconfig.json'], {
  cwd: root,
}).toSorted()

let failedCount = 0
for (const project of projects) {
  const run = spawnSync(
    process.execPath,
    [compiler, '--project', project, '--pretty', process.stdout.isTTY ? 'true' : 'false'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  )
  const isOk = run.status === 0
  process.stdout.write(`${isOk ? 'ok    ' : 'failed'} ${project}\n`)
  if (!isOk) failedCount += 1
}
process.exit(failedCount === 0 ? 0 : 1)
