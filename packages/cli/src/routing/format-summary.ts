import type { MemberShare, ShareReport } from '@rightful/engine'
import type { Paint } from '../terminal/paint.ts'
import type { DecidedAt } from './lead-clock.ts'
import type { Count, RouteSummary } from './route-summary.ts'

const listedMax = 12
const poolsListedMax = 20

/** The summary for a person: outcomes, routes, pools against fair share, gaps, pace. Lines end in `\n`. */
export function formatSummary(summary: RouteSummary, paint: Paint): string {
  const blocks = [
    outcomeLines(summary),
    countLines('Held', summary.held, summary.leads),
    countLines('Refused', summary.refused, summary.leads),
    countLines('Routes', summary.routes, summary.leads),
    poolLines(summary),
    countLines('Gaps that left a rule undecided', summary.gaps, summary.leads),
    paceLines(summary),
  ]
  const filled = blocks.filter((lines) => lines.length > 0)
  return `${filled.map(([title = '', ...lines]) => [paint('bold', title), ...lines].join('\n')).join('\n\n')}\n`
}

function outcomeLines({ leads, unreadable, outcomes, decidedAt }: RouteSummary): readonly string[] {
  const rows = (['assigned', 'held', 'refused'] as const).map((name) => ({ name, leads: outcomes[name] }))
  const lines = rows.map((row) => countLine(row, leads, 12))
  const broken =
    unreadable === 0 ? [] : [`  ${'unreadable'.padEnd(12)} ${grouped(unreadable).padStart(10)}  rows, not decided`]
  const title = `${grouped(leads)} ${leads === 1 ? 'lead' : 'leads'}${whenText(decidedAt)}`
  return [title, ...lines, ...broken, ...orderLines(decidedAt)]
}

function whenText(decidedAt: DecidedAt | null): string {
  if (decidedAt === null) return ''
  const { from, until } = decidedAt
  return from === until ? `, decided at ${from}` : `, decided from ${from} to ${until}`
}

function orderLines(decidedAt: DecidedAt | null): readonly string[] {
  if (decidedAt === null || decidedAt.outOfOrderLine === null) return []
  const { outOfOrder, outOfOrderLine } = decidedAt
  const said = outOfOrder === 1 ? 'lead is' : 'leads are'
  const where = outOfOrder === 1 ? `on line ${outOfOrderLine}` : `the first on line ${outOfOrderLine}`
  return [`  ${grouped(outOfOrder)} ${said} earlier than one above, ${where}; decided when that one was`]
}

/** Each name with its leads and their share of all leads. */
function countLines(title: string, counts: readonly Count[], total: number): readonly string[] {
  if (counts.length === 0) return []
  const listed = counts.slice(0, listedMax)
  const width = Math.max(...listed.map((count) => count.name.length))
  const lines = listed.map((count) => countLine(count, total, width))
  const rest = counts.slice(listedMax)
  const restLeads = rest.reduce((sum, count) => sum + count.leads, 0)
  const more = rest.length === 0 ? [] : [countLine({ name: `${rest.length} more`, leads: restLeads }, total, width)]
  return [title, ...lines, ...more]
}

function countLine({ name, leads }: Count, total: number, width: number): string {
  const share = total === 0 ? '' : `  ${percent(leads / total)}`
  return `  ${name.padEnd(width)} ${grouped(leads).padStart(10)}${share}`
}

function poolLines({ pools, parity }: RouteSummary): readonly string[] {
  if (pools.length === 0) return []
  const listed = pools.toSorted((a, b) => b.received - a.received).slice(0, poolsListedMax)
  const width = Math.max(
    ...listed.flatMap((pool) => [pool.poolId.length, ...pool.members.map((member) => member.ownerId.length + 2)]),
  )
  const lines = listed.flatMap((pool) => [
    `  ${pool.poolId.padEnd(width)} ${figure(pool.received)}${' '.repeat(22)}  ${balanceText(pool)}`,
    ...pool.members.map((member) => memberLine(pool, member, width)),
  ])
  const more = pools.length > listed.length ? [`  and ${pools.length - listed.length} more pools`] : []
  const head = `  ${'pool and owner'.padEnd(width)} ${'leads'.padStart(10)} ${'fair share'.padStart(10)} ${'difference'.padStart(10)}`
  return [`Pools (parity index ${ratio(parity)})`, head, ...lines, ...more]
}

function balanceText({ strategy, parity }: ShareReport): string {
  return strategy === 'fair_share' ? `parity ${ratio(parity)}` : strategy.replace('_', ' ')
}

/** Only pools that divide by share have a fair share to be compared with. */
function memberLine({ strategy }: ShareReport, member: MemberShare, width: number): string {
  const line = `    ${member.ownerId.padEnd(width - 2)} ${figure(member.received)}`
  if (strategy !== 'fair_share') return line
  const difference = `${member.difference < 0 ? '−' : '+'}${Math.abs(member.difference).toFixed(2)}`
  return `${line} ${figure(member.exactShare)} ${difference.padStart(10)}`
}

function paceLines({ seconds, leadsPerSecond }: RouteSummary): readonly string[] {
  return [`${seconds.toFixed(seconds < 10 ? 2 : 1)} s, ${grouped(leadsPerSecond)} leads/s`]
}

function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

function figure(value: number): string {
  const text = value.toLocaleString('en-US', { maximumFractionDigits: 2 })
  return text.padStart(10)
}

function ratio(value: number | null): string {
  return value === null ? '–' : value.toFixed(3)
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1).padStart(5)} %`
}
