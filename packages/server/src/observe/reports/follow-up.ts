import { groupCells, seconds } from './lead-rows.ts'
import { sumFollowUp } from './queries.ts'
import { countOf, figureOf, type Report, shareOf } from './report.ts'

/** Whether owners followed up in time, first time. */
export const followUp: Report = {
  name: 'follow-up',
  title: 'First follow-ups: in time, missed, open, not owed',
  groups: ['day', 'route', 'pool', 'owner', 'source', 'channel', 'segment'],
  groupsByDefault: ['pool'],
  daysByDefault: 7,
  reads: [],
  columns: [
    countOf(
      'started',
      'First follow-ups that owners were given to do: one for each owner of a lead with such a clock.',
    ),
    countOf('met', 'Done until they were due.'),
    countOf('missed', 'Not done until they were due, whether done later or not.'),
    countOf('open', 'Neither done nor due yet.'),
    countOf('not_owed', 'Ended before they were due, by another owner or the end of the lead.'),
    figureOf('attainment', 'met ÷ (met + missed).'),
    figureOf('p50_raw_seconds', 'From assigned to followed up, of those done: half took at most so long.'),
    figureOf('p95_raw_seconds', '95 % of them took at most so long.'),
    figureOf('p50_working_seconds', 'The same in working time of whoever the clock counts by.'),
    figureOf('p95_working_seconds', '95 % of them took at most so much working time.'),
  ],
  rows: async (db, ask) =>
    (await sumFollowUp(db, ask)).map(({ started, met, missed, open, rawMs, workingMs, ...groups }) => ({
      ...groupCells(groups, ask),
      started,
      met,
      missed,
      open,
      not_owed: started - met - missed - open,
      attainment: shareOf(met, met + missed),
      p50_raw_seconds: seconds(rawMs?.[0]),
      p95_raw_seconds: seconds(rawMs?.[1]),
      p50_working_seconds: seconds(workingMs?.[0]),
      p95_working_seconds: seconds(workingMs?.[1]),
    })),
}
