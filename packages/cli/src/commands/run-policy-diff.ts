import { describeDiff, diffPolicies, type Policy, type PolicyDiff, type Roster } from '@rightful/engine'
import type { CliContext } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { loadAccounts } from '../loading/load-accounts.ts'
import { loadPolicy } from '../loading/load-policy.ts'
import { loadRoster } from '../loading/load-roster.ts'
import type { LeadReading } from '../readers/read-leads.ts'
import { createRoutingComparer, type RoutingComparison } from '../routing/compare-routing.ts'
import type { Router } from '../routing/create-router.ts'
import { formatComparison } from '../routing/format-comparison.ts'
import { buildWorld } from '../routing/load-world.ts'
import type { LeadClock } from '../routing/lead-clock.ts'
import { openTimedLeads } from '../routing/open-timed-leads.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import { createProgressBar, type ProgressBar } from '../terminal/progress-bar.ts'
import type { PolicyDiffFlags } from './policy-diff.ts'

/** Says what differs between two policies and, where leads are given, what they make of them. */
export async function runPolicyDiff(
  context: CliContext,
  flags: PolicyDiffFlags,
  paths: { readonly before: string; readonly after: string },
): Promise<void> {
  const { process, interrupted } = context
  const before = await loadComparable(paths.before, context)
  const after = await loadComparable(paths.after, context)
  const diff = diffPolicies(before, after)
  const routing = flags.leads === undefined ? null : await compareOnLeads(flags, { before, after }, context)
  if (interrupted.aborted) return
  const paint = paintFor(process.stdout, process.env)
  if (flags.json) process.stdout.write(`${JSON.stringify({ ...diff, routing })}\n`)
  else
    process.stdout.write(`${diffText(diff, paint)}${routing === null ? '' : `\n${formatComparison(routing, paint)}`}`)
  if (diff.changes.length > 0) process.exitCode = 1
}

/** A policy with errors is trouble here, not a difference: the exit code tells them apart, as that of diff does. */
async function loadComparable(path: string, { process }: CliContext): Promise<Policy> {
  try {
    return await loadPolicy(path, process)
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'document_faulty') throw error
    const hint = 'Only policies without errors can be compared.'
    throw new CliError('policies_incomparable', { where: error.where, what: error.message, hint })
  }
}

function diffText(diff: PolicyDiff, paint: Paint): string {
  const version = ({ name, hash }: PolicyDiff['before']): string => `${name} (${hash.slice(0, 7)})`
  const count = diff.changes.length
  const said = count === 0 ? 'they mean the same' : `${count} ${count === 1 ? 'change' : 'changes'}`
  const head = paint('bold', `${version(diff.before)} → ${version(diff.after)}: ${said}`)
  return count === 0 ? `${head}\n` : `${head}\n${describeDiff(diff)}\n`
}

type Policies = { readonly before: Policy; readonly after: Policy }

async function compareOnLeads(
  flags: PolicyDiffFlags,
  { before, after }: Policies,
  { process, interrupted }: CliContext,
): Promise<RoutingComparison> {
  const { leads, roster: rosterPath } = flags
  if (leads === undefined || rosterPath === undefined)
    throw new CliError('roster_needed', {
      where: '--leads',
      hint: 'Give --roster too, and --accounts where there are.',
    })
  const accounts = flags.accounts === undefined ? [] : await loadAccounts(flags.accounts, [before, after], process)
  const names = new Set(after.fields.map(({ name }) => name))
  const fields = [...after.fields, ...before.fields.filter(({ name }) => !names.has(name))]
  const load = (now: Temporal.Instant): Promise<Roster> => loadRoster(rosterPath, process, now)
  const timed = await openTimedLeads(leads, { flags, policy: { fields }, process }, load)
  const { reading, clock, loaded: roster } = timed
  const router = (policy: Policy): Router => buildWorld({ policy, roster, accounts }).router
  const bar = createProgressBar(process, 'leads', () => performance.now())
  const run = { reading, interrupted, clock, update: bar.update }
  const comparison = await decideByBoth(run, router(before), router(after))
  bar.finish()
  return comparison
}

type Run = {
  readonly reading: LeadReading
  readonly interrupted: AbortSignal
  readonly clock: LeadClock
  readonly update: ProgressBar['update']
}

/** Each policy has its own roster state: what one gives away, the other does not miss. */
async function decideByBoth(run: Run, before: Router, after: Router): Promise<RoutingComparison> {
  const { reading, interrupted, clock } = run
  const comparer = createRoutingComparer()
  let rows = 0
  for await (const batch of reading.batches) {
    if (interrupted.aborted) break
    for (const row of batch) {
      if (row.kind === 'rejected') {
        comparer.countUnreadable()
        continue
      }
      const nowMs = clock.decideAt(row)
      comparer.countPair(before.route(row.lead, nowMs, 'brief'), after.route(row.lead, nowMs, 'brief'))
    }
    rows += batch.length
    const { readBytes, sizeBytes } = reading.progress()
    run.update(readBytes, sizeBytes, rows)
  }
  return comparer.summarise()
}
