import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, say, SetUpError, stateDirectory } from './checkout.mjs'
import { childEnvironment, collect, firstLines, watchOver } from './children.mjs'
import { takeLock } from './take-lock.mjs'

const folder = join(root, 'packages/console')
const page = join(folder, 'dist/index.html')
const stampFile = join(stateDirectory, 'console')
const lockFile = join(stateDirectory, 'console.lock')
/** What the console is built of, beside the packages that the lock file names. */
const sources = ['packages/console', 'packages/contract/src', 'packages/engine/src', 'package-lock.json']

/** Builds the console unless the last successful build was of the same sources. A checkout without a console needs none. */
export async function buildConsole(nodePath) {
  if (!existsSync(join(folder, 'package.json'))) return
  const wanted = sourcesStamp()
  if (isBuilt(wanted)) return
  const release = await takeLock(lockFile, 'Another process builds the console; waiting for it.')
  try {
    if (isBuilt(wanted)) return
    rmSync(stampFile, { force: true })
    const began = { doing: 'Building the console (only when its sources change) …', still: 'building' }
    const args = [join(root, 'node_modules/vite/bin/vite.js'), 'build']
    const options = { cwd: folder, env: childEnvironment(process.env), stdio: ['ignore', 'pipe', 'pipe'] }
    const { code, output, seconds } = await watchOver(began, () => collect(spawn(nodePath, args, options)))
    if (code !== 0 || !existsSync(page)) {
      throw new SetUpError(
        `the console could not be built: vite ended with ${code}.\n\n${firstLines(output, 30)}\n\n` +
          `Mend what it names in packages/console and run the same command again.`,
      )
    }
    writeFileSync(stampFile, wanted)
    say(`Built the console in ${seconds} s.`)
  } finally {
    release()
  }
}

function isBuilt(wanted) {
  if (!existsSync(page) || !existsSync(stampFile)) return false
  return readFileSync(stampFile, 'utf8') === wanted
}

/** One line that differs when any source of the console does; tests are none. */
function sourcesStamp() {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesBelow(join(root, source)))) {
    hash
      .update(`${file.slice(root.length)}\n`)
      .update(readFileSync(file))
      .update('\n')
  }
  return `${hash.digest('hex')}\n`
}

function filesBelow(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .filter((name) => !['node_modules', 'dist'].includes(name) && !name.startsWith('.') && !/\.test\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}
