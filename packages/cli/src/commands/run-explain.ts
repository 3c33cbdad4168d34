import { rolesOf } from '@rightful/engine'
import type { CliContext, CliProcess } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { answerQuestions, type Answers } from '../explaining/answer-questions.ts'
import { formatAnswers } from '../explaining/format-answers.ts'
import { nearestName } from '../readers/nearest-name.ts'
import { type AskedLead, type AskedLeads, decideAsked } from '../routing/decide-asked.ts'
import type { DecidedAt } from '../routing/lead-clock.ts'
import { type LoadedWorld, openLeadRun } from '../routing/load-world.ts'
import { paintFor } from '../terminal/paint.ts'
import { createProgressBar } from '../terminal/progress-bar.ts'
import type { ExplainFlags } from './explain.ts'

/** Decides the leads of a file as far as the ones asked for, and says why these went where they went. */
export async function runExplain(context: CliContext, flags: ExplainFlags, path: string): Promise<void> {
  const { process, interrupted } = context
  const { world, reading, clock } = await openLeadRun(path, flags, process)
  requireOwners(flags, world)
  requireRole(flags, world)
  const bar = createProgressBar(process, 'leads', () => performance.now())
  const asked = await decideAsked(
    {
      router: world.router,
      reading,
      clock,
      isAlone: flags.alone,
      interrupted,
      onBatch: (leads) => {
        const { readBytes, sizeBytes } = reading.progress()
        bar.update(readBytes, sizeBytes, leads)
      },
    },
    flags.lead,
  )
  bar.finish()
  if (interrupted.aborted) return
  requireLeads(asked, path)
  const told = asked.found.map((lead): Told => {
    const questions = { owners: flags.not ?? null, role: flags.role, whatWouldChange: flags.whatWouldChange }
    return { lead, answers: answerQuestions(lead.decision, world.policy, questions) }
  })
  if (flags.json) process.stdout.write(`${JSON.stringify(toJson(told, { at: clock.told(), flags, world }))}\n`)
  else process.stdout.write(toText(told, { flags, path, process }))
}

type Told = { readonly lead: AskedLead; readonly answers: Answers }

function requireOwners({ not, roster }: ExplainFlags, { roster: { owners } }: LoadedWorld): void {
  const known = owners.map((owner) => owner.id)
  for (const ownerId of not ?? []) {
    if (known.includes(ownerId)) continue
    const nearest = nearestName(ownerId, known)
    const hint = nearest === null ? `Its owners are ${known.slice(0, 5).join(', ')} …` : `Did you mean ${nearest}?`
    throw new CliError('owner_unknown', { where: roster, what: `The roster has no owner ${ownerId}.`, hint })
  }
}

function requireRole({ role, policy: where }: ExplainFlags, { policy }: LoadedWorld): void {
  const known = rolesOf(policy.policy)
  if (known.includes(role)) return
  const nearest = nearestName(role, known)
  const hint = nearest === null ? `Its roles are ${known.join(', ')}.` : `Did you mean ${nearest}?`
  throw new CliError('role_unknown', { where, what: `No route of the policy names a role ${role}.`, hint })
}

function requireLeads({ missing, unreadable, leads }: AskedLeads, path: string): void {
  if (missing.length === 0) return
  const where = path === '-' ? 'standard input' : path
  const ids = missing.map(({ leadId }) => leadId).join(', ')
  const broken = unreadable === 0 ? '' : ` and ${unreadable} ${unreadable === 1 ? 'row' : 'rows'} that cannot be read`
  const nearest = missing.flatMap((lead) => lead.nearest ?? [])
  throw new CliError('lead_unknown', {
    where,
    what: `No lead ${ids} among the ${leads.toLocaleString('en-US')} leads${broken} of this file.`,
    hint:
      nearest.length > 0
        ? `Did you mean ${nearest.join(', ')}?`
        : 'A lead is called by its column id, or by its line, as line-7, where the file has none.',
  })
}

function toJson(
  told: readonly Told[],
  run: { readonly at: DecidedAt | null; readonly flags: ExplainFlags; readonly world: LoadedWorld },
): object {
  const { name, hash } = run.world.policy.policy
  return {
    policy: { name, hash },
    at: run.flags.atColumn === undefined ? (run.at?.from ?? null) : null,
    alone: run.flags.alone,
    leads: told.map(({ lead, answers }) => ({
      lead: lead.decision.leadId,
      line: lead.line,
      decidedBefore: lead.decidedBefore,
      decision: lead.decision,
      explanation: { headline: answers.explanation.headline, lines: answers.explanation.lines },
      whyNot: answers.whyNot,
      unsaid: answers.unsaid,
      whatWouldChange: answers.whatWouldChange,
    })),
  }
}

type TextRun = {
  readonly flags: ExplainFlags
  readonly path: string
  readonly process: CliProcess
}

function toText(told: readonly Told[], { flags, path, process }: TextRun): string {
  const { stdout, env } = process
  const paint = paintFor(stdout, env)
  const width = stdout.isTTY === true ? (stdout.columns ?? null) : null
  const file = path === '-' ? 'standard input' : path
  const parts = told.map(({ lead, answers }) => {
    const { line, decidedBefore, decision } = lead
    const before = flags.alone ? 'decided alone' : `decided after the ${countText(decidedBefore)} before it`
    const head = paint(
      'dim',
      `${decision.leadId} (${file}:${line}), ${before}, at ${Temporal.Instant.fromEpochMilliseconds(decision.atMs).toString()}`,
    )
    return `${head}\n${formatAnswers(answers, { paint, width })}`
  })
  return parts.join('\n')
}

function countText(leads: number): string {
  return leads === 1 ? '1 lead' : `${leads.toLocaleString('en-US')} leads`
}
