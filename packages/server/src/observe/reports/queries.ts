import { leadStates, type ReportGroup } from '@rightful/contract'
import type { Queryable } from '../../platform/db/database.ts'
import type { DerivedGroup } from './derived-group.ts'
import { type ReportAsk, ROWS_MAX } from './report.ts'

/**
 * A statement over the leads that came in within a period. Each state is walked on its own, along the index by time of receipt; what
 * else a lead has is then looked up by the lead, so that its cost goes with the leads of the period, whatever is stored.
 */
class LeadStatement {
  readonly values: unknown[]
  /** Conditions on what is joined to the leads. */
  readonly where: string[] = []
  readonly #ask: ReportAsk

  constructor(ask: ReportAsk) {
    const { workspaceId, period } = ask
    this.#ask = ask
    this.values = [workspaceId, leadStates, period.fromMs, period.untilMs]
  }

  bind(value: unknown): string {
    return `$${this.values.push(value)}`
  }

  /** The value of a policy's field, or a derived one; `null` where it is missing. */
  field(group: FieldGroup): string {
    if (this.#ask.derived.has(group)) return `derived_${group}.value`
    return `lead.attributes::json ->> ${this.bind(this.#ask.filter[`${group}_field`])}`
  }

  leads(owned: { readonly pool: string; readonly owner: string } | null): string {
    const { filter } = this.#ask
    const where: string[] = []
    const is = (column: string, value: string | undefined): void => {
      if (value !== undefined) where.push(`and ${column} = ${this.bind(value)}`)
    }
    is('lead.route_id', filter.route_id)
    if (owned === null) {
      is('lead.pool_id', filter.pool_id)
      is('lead.owner_id', filter.owner_id)
    }
    const joins: string[] = []
    for (const group of fieldGroups) {
      const derived = this.#ask.derived.get(group)
      if (derived !== undefined) joins.push(this.#joinDerived(group, derived))
      if (filter[group] === undefined) continue
      const condition = `(${this.field(group)}) = ${this.bind(filter[group])}`
      if (derived === undefined) where.push(`and ${condition}`)
      else this.where.push(condition)
    }
    return `
      from unnest($2::text[]) as asked (state)
     cross join lateral (
       select lead.lead_id, lead.state, lead.owner_id, lead.pool_id, lead.route_id, lead.received_at, lead.attributes
         from lead
        where lead.workspace_id = $1 and lead.state = asked.state
          and lead.received_at >= to_timestamp($3::float8 / 1000) and lead.received_at < to_timestamp($4::float8 / 1000)
          ${where.join(' ')}
       offset 0) as lead ${joins.join(' ')}`
  }

  #joinDerived(group: FieldGroup, { fields, combinations, values }: DerivedGroup): string {
    const known = `unnest(${this.bind(combinations)}::text[], ${this.bind(values)}::text[]) as derived_${group} (combination, value)`
    return `
      left join ${known} on derived_${group}.combination = ${combinationOf(fields, (value) => this.bind(value))}`
  }

  /** What rows are grouped by, as expressions. */
  groups(
    by: readonly ReportGroup[],
    owned: { readonly pool: string; readonly owner: string } | null,
  ): readonly string[] {
    return by.map((group) => {
      switch (group) {
        case 'day': {
          const days = this.bind(this.#ask.period.days.map(({ fromMs }) => fromMs))
          return `width_bucket((extract(epoch from lead.received_at) * 1000)::float8, ${days}::float8[])`
        }
        case 'route':
          return 'lead.route_id'
        case 'pool':
          return owned?.pool ?? 'lead.pool_id'
        case 'owner':
          return owned?.owner ?? 'lead.owner_id'
        case 'source':
        case 'channel':
        case 'segment':
          return this.field(group)
      }
    })
  }
}

const fieldGroups = ['source', 'channel', 'segment'] as const

/** What is grouped by fields or derived values of the policy. */
type FieldGroup = (typeof fieldGroups)[number]

/** The values of some fields of a lead, as one JSON text. */
function combinationOf(fields: readonly string[], bind: (value: unknown) => string): string {
  const values = fields.map((field) => `lead.attributes::json -> ${bind(field)}::text`)
  return `json_build_array(${values.join(', ')})::text`
}

/** The combinations of some fields that leads of the period have, at most so many. */
export async function findCombinations(
  db: Queryable,
  of: Pick<ReportAsk, 'workspaceId' | 'period'> & { readonly fields: readonly string[]; readonly limit: number },
): Promise<readonly string[]> {
  const values: unknown[] = [of.workspaceId, leadStates, of.period.fromMs, of.period.untilMs, of.limit]
  const rows = await db.query<{ combination: string }>(
    `
    select distinct ${combinationOf(of.fields, (value) => `$${values.push(value)}`)} as combination
      from unnest($2::text[]) as asked (state)
     cross join lateral (
       select lead.attributes
         from lead
        where lead.workspace_id = $1 and lead.state = asked.state
          and lead.received_at >= to_timestamp($3::float8 / 1000) and lead.received_at < to_timestamp($4::float8 / 1000)
       offset 0) as lead
     limit $5`,
    values,
  )
  return rows.map(({ combination }) => combination)
}

type LeadParts = {
  /** Columns of figures. */
  readonly figures: string
  /** What is looked up by the lead. */
  readonly joins: (bind: (value: unknown) => string) => string
  /** Where pool and owner stand, when they are not the lead's own. */
  readonly owned?: { readonly pool: string; readonly owner: string }
}

/** Runs such a statement: rows of `g1`, `g2` … and the figures, by group. */
async function queryLeads<Figures>(
  db: Queryable,
  ask: ReportAsk,
  { figures, joins, owned }: LeadParts,
): Promise<readonly (Grouped & Figures)[]> {
  const statement = new LeadStatement(ask)
  const from = statement.leads(owned ?? null)
  const groups = statement.groups(ask.by, owned ?? null)
  const joined = joins((value) => statement.bind(value))
  const named = groups.map((group, index) => `${group} as g${index}`)
  const places = groups.map((_, index) => String(index + 1)).join(', ')
  const { pool_id: poolId, owner_id: ownerId } = ask.filter
  const conditions = [...statement.where]
  if (owned !== undefined && poolId !== undefined) conditions.push(`${owned.pool} = ${statement.bind(poolId)}`)
  if (owned !== undefined && ownerId !== undefined) conditions.push(`${owned.owner} = ${statement.bind(ownerId)}`)
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
  const text = `
    select ${[...named, figures].join(', ')} ${from} ${joined}
     ${where}
     ${places === '' ? '' : `group by ${places} order by ${places}`}
     limit ${ROWS_MAX + 1}`
  return db.query<Grouped & Figures>(text, statement.values)
}

/** What a row is of: `g0` is the first that rows are grouped by. Days are numbered from 1. */
export type Grouped = Readonly<Record<`g${number}`, string | number | null>>

function percentiles(of: string, filter = ''): string {
  return `percentile_disc(array[0.5, 0.95, 0.99]) within group (order by ${of})${filter === '' ? '' : ` filter (where ${filter})`}`
}

/** How long leads waited for their first owner; milliseconds. `null` where nobody has one. */
export type LatencyFigures = {
  readonly leads: number
  readonly assigned: number
  readonly percentilesMs: readonly (number | null)[] | null
  readonly maxMs: number | null
}

export function sumLatency(db: Queryable, ask: ReportAsk): Promise<readonly (Grouped & LatencyFigures)[]> {
  const waited = `(extract(epoch from first.at - lead.received_at) * 1000)::float8`
  return queryLeads<LatencyFigures>(db, ask, {
    figures: `count(*) as leads, count(first.at) as assigned, ${percentiles(waited)} as "percentilesMs", max(${waited}) as "maxMs"`,
    joins: () => `
     cross join lateral (
       select min(assignment.from_at) as at
         from assignment
        where assignment.workspace_id = $1 and assignment.lead_id = lead.lead_id and assignment.role = 'owner'
       offset 0) as first`,
  })
}

/** What became of the first follow-ups that owners owed; milliseconds. */
export type FollowUpFigures = {
  readonly started: number
  readonly met: number
  readonly missed: number
  readonly open: number
  readonly rawMs: readonly (number | null)[] | null
  readonly workingMs: readonly (number | null)[] | null
}

export function sumFollowUp(db: Queryable, ask: ReportAsk): Promise<readonly (Grouped & FollowUpFigures)[]> {
  const touched = `clock.end_reason in ('met', 'late')`
  return queryLeads<FollowUpFigures>(db, ask, {
    owned: { pool: 'clock.pool_id', owner: 'clock.owner_id' },
    figures: `count(*) as started, count(*) filter (where clock.end_reason = 'met') as met,
           count(*) filter (where clock.is_missed) as missed,
           count(*) filter (where clock.ended_at is null and not clock.is_missed) as open,
           ${percentiles('clock.raw_ms::float8', touched)} as "rawMs",
           ${percentiles('clock.working_ms::float8', touched)} as "workingMs"`,
    joins: (bind) => `
     cross join lateral (
       select clock.owner_id, clock.pool_id, clock.ended_at, clock.end_reason, clock.raw_ms, clock.working_ms,
              (clock.breached_at is not null or coalesce(clock.end_reason = 'late', false)
                or (clock.ended_at is null and coalesce(clock.due_at <= to_timestamp(${bind(ask.asOfMs)}::float8 / 1000), false))) as is_missed
         from clock
        where clock.workspace_id = $1 and clock.lead_id = lead.lead_id and clock.name = 'first_touch'
       offset 0) as clock`,
  })
}

/** How leads ended. */
export type ConversionFigures = {
  readonly leads: number
  readonly converted: number
  readonly disqualified: number
  readonly refused: number
}

export function sumConversion(db: Queryable, ask: ReportAsk): Promise<readonly (Grouped & ConversionFigures)[]> {
  return queryLeads<ConversionFigures>(db, ask, {
    figures: `count(*) filter (where lead.state <> 'withdrawn') as leads, count(*) filter (where lead.state = 'converted') as converted,
           count(*) filter (where lead.state = 'disqualified') as disqualified, count(*) filter (where lead.state = 'refused') as refused`,
    joins: () => '',
  })
}

/** What leads came to when they were first decided. */
export type HeldFigures = {
  readonly leads: number
  readonly decided: number
  readonly held: number
  readonly refused: number
  readonly byDefault: number
  readonly waiting: number
}

export function sumHeld(db: Queryable, ask: ReportAsk): Promise<readonly (Grouped & HeldFigures)[]> {
  return queryLeads<HeldFigures>(db, ask, {
    figures: `count(*) as leads, count(first.outcome) as decided, count(*) filter (where first.outcome = 'held') as held,
           count(*) filter (where first.outcome = 'refused') as refused, count(*) filter (where given.by_default) as "byDefault",
           count(*) filter (where lead.state in ('held', 'parked')) as waiting`,
    joins: () => `
      left join lateral (
       select decision.outcome
         from decision
        where decision.workspace_id = $1 and decision.lead_id = lead.lead_id
        order by decision.version, decision.position
        limit 1) as first on true
      left join lateral (
       select decision.route_id is null and decision.reason in ('pool', 'named', 'look_ahead') as by_default
         from decision
        where decision.workspace_id = $1 and decision.lead_id = lead.lead_id and decision.outcome = 'assigned'
        order by decision.version, decision.position
        limit 1) as given on true`,
  })
}

/** How many leads came in within each of the slots that begin at these instants, by pool; the last instant is an end. */
export async function countArrivals(
  db: Queryable,
  of: { readonly workspaceId: string; readonly slotsMs: readonly number[] },
): Promise<readonly { readonly poolId: string | null; readonly slot: number; readonly leads: number }[]> {
  const { workspaceId, slotsMs } = of
  return db.query(
    `
    select lead.pool_id as "poolId", width_bucket((extract(epoch from lead.received_at) * 1000)::float8, $5::float8[]) as slot,
           count(*) as leads
      from unnest($2::text[]) as asked (state)
     cross join lateral (
       select lead.pool_id, lead.received_at
         from lead
        where lead.workspace_id = $1 and lead.state = asked.state
          and lead.received_at >= to_timestamp($3::float8 / 1000) and lead.received_at < to_timestamp($4::float8 / 1000)
       offset 0) as lead
     group by 1, 2`,
    [workspaceId, leadStates, slotsMs[0], slotsMs.at(-1), slotsMs.slice(0, -1)],
  )
}
