import { groupCells } from './lead-rows.ts'
import { sumHeld } from './queries.ts'
import { countOf, figureOf, type Report, shareOf } from './report.ts'

/** How many leads had to wait, or went to whoever is there for leads that no route takes. */
export const held: Report = {
  name: 'held',
  title: 'Leads that waited, and leads of the default owner',
  groups: ['day', 'route', 'pool', 'source', 'channel', 'segment'],
  groupsByDefault: ['route', 'channel'],
  daysByDefault: 7,
  reads: ['decisions'],
  columns: [
    countOf('leads', 'Leads received.'),
    countOf('decided', 'Of them those that were decided, as far as it is still stored.'),
    countOf('held', 'Those that waited when first decided.'),
    countOf('refused', 'Those that were refused when first decided.'),
    countOf(
      'by_default',
      'Those whose first owner came from the fallbacks: given by a pool or by name, with no route.',
    ),
    countOf('waiting', 'Those that wait now.'),
    figureOf('held_share', 'held ÷ decided.'),
    figureOf('default_share', 'by_default ÷ decided.'),
  ],
  rows: async (db, ask) =>
    (await sumHeld(db, ask)).map(({ leads, decided, held: waited, refused, byDefault, waiting, ...groups }) => ({
      ...groupCells(groups, ask),
      leads,
      decided,
      held: waited,
      refused,
      by_default: byDefault,
      waiting,
      held_share: shareOf(waited, decided),
      default_share: shareOf(byDefault, decided),
    })),
}
