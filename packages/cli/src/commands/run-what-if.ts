import type { WhatIfAnswer } from '@rightful/contract'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CliContext } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { loadPolicyText } from '../loading/load-policy-text.ts'
import type { AskedServer } from '../operating/ask-server.ts'
import { requirePolicyServer } from '../operating/policy-server.ts'
import { formatTable } from '../terminal/format-table.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import { createProgressBar } from '../terminal/progress-bar.ts'
import type { WhatIfFlags } from './what-if.ts'

const ASK_EVERY_MS = 500
const rowsMax = 20

/** Asks a server what would have become of past leads under another policy, and prints who gains and who loses. */
export async function runWhatIf(context: CliContext, flags: WhatIfFlags): Promise<void> {
  const { process } = context
  const server = requirePolicyServer(flags, process)
  const candidate = await loadPolicyText(flags.policy, process)
  const { base, days, filter, leads, seed } = flags
  const asked = await server.ask((client) =>
    client.askWhatIf({
      candidate: { document: candidate.document, tables: { ...candidate.tables } },
      ...(base === undefined ? {} : { base: { version: base } }),
      ...(filter === undefined ? {} : { filter }),
      days,
      leads_max: leads,
      seed,
    }),
  )
  const done = await untilDone(context, server, asked)
  if (done === null) return
  if (done.result === null) throw new CliError('server_refused', { where: server.url, what: done.error ?? done.state })
  const { result } = done
  if (flags.json) process.stdout.write(`${JSON.stringify(done)}\n`)
  else process.stdout.write(toText({ ...done, result }, paintFor(process.stdout, process.env)))
  if (result.moved_count + result.rerouted_count > 0) process.exitCode = 1
}

/** `null`: somebody interrupted; the server goes on with it. */
async function untilDone(
  { process, interrupted }: CliContext,
  server: AskedServer,
  asked: WhatIfAnswer,
): Promise<WhatIfAnswer | null> {
  const bar = createProgressBar(process, 'decisions', () => performance.now())
  try {
    let answer = asked
    while (answer.state === 'waiting') {
      bar.update(answer.progress.done, answer.progress.total, answer.progress.done)
      await sleep(ASK_EVERY_MS)
      if (interrupted.aborted) return null
      answer = await server.ask((client) => client.getWhatIf(asked.what_if_id))
    }
    return answer
  } finally {
    bar.finish()
  }
}

type Result = NonNullable<WhatIfAnswer['result']>

function toText(done: WhatIfAnswer & { readonly result: Result }, paint: Paint): string {
  const { result, base, candidate, selection } = done
  const { lead_count: count, of_count: of, moved_count: moved, rerouted_count: rerouted } = result
  const span = selection.from_at === null ? '' : `, ${selection.from_at} to ${selection.until_at ?? ''}`
  const head = `${sideText(base)} → ${sideText(candidate)}: ${count} of ${of} leads${span}`
  const moves = `${moved} go to somebody else or have another outcome, ${rerouted} go another way to the same owner.`
  const changes = result.outcomes.map(({ before, after, count: changed }) => `  ${before} → ${after}: ${changed}`)
  const parts = [
    paint('bold', head),
    [moves, ...changes].join('\n'),
    tallyTable('owner', result.owners),
    tallyTable('pool', result.pools),
    tallyTable('route', result.routes),
    figures(result),
    `id ${done.what_if_id}`,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function sideText({ version, name, hash }: WhatIfAnswer['base']): string {
  return `${name}${version === null ? '' : ` version ${version}`} (${hash.slice(0, 7)})`
}

/** Where something changes; the most first. */
function tallyTable(what: string, list: Result['owners']): string {
  const changed = list.filter(({ gained_count: gained, lost_count: lost }) => gained + lost > 0)
  if (changed.length === 0) return ''
  const rows = changed
    .slice(0, rowsMax)
    .map((one) => [
      one.id ?? '(none)',
      String(one.base_count),
      String(one.candidate_count),
      `+${one.gained_count}`,
      `-${one.lost_count}`,
    ])
  const more = changed.length > rowsMax ? `\nand ${changed.length - rowsMax} more; --json has them` : ''
  return `${formatTable([what, 'before', 'after', 'gains', 'loses'], rows).join('\n')}${more}`
}

function figures({ base, candidate, clocks }: Result): string {
  const rows = [
    ['held', String(base.held_count), String(candidate.held_count)],
    ['unmatched', String(base.unmatched_count), String(candidate.unmatched_count)],
    ['refused', String(base.refused_count), String(candidate.refused_count)],
    ['parity', shareText(base.parity), shareText(candidate.parity)],
    ['furthest from fair share', distanceText(base.furthest), distanceText(candidate.furthest)],
    ['owner at work', shareText(base.on_shift_share), shareText(candidate.on_shift_share)],
    ...clocks.map(({ name, base: before, candidate: after }) => [
      `${name} due after (median)`,
      secondsText(before.median_due_seconds),
      secondsText(after.median_due_seconds),
    ]),
  ]
  return formatTable(['', 'before', 'after'], rows).join('\n')
}

function shareText(share: number | null): string {
  return share === null ? '' : `${(share * 100).toFixed(1)} %`
}

function distanceText(distance: Result['base']['furthest']): string {
  if (distance === null) return ''
  const { pool_id: pool, owner_id: owner, leads } = distance
  return `${owner} in ${pool}: ${leads > 0 ? '+' : ''}${leads} leads`
}

function secondsText(seconds: number | null): string {
  return seconds === null ? '' : `${Math.round(seconds / 60)} min`
}
