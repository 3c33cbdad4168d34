import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What one run of `rightful route` took. */
export type RouteRun = {
  /** From starting the program to its end. */
  readonly seconds: number
  readonly peakMegabytes: number
  /** The program's own summary. */
  readonly summary: string
}

const root = join(import.meta.dirname, '../..')

/** Runs the command line as anybody would, in a process of its own, and waits for its end. */
export async function runRoute(folder: string, leads: string): Promise<RouteRun> {
  const peakFile = join(folder, 'peak-memory')
  const started = performance.now()
  const child = spawn(
    process.execPath,
    [
      '--import',
      join(import.meta.dirname, 'report-peak-memory.ts'),
      join(root, 'packages/cli/src/main.ts'),
      'route',
      leads,
      '--policy',
      'policy.yaml',
      '--roster',
      'roster.yaml',
      '--out',
      'decisions.csv',
      '--at',
      '2026-11-24T15:00:00Z',
      '--json',
    ],
    { cwd: folder, env: { ...process.env, PEAK_MEMORY_FILE: peakFile }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const texts: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => texts.push(text))
  await once(child, 'close')
  const seconds = (performance.now() - started) / 1000
  if (child.exitCode !== 0)
    throw new Error(`rightful route ended with ${child.exitCode ?? child.signalCode}: ${texts.join('')}`)
  return { seconds, peakMegabytes: Number(readFileSync(peakFile, 'utf8')) / 1000, summary: texts.join('') }
}
