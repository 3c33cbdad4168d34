import { formatTable } from '../terminal/format-table.ts'
import type { Paint } from '../terminal/paint.ts'
import type { CountedTwice, Fate, RoutingComparison, Turn } from './compare-routing.ts'

const turnsListedMax = 12
const ownersListedMax = 30

const fateNames: Readonly<Record<Fate, string>> = {
  same: 'the same owner or place',
  another_member: 'another member of the same pool, as rotation comes out',
  another_place: 'another pool, owner or queue',
  another_outcome: 'another outcome',
}

/** The comparison for a person: how many leads go elsewhere, what becomes of them, who gains and who loses. */
export function formatComparison(comparison: RoutingComparison, paint: Paint): string {
  const blocks = [
    fateLines(comparison),
    ['Outcomes', ...formatTable(['', 'before', 'after', 'change'], comparison.outcomes.map(countCells))],
    turnLines('Leads with another outcome', comparison.turns),
    turnLines('Leads that another route takes', comparison.routes),
    ownerLines(comparison),
  ]
  const filled = blocks.filter((lines) => lines.length > 0)
  return `${filled.map(([title = '', ...lines]) => [paint('bold', title), ...lines].join('\n')).join('\n\n')}\n`
}

function fateLines({ leads, unreadable, fates }: RoutingComparison): readonly string[] {
  const rows = (['same', 'another_member', 'another_place', 'another_outcome'] as const).map((fate) => {
    const share = leads === 0 ? '' : `${((fates[fate] / leads) * 100).toFixed(1)} %`
    return [fateNames[fate], grouped(fates[fate]), share]
  })
  const broken = unreadable === 0 ? [] : [`  ${grouped(unreadable)} rows could not be read`]
  const [, ...lines] = formatTable(['', '', ''], rows)
  return [`${grouped(leads)} ${leads === 1 ? 'lead' : 'leads'} decided by both`, ...lines, ...broken]
}

function countCells({ name, before, after }: CountedTwice): readonly string[] {
  return [name, grouped(before), grouped(after), signed(after - before)]
}

function turnLines(title: string, turns: readonly Turn[]): readonly string[] {
  if (turns.length === 0) return []
  const rows = turns.slice(0, turnsListedMax).map((turn) => [`${turn.before} → ${turn.after}`, grouped(turn.leads)])
  const rest = turns.slice(turnsListedMax)
  const more = rest.length === 0 ? [] : [[`${rest.length} more`, grouped(sum(rest.map((turn) => turn.leads)))]]
  const [, ...lines] = formatTable(['', ''], [...rows, ...more])
  return [title, ...lines]
}

function ownerLines({ owners }: RoutingComparison): readonly string[] {
  if (owners.length === 0) return []
  const rows = owners
    .slice(0, ownersListedMax)
    .map((owner) => [...countCells(owner), grouped(owner.gained), grouped(owner.lost)])
  const more = owners.length > ownersListedMax ? [`  and ${owners.length - ownersListedMax} more owners`] : []
  return [
    'Owners who get other leads',
    ...formatTable(['', 'before', 'after', 'change', 'gained', 'lost'], rows),
    ...more,
  ]
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

function signed(change: number): string {
  if (change === 0) return '0'
  return change > 0 ? `+${grouped(change)}` : `−${grouped(-change)}`
}
