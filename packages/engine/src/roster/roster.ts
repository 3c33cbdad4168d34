import type { Licence, OnReturn, Strategy } from '../balance/pool-snapshot.ts'
import type { CalendarSpec } from '../calendar/calendar.ts'
import type { Value } from '../language/expression.ts'
import type { Place } from '../policy/problem.ts'

/** A limit on leads. `day` and `week` are local to the owner's zone (weeks start on Monday); `window` rolls. */
export type Cap = {
  readonly kind: 'open' | 'day' | 'week' | 'window'
  readonly windowSeconds: number | null
  readonly limit: number
  readonly pool: string | null
  readonly segment: { readonly field: string; readonly value: Value } | null
}

/** A person who can own leads, with holidays already resolved to dates. */
export type Owner = {
  readonly id: string
  readonly name: string
  readonly email: string | null
  /** `false`: gone; never chosen, whatever else is true. */
  readonly active: boolean
  readonly team: string | null
  readonly country: string | null
  readonly calendar: CalendarSpec
  /** Where the person's holidays come from (`DE`, `US-CA`); the caller adds the dates to `calendar.holidays`. */
  readonly holidayRegion: string | null
  /** ICS files or URLs whose events are absences; the caller adds them to `calendar.absences`. */
  readonly calendarFeeds: readonly string[]
  readonly capacity: number | null
  readonly caps: readonly Cap[]
  readonly openLeads: number
  /** What `owner.*` reads, licences as if each held at any time. */
  readonly attributes: Readonly<Record<string, Value>>
  /** Left out: none. */
  readonly licences?: readonly Licence[]
  readonly place: Place
}

export type PoolMember = {
  readonly ownerId: string
  readonly weight: number
  /** Member from this instant (epoch ms), until that one; `null`: no bound. */
  readonly fromMs: number | null
  readonly untilMs: number | null
  /** Opening balance in LEAD_UNITS; 0 when not said. */
  readonly received: number
}

export type Pool = {
  readonly id: string
  readonly name: string
  readonly active: boolean
  readonly strategy: Strategy
  readonly onReturn: OnReturn
  readonly respectHours: boolean
  /** The pool's own hours; `null`: none. */
  readonly calendar: CalendarSpec | null
  readonly caps: readonly Cap[]
  /** Whether leads bound by account ownership count in the pool's ledger. */
  readonly countBound: boolean
  readonly members: readonly PoolMember[]
  readonly place: Place
}

/** Whom an entry on contact is about: an address, a domain, a phone number or an account. */
export type NamedContact = { readonly kind: 'email' | 'domain' | 'phone' | 'account'; readonly value: string }

/** What all entries on contact say. */
export type ContactEntry = NamedContact & {
  /** `any` or a channel such as `email`, `phone`. */
  readonly channel: string
  readonly fromMs: number | null
  readonly untilMs: number | null
  readonly reason: string | null
  /** By what right or duty it stands, and where it came from; for people. Left out: not said. */
  readonly basis?: string
  readonly source?: string
}

/** Whom nobody may contact. */
export type Restriction = ContactEntry

/** Who agreed to be contacted, or does so no more. */
export type Consent = ContactEntry & { readonly isWithdrawn: boolean }

export type Roster = {
  readonly name: string
  /** Hex SHA-256 of the canonical content. */
  readonly hash: string
  readonly owners: readonly Owner[]
  readonly pools: readonly Pool[]
  readonly restrictions: readonly Restriction[]
  /** Left out: none. */
  readonly consents?: readonly Consent[]
}
