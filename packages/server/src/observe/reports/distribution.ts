import { RoutingError } from '@rightful/contract'
import {
  LEAD_UNITS,
  type MemberShare,
  parityOf,
  type PoolStanding,
  openStanding,
  type Roster,
  shareReport,
} from '@rightful/engine'
import { readRoster } from '../../control/people/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { type ChannelRow, findVersionsAt, listLedgerPools, readStatesBefore, sumByChannel } from './history-queries.ts'
import { figureOf, type Report, type ReportAsk, type ReportRow, textOf } from './report.ts'

/** States of pools that one report may read. */
const STATES_MAX = 5000

/** How evenly pools divided their leads. */
export const distribution: Report = {
  name: 'distribution',
  title: 'Leads given against the fair share, by pool and person',
  groups: ['day', 'channel'],
  groupsByDefault: ['day', 'channel'],
  daysByDefault: 7,
  reads: ['decisions'],
  columns: [
    textOf('pool_id', 'The pool.'),
    textOf('owner_id', 'The member; empty: the row of the whole pool.'),
    figureOf('received', 'Leads given, bound and handed over to them, less those handed on or rejected.'),
    figureOf('exact_share', 'What exact division by weight among those who were here would have given them.'),
    figureOf('difference', 'received − exact_share.'),
    figureOf('parity', '1 − ½ × Σ|difference| ÷ leads, of the whole pool; empty where no lead was given.'),
  ],
  rows: async (db, ask) => {
    const { workspaceId, desk, period } = ask
    const asked = ask.filter.pool_id
    const poolIds = asked === undefined ? await listLedgerPools(db, workspaceId) : [asked]
    const isByDay = ask.by.includes('day')
    const needsDays = isByDay || ask.by.includes('channel')
    const days = needsDays ? period.days : period.days.slice(0, 1)
    if (poolIds.length * (days.length + 1) > STATES_MAX) throw new RoutingError('report_too_costly')
    const instantsMs = [...days.map(({ fromMs }) => fromMs), period.untilMs]
    const versions = await findVersionsAt(db, { workspaceId, lastVersion: desk.version, instantsMs })
    const roster = await readRoster(db, workspaceId, desk.rosterVersion)
    const rows: ReportRow[] = []
    for (const poolId of poolIds) rows.push(...(await rowsOfPool(db, ask, { poolId, versions, roster })))
    return rows
  },
}

type PoolAsk = { readonly poolId: string; readonly versions: readonly number[]; readonly roster: Roster }

/** What the members of a pool received, and should have, in one slot of time. */
type Division = readonly Pick<MemberShare, 'ownerId' | 'received' | 'exactShare' | 'difference'>[]

async function rowsOfPool(db: Queryable, ask: ReportAsk, of: PoolAsk): Promise<readonly ReportRow[]> {
  const { workspaceId, by, period } = ask
  const { poolId, versions, roster } = of
  const slots = await divisionsOf(db, { workspaceId, poolId, versions })
  const pool = roster.pools.find(({ id }) => id === poolId)
  const isFairShare = pool === undefined || pool.strategy === 'fair_share'
  const field = ask.filter.channel_field
  const entered = by.includes('channel') ? await sumByChannel(db, { workspaceId, poolId, versions, field }) : null
  const groups = new Map<string, { readonly cells: ReportRow; readonly divisions: Division[] }>()
  for (const [slot, division] of slots.entries()) {
    const parts = entered === null ? [{ channel: null, division }] : byChannel(division, slotRows(entered, slot + 1))
    for (const { channel, division: part } of parts) {
      const cells = groupCellsOf(ask, { day: period.days[slot]?.date ?? null, channel })
      const key = JSON.stringify(cells)
      const group = groups.get(key) ?? { cells, divisions: [] }
      group.divisions.push(part)
      groups.set(key, group)
    }
  }
  return [...groups.values()]
    .toSorted((a, b) => (JSON.stringify(a.cells) < JSON.stringify(b.cells) ? -1 : 1))
    .flatMap(({ cells, divisions }) => divisionRows({ ...cells, pool_id: poolId }, merged(divisions), isFairShare))
}

function groupCellsOf(
  { by }: ReportAsk,
  { day, channel }: { readonly day: string | null; readonly channel: string | null },
) {
  const cells: ReportRow = { ...(by.includes('day') ? { day } : {}), ...(by.includes('channel') ? { channel } : {}) }
  return cells
}

function divisionRows(cells: ReportRow, division: Division, isFairShare: boolean): readonly ReportRow[] {
  const seen = division.filter(({ received, exactShare }) => received !== 0 || exactShare !== 0)
  if (seen.length === 0) return []
  const parity = isFairShare ? parityOf(seen) : null
  const sum = (of: 'received' | 'exactShare'): number => rounded(seen.reduce((total, member) => total + member[of], 0))
  const whole = { owner_id: null, received: sum('received'), exact_share: sum('exactShare'), difference: null }
  return [
    { ...cells, ...whole, parity: parity === null ? null : Math.round(parity * 1e6) / 1e6 },
    ...seen.map(({ ownerId, received, exactShare, difference }) => ({
      ...cells,
      owner_id: ownerId,
      received,
      exact_share: exactShare,
      difference,
      parity: null,
    })),
  ]
}

/** What each slot of time between versions added to the pool's figures. */
async function divisionsOf(
  db: Queryable,
  of: { readonly workspaceId: string; readonly poolId: string; readonly versions: readonly number[] },
): Promise<readonly Division[]> {
  const states = await readStatesBefore(db, of)
  const reports = states.map(({ state }) => shareReport(standingOf(state, of.poolId)))
  return reports.slice(1).map(({ members }, index) => {
    const before = new Map(reports[index]?.members.map((member) => [member.ownerId, member]))
    return members.map(({ ownerId, received, exactShare }) => {
      const was = before.get(ownerId)
      const gained = rounded(received - (was?.received ?? 0))
      const due = rounded(exactShare - (was?.exactShare ?? 0))
      return { ownerId, received: gained, exactShare: due, difference: rounded(gained - due) }
    })
  })
}

function standingOf(state: string | null, poolId: string): PoolStanding {
  if (state === null) return openStanding(poolId)
  const saved: { readonly standing: PoolStanding } = JSON.parse(state)
  return saved.standing
}

function slotRows(rows: readonly ChannelRow[], slot: number): readonly ChannelRow[] {
  return rows.filter((row) => row.slot === slot)
}

/** The leads of each channel against the members' shares of all leads of the slot. */
function byChannel(
  division: Division,
  rows: readonly ChannelRow[],
): readonly { readonly channel: string | null; readonly division: Division }[] {
  const due = division.reduce((sum, { exactShare }) => sum + exactShare, 0)
  return [...Map.groupBy(rows, ({ channel }) => channel)].map(([channel, entries]) => {
    const receivedOf = new Map(entries.map(({ ownerId, amount }) => [ownerId, amount / LEAD_UNITS]))
    const leads = [...receivedOf.values()].reduce((sum, amount) => sum + amount, 0)
    const owners = new Set([...division.map(({ ownerId }) => ownerId), ...receivedOf.keys()])
    const shareOf = new Map(division.map(({ ownerId, exactShare }) => [ownerId, exactShare]))
    return {
      channel,
      division: [...owners].toSorted().map((ownerId) => {
        const received = receivedOf.get(ownerId) ?? 0
        const exactShare = due > 0 ? rounded((leads * (shareOf.get(ownerId) ?? 0)) / due) : received
        return { ownerId, received, exactShare, difference: rounded(received - exactShare) }
      }),
    }
  })
}

function merged(divisions: readonly Division[]): Division {
  const owners = Map.groupBy(divisions.flat(), ({ ownerId }) => ownerId)
  return [...owners]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([ownerId, parts]) => {
      const received = rounded(parts.reduce((sum, part) => sum + part.received, 0))
      const exactShare = rounded(parts.reduce((sum, part) => sum + part.exactShare, 0))
      return { ownerId, received, exactShare, difference: rounded(received - exactShare) }
    })
}

/** Leads are counted in thousandths. */
function rounded(leads: number): number {
  return Math.round(leads * LEAD_UNITS) / LEAD_UNITS
}
