import type { ReplayReport } from '@rightful/contract'
import { RoutingError } from '@rightful/contract'
import { type ReplayAsk, replayDecisions, type Store } from '@rightful/server'
import type { CliContext, CliProcess } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { requireDocument } from '../loading/load-document.ts'
import { parsePolicyFile } from '../loading/load-policy.ts'
import { askedServer } from '../operating/ask-server.ts'
import { chooseWorkspace, chooseWorkspaces, type NamedWorkspace } from '../operating/choose-workspace.ts'
import { requireSettings } from '../operating/read-settings.ts'
import { withStore } from '../operating/with-store.ts'
import { createProgressBar } from '../terminal/progress-bar.ts'
import type { ReplayFlags } from './replay.ts'

type PolicyTexts = NonNullable<ReplayAsk['policy']>
type Progress = (done: number, total: number | null) => void
type Replayed = { readonly reached: string; readonly report: ReplayReport }

/** Makes decisions again and prints what comes out differently. */
export async function runReplay(context: CliContext, flags: ReplayFlags): Promise<void> {
  const { process } = context
  if ((flags.decision === undefined) === (flags.fromVersion === undefined)) {
    const hint = 'Give --decision ID for one, or --from-version N for all from there on.'
    throw new CliError('decision_unknown', { where: 'replay', what: 'It is not said which decisions are meant.', hint })
  }
  const policy = flags.policy === undefined ? null : await policyTexts(flags.policy, process)
  const bar = createProgressBar(process, 'decisions', () => performance.now())
  let replayed: Replayed
  try {
    replayed = await replay(context, flags, { policy, onProgress: (done, total) => bar.update(done, total, done) })
  } finally {
    bar.finish()
  }
  const { reached, report } = replayed
  if (flags.json) process.stdout.write(`${JSON.stringify({ database: reached, ...report })}\n`)
  else process.stdout.write(toText(reached, report))
  if (report.different_count > 0) process.exitCode = 1
}

type With = { readonly policy: PolicyTexts | null; readonly onProgress: Progress }

async function replay(context: CliContext, flags: ReplayFlags, { policy, onProgress }: With): Promise<Replayed> {
  const { process, interrupted } = context
  const server = askedServer(flags, process)
  if (server !== null) {
    const which = flags.decision === undefined ? { from_version: flags.fromVersion } : { decision_id: flags.decision }
    const asked = { ...which, differences_max: flags.differences, ...(policy === null ? {} : { policy }) }
    const report = await server.ask((client) => client.replay(asked, onProgress))
    return { reached: `the workspace of the key at ${server.url}`, report }
  }
  return withStore(requireSettings(flags, process), async (store) => {
    const shared = { policy, differencesMax: flags.differences, onProgress, signal: interrupted }
    const { decision: decisionId } = flags
    if (decisionId !== undefined) {
      const of = await chooseWorkspaces(store.db, flags.workspace)
      return { reached: store.reached, report: await replayOne(store, of, { ...shared, decisionId }) }
    }
    const { workspaceId, name } = await chooseWorkspace(store.db, flags.workspace)
    const which = { kind: 'from', version: flags.fromVersion ?? 1 } as const
    const summary = await replayDecisions(store.db, { workspaceId, which, ...shared })
    return { reached: store.reached, report: reportOf({ workspaceId, name }, summary) }
  })
}

/** A decision's id says nothing of its workspace: each is asked. */
async function replayOne(
  { db }: Store,
  workspaces: readonly NamedWorkspace[],
  { decisionId, ...shared }: Omit<ReplayAsk, 'workspaceId' | 'which'> & { readonly decisionId: string },
): Promise<ReplayReport> {
  for (const workspace of workspaces) {
    try {
      const which = { kind: 'decision', decisionId } as const
      const { workspaceId } = workspace
      return reportOf(workspace, await replayDecisions(db, { workspaceId, which, ...shared }))
    } catch (error) {
      if (!(error instanceof RoutingError) || error.code !== 'decision_not_found') throw error
    }
  }
  throw new CliError('decision_unknown', { where: decisionId })
}

function reportOf(
  { workspaceId, name }: NamedWorkspace,
  summary: Awaited<ReturnType<typeof replayDecisions>>,
): ReplayReport {
  return { kind: 'report', workspace_id: workspaceId, workspace: name, ...summary }
}

/** The text of a policy that has no errors, and those of its tables. */
async function policyTexts(path: string, process: CliProcess): Promise<PolicyTexts> {
  const parsed = await parsePolicyFile(path, process)
  requireDocument(parsed, path, process)
  const file = path === '-' ? 'standard input' : path
  const { [file]: document = '', ...tables } = parsed.texts
  return { document, tables }
}

function toText(reached: string, report: ReplayReport): string {
  const { decided_count: decided, different_count: different, differences, is_other_policy: isOther } = report
  const by = isOther ? 'by the other policy' : 'by the policy that decided'
  const head = `${report.workspace} (${reached}): ${decided} ${decided === 1 ? 'decision' : 'decisions'} made again ${by}, ${different === 0 ? 'none of them differently' : `${different} of them differently`}\n`
  const lines = differences.map(
    ({ decision_id: id, lead_id: lead, version, differs_in: parts, before, after }) =>
      `\n${id} (lead ${lead}, version ${version}) differs in ${parts.join(', ')}\n  was  ${placeOf(before)}\n  now  ${placeOf(after)}\n`,
  )
  const left = different - differences.length
  return `${head}${lines.join('')}${left > 0 ? `\nand ${left} more; --differences names them\n` : ''}`
}

function placeOf({ reason, route_id: route }: ReplayReport['differences'][number]['before']): string {
  return `${reason}${route === null ? '' : `, route ${route}`}`
}
