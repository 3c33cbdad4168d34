import { sharedData } from '../../../packages/cli/src/testing/shared-data.ts'
import { readTable } from '../read-table.ts'

/** Somebody who calls the leads. */
export type Caller = {
  readonly id: string
  readonly won: number
  /** Mornings off: at work from 14:00, not from 09:00. */
  readonly isAfternoonsOnly: boolean
  readonly dayMax: number
}

/** When work starts and ends, Monday to Friday, where they all live. */
export const zone = 'America/Sao_Paulo'
export const workStarts = '09:00'
export const workEnds = '18:00'

const afternoonStarts = '14:00'

/** Who won at least this many of the leads is in the first line. */
const firstLineWon = 20

/** The callers who won a lead, as `sdr_id` names them, by id. */
export function readCallers(): readonly Caller[] {
  const won = new Map<string, number>()
  for (const row of readTable(sharedData('leads-olist', 'closed_deals.csv'))) {
    won.set(row('sdr_id'), (won.get(row('sdr_id')) ?? 0) + 1)
  }
  return [...won]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, count]) => ({ id, won: count, isAfternoonsOnly: count < 4, dayMax: count >= firstLineWon ? 2 : 1 }))
}

export const poolIds = ['first-line', 'search', 'everybody'] as const

/** Who is in a pool. */
export function membersOf(poolId: (typeof poolIds)[number], callers: readonly Caller[]): readonly Caller[] {
  switch (poolId) {
    case 'first-line':
      return callers.filter(({ won }) => won >= firstLineWon)
    case 'search':
      return callers.filter(({ won }) => won < firstLineWon)
    case 'everybody':
      return callers
  }
}

/** The roster as a document. */
export function rosterText(callers: readonly Caller[]): string {
  return JSON.stringify({
    roster: 'marketplace',
    zone,
    hours: {
      office: { 'mon-fri': [`${workStarts}-${workEnds}`] },
      afternoons: { 'mon-fri': [`${afternoonStarts}-${workEnds}`] },
    },
    owners: callers.map(({ id, isAfternoonsOnly, dayMax }) => ({
      id,
      country: 'BR',
      hours: isAfternoonsOnly ? 'afternoons' : 'office',
      caps: [{ per: 'day', max: dayMax }],
    })),
    pools: poolIds.map((id) => ({ id, members: membersOf(id, callers).map((caller) => caller.id) })),
  })
}
