import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, say, SetUpError, stateDirectory } from './checkout.mjs'
import { childEnvironment, collect, firstLines, watchOver } from './children.mjs'
import { takeLock } from './take-lock.mjs'

const stampFile = join(stateDirectory, 'installed')
const lockFile = join(stateDirectory, 'install.lock')

/** Installs the packages unless the last successful install was of the same lock file on the same platform. */
export async function installPackages(node) {
  const wanted = wantedStamp(node.platform)
  if (isSetUp(wanted, node.path)) return
  const release = await takeLock(lockFile, 'Another set-up of this checkout is under way; waiting for it.')
  try {
    // Another process may have finished the very same work while this one waited.
    if (isSetUp(wanted, node.path)) return
    rmSync(stampFile, { force: true })
    await install()
    if (!existsSync(node.path)) {
      throw new SetUpError(
        `npm finished, but ${node.path} is missing.\nIf npm is told to omit optional packages, allow them, then run the same command again.`,
      )
    }
    writeFileSync(stampFile, wanted)
  } finally {
    release()
  }
}

function wantedStamp(platform) {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  return `${hash} ${platform}\n`
}

function isSetUp(wanted, nodePath) {
  if (!existsSync(nodePath) || !existsSync(join(root, 'node_modules'))) return false
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted
}

/** Runs `npm ci`. Its own output is shown only when it fails. */
async function install() {
  const began = { doing: 'Setting up: installing packages (only this once) …', still: 'installing' }
  const { code, output, seconds } = await watchOver(began, runNpm)
  if (code === 0) return say(`Set up in ${seconds} s.`)
  throw new SetUpError(
    `the packages could not be installed: npm ended with ${code}.\n\n${firstLines(output, 15)}\n\n` +
      `Check that npm reaches its registry (npm ping) and that the disk has 500 MB free, then run the same command again.`,
  )
}

function runNpm() {
  // Scripts are never run: no package here needs one. The rest undoes what a user's own npmrc may say.
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--engine-strict=false']
  args.push('--no-audit', '--no-fund', '--loglevel=error')
  const npmScript = process.env.npm_execpath
  const viaNode = npmScript !== undefined && /npm-cli\.c?js$/.test(npmScript)
  const command = viaNode ? outerNode() : 'npm'
  const child = spawn(command, viaNode ? [npmScript, ...args] : args, {
    cwd: root,
    env: childEnvironment(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // On Windows npm is a batch file, which only a shell can start.
    shell: !viaNode && process.platform === 'win32',
  })
  return collect(child, 'Install npm, or call this through it: npm start, npm test.')
}

/** The Node that npm itself runs on; the one in node_modules is about to be deleted. */
function outerNode() {
  return process.env.npm_node_execpath ?? process.execPath
}
