import { groupCells, seconds } from './lead-rows.ts'
import { sumLatency } from './queries.ts'
import { countOf, figureOf, type Report } from './report.ts'

/** How long leads waited for their first owner. */
export const assignmentLatency: Report = {
  name: 'assignment-latency',
  title: 'How long leads waited for their first owner',
  groups: ['day', 'route', 'pool', 'source', 'channel', 'segment'],
  groupsByDefault: ['day', 'route', 'channel'],
  daysByDefault: 7,
  reads: [],
  columns: [
    countOf('leads', 'Leads received.'),
    countOf('assigned', 'Of them those that had an owner at some time.'),
    figureOf('p50_seconds', 'Half of those waited at most so long, from received to assigned; raw seconds.'),
    figureOf('p95_seconds', '95 % of them waited at most so long.'),
    figureOf('p99_seconds', '99 % of them waited at most so long.'),
    figureOf('max_seconds', 'The longest of them.'),
  ],
  rows: async (db, ask) =>
    (await sumLatency(db, ask)).map(({ leads, assigned, percentilesMs, maxMs, ...groups }) => ({
      ...groupCells(groups, ask),
      leads,
      assigned,
      p50_seconds: seconds(percentilesMs?.[0]),
      p95_seconds: seconds(percentilesMs?.[1]),
      p99_seconds: seconds(percentilesMs?.[2]),
      max_seconds: seconds(maxMs),
    })),
}
