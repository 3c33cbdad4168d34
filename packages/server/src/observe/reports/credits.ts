import { listLedgerPools, sumCredits } from './history-queries.ts'
import { countOf, type Report, shareOf, figureOf, textOf } from './report.ts'
import { versionSpan } from './version-span.ts'

/** Leads that people gave back as none, and were credited for. */
export const credits: Report = {
  name: 'credits',
  title: 'Leads given back, by person and reason',
  groups: [],
  groupsByDefault: [],
  daysByDefault: 28,
  reads: [],
  columns: [
    textOf('owner_id', 'Who gave them back.'),
    textOf('pool_id', 'In whose ledger the credit stands.'),
    textOf('reason', 'The reason given; empty: the row of all of the person in that pool.'),
    countOf('given', 'Leads given to the person by that pool, bound leads and leads taken over among them.'),
    countOf('credited', 'Leads given back, each worth one turn.'),
    figureOf('credited_share', 'credited ÷ given.'),
  ],
  rows: async (db, ask) => {
    const { pool_id: poolId, owner_id: ownerId } = ask.filter
    const poolIds = poolId === undefined ? await listLedgerPools(db, ask.workspaceId) : [poolId]
    const rows = await sumCredits(db, await versionSpan(db, ask), poolIds)
    const asked = rows.filter((row) => ownerId === undefined || row.ownerId === ownerId)
    const people = Map.groupBy(asked, (row) => JSON.stringify([row.ownerId, row.poolId]))
    return [...people]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, [first, ...others]]) => {
        const all = first === undefined ? [] : [first, ...others]
        const given = all.reduce((sum, row) => sum + row.given, 0)
        const credited = all.reduce((sum, row) => sum + row.credited, 0)
        const of = { owner_id: first?.ownerId ?? null, pool_id: first?.poolId ?? null }
        const reasons = all.filter((row) => row.credited > 0 && row.reason !== null)
        return [
          { ...of, reason: null, given, credited, credited_share: shareOf(credited, given) },
          ...reasons.map((row) => ({
            ...of,
            reason: row.reason,
            given,
            credited: row.credited,
            credited_share: shareOf(row.credited, given),
          })),
        ]
      })
  },
}
