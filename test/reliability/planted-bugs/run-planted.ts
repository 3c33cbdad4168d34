import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startTestServer } from '../../../packages/server/src/platform/db/testing/test-server.ts'
import { batchBugs } from './batch-bugs.ts'
import { copyTree, type CopiedTree } from './copied-tree.ts'
import { deskBugs } from './desk-bugs.ts'
import type { PlantedBug } from './planted-bug.ts'

/** Every planted bug. */
export const plantedBugs: readonly PlantedBug[] = [...deskBugs, ...batchBugs]

/** What became of a planted bug; `null`: nothing noticed it. */
export type PlantedReport = {
  readonly bug: PlantedBug
  readonly caught: { readonly by: string; readonly histories: number | null } | null
}

const copies = 2
/** Longer than all histories take on a busy machine: what is not through by then hangs. */
const patienceMs = 420_000
const run = promisify(execFile)

/** Plants each bug in a copy of the tree and runs the random histories there, up to `historiesMax`, until one breaks a law. */
export async function runPlanted(
  bugs: readonly PlantedBug[],
  ask: { readonly historiesMax: number; readonly onReport: (report: PlantedReport) => void },
): Promise<readonly PlantedReport[]> {
  const server = await startTestServer(process.env.RIGHTFUL_TEST_MAJOR)
  const reports: PlantedReport[] = []
  const left = [...bugs]
  const work = async (): Promise<void> => {
    const tree = copyTree()
    try {
      for (let bug = left.shift(); bug !== undefined; bug = left.shift()) {
        const report = { bug, caught: await tryBug(tree, bug, { server: server.connection, count: ask.historiesMax }) }
        reports.push(report)
        ask.onReport(report)
      }
    } finally {
      tree.remove()
    }
  }
  try {
    await Promise.all(Array.from({ length: copies }, work))
  } finally {
    await server.stop()
  }
  return bugs.flatMap((bug) => reports.filter((report) => report.bug === bug))
}

async function tryBug(
  tree: CopiedTree,
  bug: PlantedBug,
  { server, count }: { readonly server: string; readonly count: number },
): Promise<PlantedReport['caught']> {
  const takeOut = tree.plant(bug)
  const player = join(tree.folder, 'test', 'reliability', 'planted-bugs', 'play-until-caught.ts')
  try {
    const { stdout } = await run(process.execPath, [player, '1', String(count)], {
      cwd: tree.folder,
      env: { ...process.env, RIGHTFUL_TEST_SERVER: server },
      timeout: patienceMs,
      killSignal: 'SIGKILL',
    })
    const { histories, violation }: { readonly histories: number; readonly violation: string | null } =
      JSON.parse(stdout)
    return violation === null ? null : { by: lawOf(violation), histories }
  } catch (error) {
    const isLate = error instanceof Error && 'killed' in error && error.killed === true
    return { by: isLate ? 'a history that does not end' : `a crash: ${String(error).slice(0, 300)}`, histories: null }
  } finally {
    takeOut()
  }
}

/** The law and its sentence, without what names one history's rows. */
function lawOf(violation: string): string {
  const first = violation.split('\n')[0] ?? violation
  return first
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')
    .replaceAll(/"?\d{4}-\d\d-\d\d[T ][\d:.+Z]+"?/g, '…')
    .slice(0, 140)
}
