import { groupCells } from './lead-rows.ts'
import { sumConversion } from './queries.ts'
import { countOf, figureOf, type Report, shareOf } from './report.ts'
import { wilsonInterval } from './wilson-interval.ts'

/** How many leads became customers. */
export const conversion: Report = {
  name: 'conversion',
  title: 'Leads that converted',
  groups: ['day', 'route', 'pool', 'owner', 'source', 'channel', 'segment'],
  groupsByDefault: ['source', 'segment'],
  daysByDefault: 28,
  reads: [],
  columns: [
    countOf('leads', 'Leads received, without those that an undone import had brought.'),
    countOf('converted', 'Of them those that converted until now.'),
    countOf('disqualified', 'Those that lead nowhere.'),
    countOf('refused', 'Those that the policy refused.'),
    countOf('open', 'All others.'),
    figureOf('rate', 'converted ÷ leads.'),
    figureOf('rate_low', 'Lower end of the 95 % interval of the rate (Wilson, 1927).'),
    figureOf('rate_high', 'Upper end of it.'),
  ],
  rows: async (db, ask) =>
    (await sumConversion(db, ask)).map(({ leads, converted, disqualified, refused, ...groups }) => {
      const interval = wilsonInterval(converted, leads)
      return {
        ...groupCells(groups, ask),
        leads,
        converted,
        disqualified,
        refused,
        open: leads - converted - disqualified - refused,
        rate: shareOf(converted, leads),
        rate_low: interval?.low ?? null,
        rate_high: interval?.high ?? null,
      }
    }),
}
