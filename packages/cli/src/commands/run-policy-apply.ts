import { type ChangePlan, type ChangeSummary, RoutingError } from '@rightful/contract'
import type { CliContext, CliProcess } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { loadPolicyText, type PolicyFileText } from '../loading/load-policy-text.ts'
import type { AskedServer } from '../operating/ask-server.ts'
import { readGitSource } from '../operating/git-source.ts'
import { requirePolicyServer } from '../operating/policy-server.ts'
import { paintFor } from '../terminal/paint.ts'
import { describePlan, hasErrors, WOULD_CHANGE } from './describe-plan.ts'
import type { PolicyApplyFlags } from './policy-apply.ts'

/** What became of applying a policy. */
type Applied = {
  readonly state: 'unchanged' | 'active' | 'in_review' | 'approved' | 'scheduled'
  readonly version: number | null
  readonly change_id: string | null
}

/** Brings a policy to a server as a change, and makes it active where it has its approvals. */
export async function runPolicyApply({ process }: CliContext, flags: PolicyApplyFlags, path: string): Promise<void> {
  const text = await loadPolicyText(path, process)
  const server = requirePolicyServer(flags, process)
  const plan = await server.ask((client) => client.planPolicy(text))
  if (hasErrors(plan)) {
    process.stderr.write(describePlan(plan, { path, paint: paintFor(process.stderr, process.env) }))
    throw new CliError('document_faulty', { where: path, what: 'The policy has errors.', hint: 'Nothing was changed.' })
  }
  const applied = await apply(server, { plan, text, path, title: flags.title })
  print(process, { plan, applied, flags, path })
  const isThere = applied.state === 'active' || applied.state === 'unchanged'
  process.exitCode = isThere ? 0 : WOULD_CHANGE
}

type Applying = {
  readonly plan: ChangePlan
  readonly text: PolicyFileText
  readonly path: string
  readonly title: string | undefined
}

async function apply(server: AskedServer, applying: Applying): Promise<Applied> {
  const { plan, text } = applying
  if (plan.change_count === 0) return { state: 'unchanged', version: plan.active_version, change_id: null }
  if (!plan.is_reviewed) {
    const { version } = await server.ask((client) => client.postPolicy(text, plan.active_version))
    return { state: 'active', version, change_id: null }
  }
  const change = (await findOpen(server, plan.content_hash)) ?? (await propose(server, applying))
  if (change.state !== 'approved') return appliedOf(change)
  return server.ask(async (client) => {
    try {
      return appliedOf(await client.applyChange(change.change_id))
    } catch (error) {
      // Whoever may apply it will: the key need not be able to.
      if (error instanceof RoutingError && error.code === 'forbidden') return appliedOf(change)
      throw error
    }
  })
}

/** The change that an earlier call made of the same files, if it is still under way. */
async function findOpen(server: AskedServer, contentHash: string): Promise<ChangeSummary | null> {
  const changes = await server.ask((client) => client.findChanges(contentHash))
  const open = changes.find(({ state }) => ['in_review', 'approved', 'scheduled', 'draft'].includes(state))
  if (open === undefined) return null
  return open.state === 'draft' ? server.ask((client) => client.submitChange(open.change_id)) : open
}

async function propose(server: AskedServer, { plan, text, path, title }: Applying): Promise<ChangeSummary> {
  const source = await readGitSource(path)
  const commit = source.commit === null ? '' : ` at ${source.commit.slice(0, 12)}${source.is_dirty ? ', edited' : ''}`
  const named = title ?? `${path}${commit}`.slice(-200)
  const body = { ...text, title: named, base_version: plan.active_version, source }
  return server.ask((client) => client.proposeChange(body))
}

function appliedOf({ state, policy_version: version, change_id }: ChangeSummary): Applied {
  switch (state) {
    case 'active':
    case 'in_review':
    case 'approved':
    case 'scheduled':
      return { state, version, change_id }
    case 'draft':
    case 'rejected':
    case 'cancelled':
    case 'suspended':
    case 'superseded':
      throw new Error(`A change that was just handed in is ${state}.`)
  }
}

const sentences: Readonly<Record<Applied['state'], string>> = {
  unchanged: 'Nothing to do: the active version means the same.',
  active: 'It is active.',
  in_review: 'It waits for approval.',
  approved: 'It is approved, and waits for somebody who may apply it.',
  scheduled: 'It is approved, and takes effect when it is scheduled.',
}

function print(
  process: CliProcess,
  of: { readonly plan: ChangePlan; readonly applied: Applied; readonly flags: PolicyApplyFlags; readonly path: string },
): void {
  const { plan, applied, flags, path } = of
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ ...applied, plan })}\n`)
    return
  }
  const paint = paintFor(process.stdout, process.env)
  const version = applied.version === null || applied.state === 'unchanged' ? '' : ` Version ${applied.version}.`
  const change = applied.change_id === null ? '' : ` Change ${applied.change_id}.`
  process.stdout.write(`${describePlan(plan, { path, paint })}${sentences[applied.state]}${version}${change}\n`)
}
