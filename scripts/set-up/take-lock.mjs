import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { say, SetUpError, stateDirectory } from './checkout.mjs'

const lockStaleMs = 20_000

/** One at a time in one checkout. The holder keeps touching the file, so a lock left by a killed process grows stale. */
export async function takeLock(file, whileWaiting) {
  mkdirSync(stateDirectory, { recursive: true })
  let hasSaid = false
  while (!(await tryLock(file))) {
    if (isStale(file)) {
      rmSync(file, { force: true })
      continue
    }
    if (!hasSaid) say(whileWaiting)
    hasSaid = true
    await sleep(500)
  }
  const heartbeat = setInterval(() => touch(file), 2000)
  return () => {
    clearInterval(heartbeat)
    rmSync(file, { force: true })
  }
}

async function tryLock(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' })
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw new SetUpError(`cannot write ${file}: ${error.message}`)
  }
  // Two waiters may both have removed a stale lock, the second one ours: whoever is still named here has it.
  await sleep(100)
  return existsSync(file) && readFileSync(file, 'utf8') === `${process.pid}\n`
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
    // Somebody deleted the lock by hand; the work goes on without it.
  }
}
