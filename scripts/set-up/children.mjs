import { Interrupted, say, SetUpError } from './checkout.mjs'

const progressEveryMs = 3000
const parentCheckMs = 500
const killAfterMs = 10_000

/** Says what is done, and every few seconds that it still is. */
export async function watchOver({ doing, still }, work) {
  const started = Date.now()
  const elapsed = () => Math.round((Date.now() - started) / 1000)
  say(doing)
  const progress = setInterval(() => say(`  … still ${still}, ${elapsed()} s`), progressEveryMs)
  try {
    const { code, signal, output } = await work()
    if (signal !== null) throw new Interrupted(signal)
    return { code, output, seconds: elapsed() }
  } finally {
    clearInterval(progress)
  }
}

/** How a child ended and all that it said. */
export function collect(child, mend = 'Delete node_modules and run the same command again.') {
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const stopTying = tieToParent(child)
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      stopTying()
      reject(new SetUpError(`${child.spawnfile} could not be started (${error.message}).\n${mend}`))
    })
    child.on('close', (code, signal) => {
      stopTying()
      resolve({ code, signal, output })
    })
  })
}

/** What went wrong stands first; after it programs explain themselves at length. */
export function firstLines(output, count) {
  return output.trim().split('\n').slice(0, count).join('\n')
}

/** What the outer npm was told is not meant for the inner one, except how to reach the registry. */
export function childEnvironment(environment) {
  const kept =
    /^npm_config_(registry|cache|userconfig|globalconfig|offline|prefer_offline|.*proxy|.*ca|cafile|strict_ssl|fetch_.*|maxsockets|_auth.*|\/\/.*|.*:registry)$/i
  const dropped = /^(npm_(?!node_execpath|execpath).*|NODE_ENV|NODE_OPTIONS)$/i
  return Object.fromEntries(Object.entries(environment).filter(([name]) => kept.test(name) || !dropped.test(name)))
}

/** Passes signals on, and ends the child when this process has lost its parent: npm's shell dies without telling anybody. */
export function tieToParent(child) {
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
