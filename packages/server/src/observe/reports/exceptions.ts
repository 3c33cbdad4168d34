import { type ExceptionRow, findMishaps, findUnrouted } from './history-queries.ts'
import { countOf, type Report, type ReportRow, textOf } from './report.ts'
import { versionSpan } from './version-span.ts'

/** What went wrong with leads, by cause, with what to mend. */
export const exceptions: Report = {
  name: 'exceptions',
  title: 'Leads that did not go the usual way, by cause',
  groups: [],
  groupsByDefault: [],
  daysByDefault: 7,
  reads: ['events', 'decisions'],
  columns: [
    textOf('kind', '`unmatched`, `incomplete`, `delayed`, `overdue`, `reassigned` or `parked`.'),
    textOf('cause', 'What became of it, or why it happened.'),
    countOf('leads', 'Leads to which it happened within the period, each once.'),
    textOf('mend_kind', 'Where to mend it: `route`, `field`, `pool`, `policy` or `destination`.'),
    textOf('mend_id', 'Which one; empty: a new one, or the whole.'),
    textOf('advice', 'What usually helps.'),
    { name: 'examples', kind: 'list', meaning: 'Ids of up to five of the leads, the latest first.' },
  ],
  rows: async (db, ask) => {
    const span = await versionSpan(db, ask)
    const rows = [...(await findUnrouted(db, span)), ...(await findMishaps(db, span))]
    return rows
      .filter((row) => ask.filter.route_id === undefined || row.place === ask.filter.route_id)
      .map((row) => ({
        kind: row.kind,
        cause: row.cause,
        leads: row.leads,
        ...mendingOf(row),
        examples: [...row.leadIds],
      }))
  },
}

type Mending = Pick<ReportRow, 'mend_kind' | 'mend_id' | 'advice'>

function mendingOf({ kind, cause, place }: ExceptionRow): Mending {
  const route = { mend_kind: 'route', mend_id: place }
  switch (kind) {
    case 'unmatched':
      return { ...route, advice: 'Add a route for such leads, or widen one.' }
    case 'incomplete':
      return { mend_kind: 'field', mend_id: place, advice: 'Ask for this field in forms and imports, or derive it.' }
    case 'parked':
      return { mend_kind: 'policy', mend_id: null, advice: 'Read the error of the lead, and report it.' }
    case 'delayed':
      return cause === 'constraints_leave_nobody'
        ? { mend_kind: 'policy', mend_id: null, advice: 'Look at the hard rules that apply to the examples.' }
        : { ...route, advice: delayAdvice(cause) }
    case 'overdue':
      return overdueMending(cause, route)
    default:
      return { ...route, advice: moveAdvice(cause) }
  }
}

function delayAdvice(cause: string | null): string {
  return cause === 'waiting_for_attributes'
    ? 'Ask for what is missing earlier, or wait for less time.'
    : 'Put somebody on shift, raise capacities, or name an overflow pool.'
}

function overdueMending(cause: string | null, route: Omit<Mending, 'advice'>): Mending {
  const [, why] = cause?.split(':') ?? []
  switch (why) {
    case 'delivery':
      return { mend_kind: 'destination', mend_id: null, advice: 'Look at the deliveries that failed.' }
    case 'owner':
      return { ...route, advice: 'Talk to the owners, or let the policy move the lead sooner.' }
    case 'missing_data':
      return { ...route, advice: 'Ask for what is missing, or give such leads to somebody.' }
    default:
      return { ...route, advice: 'Put somebody on shift, raise capacities, or name an overflow pool.' }
  }
}

function moveAdvice(cause: string | null): string {
  if (cause === 'changed') return 'Ask for the fields that change before the lead is assigned.'
  if (cause === 'owner_unavailable') return 'Enter absences before they begin.'
  if (cause === 'rejected') return 'Look at the reasons in the report of credits.'
  if (cause === 'hand') return 'Make a rule of what people do by hand.'
  return 'Talk to the owners who missed it, or give them fewer leads.'
}
