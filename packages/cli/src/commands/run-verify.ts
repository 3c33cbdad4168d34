import type { VerifyReport } from '@rightful/contract'
import { reportVerification } from '@rightful/server'
import type { CliContext } from '../cli-context.ts'
import { askedServer } from '../operating/ask-server.ts'
import { chooseWorkspaces } from '../operating/choose-workspace.ts'
import { requireSettings } from '../operating/read-settings.ts'
import { withStore } from '../operating/with-store.ts'
import { formatTable } from '../terminal/format-table.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import { createProgressBar } from '../terminal/progress-bar.ts'
import type { VerifyFlags } from './verify.ts'

/** What was verified, and how it was reached. */
type Verified = { readonly reached: string; readonly reports: readonly VerifyReport[] }

/** Checks every law and prints what breaks one. */
export async function runVerify(context: CliContext, flags: VerifyFlags): Promise<void> {
  const { process } = context
  const { reached, reports } = await verify(context, flags)
  const isSound = reports.every((report) => report.is_sound)
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ database: reached, is_sound: isSound, workspaces: reports })}\n`)
  } else {
    const paint = paintFor(process.stdout, process.env)
    process.stdout.write(`Verified ${reached}.\n${reports.map((report) => toText(report, paint)).join('')}`)
    if (reports.length === 0) process.stdout.write('There is no workspace in it yet.\n')
  }
  if (!isSound) process.exitCode = 1
}

async function verify({ process, interrupted }: CliContext, flags: VerifyFlags): Promise<Verified> {
  const bar = createProgressBar(process, 'decisions', () => performance.now())
  const onProgress = (done: number, total: number | null): void => bar.update(done, total, done)
  const { violations: violationsMax, fromVersion: replayFromVersion, drained: isDrained } = flags
  try {
    const server = askedServer(flags, process)
    if (server !== null) {
      const asked = { violations_max: violationsMax, replay_from_version: replayFromVersion, is_drained: isDrained }
      const report = await server.ask((client) => client.verify(asked, onProgress))
      return { reached: `the workspace of the key at ${server.url}`, reports: [report] }
    }
    return await withStore(requireSettings(flags, process), async ({ db, reached }) => {
      const reports: VerifyReport[] = []
      for (const { workspaceId, name: workspace } of await chooseWorkspaces(db, flags.workspace)) {
        const ask = { workspaceId, workspace, violationsMax, replayFromVersion, isDrained }
        reports.push(await reportVerification(db, { ...ask, onProgress, signal: interrupted }))
      }
      return { reached, reports }
    })
  } finally {
    bar.finish()
  }
}

function toText({ workspace, laws }: VerifyReport, paint: Paint): string {
  const rows = laws.map(({ law, statement, violations, checked_count: checked }) => [
    `${law.padEnd(5)}  ${statement}`,
    checked === null ? '' : checked.toLocaleString('en-US'),
    violations.length === 0 ? 'none' : String(violations.length),
  ])
  const table = formatTable(['law', 'looked at', 'violations'], rows).join('\n')
  const broken = laws.flatMap(({ law, violations }) => violations.map(({ of, what }) => `  ${law} ${of}: ${what}\n`))
  const verdict =
    broken.length === 0
      ? paint('green', 'Every law holds.')
      : paint('red', `${broken.length} violations are named${broken.length === 0 ? '' : ' here'}:`)
  return `\n${paint('bold', workspace)}\n${table}\n\n${verdict}\n${broken.join('')}`
}
