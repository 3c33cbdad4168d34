import type { Decision } from '@rightful/engine'
import type { RejectedRow } from '../readers/source-row.ts'
import type { CsvCell } from '../writers/csv-row.ts'

/** One row of the output, whatever its format. Others read these names: they may grow, but not change. */
export type DecisionRow = {
  /** The line of the input file. */
  readonly line: number
  /** The lead's id; `null` for a row that could not be read. */
  readonly lead: string | null
  readonly outcome: 'assigned' | 'held' | 'refused' | 'unreadable'
  readonly owner: string | null
  readonly pool: string | null
  readonly route: string | null
  /** The route, or the row of its table as `route:row`. */
  readonly rule: string | null
  /** Assigned: how (`pool`, `bound`, `named`, `look_ahead`, `kept`); held and refused: the reason; unreadable: what is wrong with the row. */
  readonly reason: string
  /** Where a held lead waits. */
  readonly queue: string | null
  /** When time alone brings the next try: RFC 3339 in UTC. */
  readonly retryAt: string | null
  /** Attributes whose absence left a rule undecided. */
  readonly missing: readonly string[]
  /** Further roles: role → owner, or what became of it. */
  readonly also: Readonly<Record<string, string>>
  readonly plan: string | null
  /** Clock → when it is due: RFC 3339 in UTC. */
  readonly due: Readonly<Record<string, string>>
  readonly decision: string | null
}

/** The headings of the CSV form, in the order of `decisionCells`. */
export const decisionHeadings = [
  'line',
  'lead',
  'outcome',
  'owner',
  'pool',
  'route',
  'rule',
  'reason',
  'queue',
  'retry_at',
  'missing',
  'also',
  'plan',
  'due',
  'decision',
] as const

/** What the output says about a decided lead. */
export function decisionRow(line: number, decision: Decision): DecisionRow {
  const { outcome } = decision
  const isHeld = outcome.kind === 'held'
  return {
    line,
    lead: decision.leadId,
    outcome: outcome.kind,
    owner: outcome.kind === 'assigned' ? outcome.ownerId : null,
    pool: outcome.kind === 'assigned' ? outcome.poolId : null,
    route: decision.routeId,
    rule: decision.ruleId,
    reason: outcome.kind === 'assigned' ? outcome.by : outcome.reason,
    queue: isHeld ? outcome.queue : null,
    retryAt: isHeld && outcome.retryAtMs !== null ? instantText(outcome.retryAtMs) : null,
    missing: decision.missing,
    also: furtherRoles(decision),
    plan: decision.plan,
    due: dueTimes(decision),
    decision: decision.decisionId,
  }
}

/** What the output says about a row that could not be read. */
export function rejectedDecisionRow({ line, reason }: RejectedRow): DecisionRow {
  const nothing = {
    owner: null,
    pool: null,
    route: null,
    rule: null,
    queue: null,
    retryAt: null,
    plan: null,
    decision: null,
  }
  return { line, lead: null, outcome: 'unreadable', reason, missing: [], also: {}, due: {}, ...nothing }
}

/** The row in CSV: lists are separated by `;`, pairs are written `name=value`. */
export function decisionCells(row: DecisionRow): readonly CsvCell[] {
  return [
    row.line,
    row.lead,
    row.outcome,
    row.owner,
    row.pool,
    row.route,
    row.rule,
    row.reason,
    row.queue,
    row.retryAt,
    row.missing.length === 0 ? null : row.missing.join(';'),
    pairs(row.also),
    row.plan,
    pairs(row.due),
    row.decision,
  ]
}

const noPairs: Readonly<Record<string, string>> = {}

function furtherRoles({ roles }: Decision): Readonly<Record<string, string>> {
  if (roles.length < 2) return noPairs
  return Object.fromEntries(
    roles
      .slice(1)
      .map(({ role, outcome }) => [
        role,
        outcome.kind === 'assigned' ? outcome.ownerId : `${outcome.kind}: ${outcome.reason}`,
      ]),
  )
}

function dueTimes({ clocks }: Decision): Readonly<Record<string, string>> {
  if (clocks.length === 0) return noPairs
  return Object.fromEntries(
    clocks.flatMap(({ name, dueAtMs }) => (dueAtMs === null ? [] : [[name, instantText(dueAtMs)]])),
  )
}

function pairs(record: Readonly<Record<string, string>>): string | null {
  const found = Object.entries(record)
  return found.length === 0 ? null : found.map(([name, value]) => `${name}=${value}`).join(';')
}

// Most leads of a file are due at one of a few instants, and writing an instant out costs more than deciding some leads.
const instantTexts = new Map<number, string>()
const instantTextsMax = 10_000

function instantText(epochMs: number): string {
  const known = instantTexts.get(epochMs)
  if (known !== undefined) return known
  if (instantTexts.size === instantTextsMax) instantTexts.clear()
  const text = Temporal.Instant.fromEpochMilliseconds(epochMs).toString()
  instantTexts.set(epochMs, text)
  return text
}
