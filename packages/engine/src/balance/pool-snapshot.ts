import type { Value } from '../language/expression.ts'

/** One lead in the ledger's unit. Amounts are whole thousandths of a lead, so all arithmetic is exact. */
export const LEAD_UNITS = 1000

export type Strategy = 'fair_share' | 'least_loaded' | 'longest_idle' | 'most_spare'

/** What a member who was absent is owed on return. `capped` counts whole leads. */
export type OnReturn =
  | { readonly kind: 'level' }
  | { readonly kind: 'capped'; readonly leads: number }
  | { readonly kind: 'full' }

/** Whether a person can be given a lead now. Instants are epoch milliseconds. */
export type Availability =
  | { readonly kind: 'available' }
  | { readonly kind: 'inactive' }
  | { readonly kind: 'absent'; readonly untilMs: number | null; readonly note: string | null }
  /** Outside working hours; `untilMs` is the next opening. */
  | { readonly kind: 'off_shift'; readonly untilMs: number | null }
  | { readonly kind: 'not_a_member'; readonly fromMs: number | null }

/** A limit and how much of it is used now. */
export type CapUse = {
  readonly kind: 'open' | 'day' | 'week' | 'window'
  /** Whose leads count: only those from one pool, only those of one segment; `null`: all. */
  readonly pool: string | null
  readonly segment: { readonly field: string; readonly value: Value } | null
  readonly limit: number
  readonly used: number
  /** When a cap that is reached has room again by time alone; `null`: it has room, or only an event gives it some. */
  readonly freesAtMs: number | null
}

/** Whether a cap is on open leads, whatever they are: what it counts is the person's open leads. */
export function countsAllOpen({ kind, pool, segment }: Pick<CapUse, 'kind' | 'pool' | 'segment'>): boolean {
  return kind === 'open' && pool === null && segment === null
}

/** What a person may do in a country or a part of one (`US-CA`), from one instant (epoch ms) up to and not at another; `null`: no bound. */
export type Licence = {
  readonly kind: string
  readonly area: string
  readonly fromMs: number | null
  readonly untilMs: number | null
  /** By what it stands, and where that was seen; for people. Left out: not said. */
  readonly basis?: string
  readonly source?: string
}

/** A person as they stand at one instant, as far as choosing is concerned. */
export type OwnerSnapshot = {
  readonly ownerId: string
  readonly name: string
  readonly availability: Availability
  readonly caps: readonly CapUse[]
  readonly openLeads: number
  /** Open leads the person can carry, a hard limit; `null`: none. */
  readonly capacity: number | null
  /** Epoch milliseconds; fractions tell apart leads given within one. */
  readonly lastAssignedMs: number | null
  /** What `owner.*` reads: `id`, `name`, `team`, `zone`, `country`, `certifications`, `skills`, `languages`, and declared ones; `licences.KIND` has the areas where that holds now. */
  readonly attributes: Readonly<Record<string, Value>>
  /** Those that do not hold now, too; left out: none. */
  readonly licences?: readonly Licence[]
}

/** A member of one pool: the person, and where they stand in its rotation. */
export type MemberSnapshot = OwnerSnapshot & {
  /** Share relative to the other members: a whole number from 1 to 1000. */
  readonly weight: number
  /**
   * The balance of the member's ledger in this pool, in LEAD_UNITS: leads given plus credits and debits. Of a member
   * who is not available: the balance they would come back with now.
   */
  readonly received: number
}

/** A pool at one instant, with leaving and returning already settled. Choosing reads nothing else. */
export type PoolSnapshot = {
  readonly poolId: string
  readonly strategy: Strategy
  readonly active: boolean
  /** `false`: members are chosen outside their hours too. */
  readonly respectHours: boolean
  /** The pool's own hours; `off_shift` closes it for everybody. */
  readonly availability: Availability
  /** Caps on the pool as a whole. */
  readonly caps: readonly CapUse[]
  readonly members: readonly MemberSnapshot[]
  /** fair_share: kept lead by lead, `null` when nobody is here; left out, it is put together when it is needed. No part of a record. */
  readonly here?: PoolHere | null
}

/** The members who are available now, and what choosing by share compares of them side by side. Amounts are in LEAD_UNITS. */
export type PoolHere = {
  readonly members: readonly MemberSnapshot[]
  /** By place in `members`: `received` and `weight` of each. */
  readonly balances: Float64Array
  readonly weights: Float64Array
  /** By place: when each was last given a lead, −Infinity for who never was. Level members are many, and told apart by it. */
  readonly lastAssigned: Float64Array
  /** Of all of them together. */
  readonly received: number
  readonly weight: number
  /** No balance is further from 0. */
  readonly receivedMax: number
}

/** One signed row of a pool's ledger; a member's `received` is the sum of their rows. */
export type LedgerRow = {
  readonly poolId: string
  readonly ownerId: string
  readonly atMs: number
  /** In LEAD_UNITS; positive: counts as received. */
  readonly amount: number
  readonly kind:
    | 'lead'
    | 'bound_lead'
    | 'hand_over'
    | 'rejected'
    | 'joined'
    | 'returned'
    | 'left'
    | 'reweighed'
    | 'clamped'
  readonly leadId: string | null
  /** A reason code where a person caused the row. */
  readonly reason: string | null
}
