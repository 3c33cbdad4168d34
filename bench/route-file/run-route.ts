import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RouteFiles } from './write-files.ts'

export type RouteRun = { readonly seconds: number; readonly peakMb: number }

const main = join(import.meta.dirname, '../../packages/cli/src/main.ts')
const askEveryMs = 50

/** Runs the command, start-up and reading of policy and roster included, and asks the system for its peak memory. */
export async function runRoute(files: RouteFiles): Promise<RouteRun> {
  const args = ['route', files.leads, '--policy', files.policy, '--roster', files.roster, '--out', files.decisions]
  const started = performance.now()
  const child = spawn(process.execPath, [main, ...args, '--at', '2026-11-24T14:00:00Z', '--quiet'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  let peakMb = 0
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, peakMemoryMb(child.pid ?? 0))
  }, askEveryMs)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', resolve)
  })
  clearInterval(timer)
  if (code !== 0) throw new Error(`rightful route ended with ${code}.`)
  return { seconds: (performance.now() - started) / 1000, peakMb }
}

/** The most that the process ever held, as Linux counts it; 0 once it is gone. */
function peakMemoryMb(pid: number): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Number(kilobytes ?? 0) / 1024
  } catch {
    return 0
  }
}
