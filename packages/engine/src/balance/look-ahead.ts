import type { Choice, Removal } from '../trace/decision.ts'
import { type ChooseRequest, type Standing, rankMembers, termsOf } from './choose-owner.ts'
import { openContest } from './contest.ts'
import { type EligibilityTerms, findCapRemoval, findReachedCap, findRemoval } from './find-removal.ts'
import type { Availability, MemberSnapshot, PoolSnapshot } from './pool-snapshot.ts'

/**
 * Picks among the members who can take the lead by themselves within a while: those removed only by absence or
 * hours that end in that span. Hard rules, exclusions, memberships, capacity and caps are never waited out: the lead is given now,
 * and no cap may be over when it is.
 *
 * The pool's own strategy decides among all of them, not who is back first: within the span the admin has accepted the
 * wait, and taking the first one back would give every early shift the night's leads. The pool's time is taken over these people.
 */
export function lookAhead(request: ChooseRequest & { readonly nowMs: number }, withinSeconds: number): Choice {
  const { pool, leadId, nowMs } = request
  const terms = termsOf(request)
  const untilMs = nowMs + withinSeconds * 1000
  const isOpenSoon = pool.active && findReachedCap(pool.caps, terms) === null
  const poolFreeMs = isOpenSoon ? opensMs(pool.availability, nowMs) : null
  const span = { terms, nowMs, untilMs, poolFreeMs }
  const standings = new Map(pool.members.map((member) => [member.ownerId, standingWithin(member, span)]))
  const standingOf = (member: MemberSnapshot): Standing => standings.get(member.ownerId) ?? standingWithin(member, span)
  const contest = openContest(pool, leadId, (member) => standingOf(member).removal === null)
  const choice = rankMembers(pool, contest, standingOf)
  const closed = pool.active ? null : 'inactive'
  if (poolFreeMs !== null && poolFreeMs <= untilMs) return choice
  // A pool that stays closed gives nobody, whoever of its members is free.
  const nobody = { ownerId: null, decidedBy: null, poolTime: null, candidates: [], nobodyFor: null }
  return { ...choice, ...nobody, closed: closed ?? closureOf(pool), freesAtMs: poolFreeMs }
}

type Span = {
  readonly terms: EligibilityTerms
  readonly nowMs: number
  readonly untilMs: number
  /** `null`: never by time alone. */
  readonly poolFreeMs: number | null
}

function standingWithin(member: MemberSnapshot, span: Span): Standing {
  const { terms, nowMs, untilMs, poolFreeMs } = span
  const removal = findRemoval(member, terms)
  if (removal === null) return poolFreeMs === null ? { removal, freeAtMs: null } : { removal, freeAtMs: poolFreeMs }
  if (!passes(removal)) return { removal, freeAtMs: null }
  const atWorkMs =
    terms.respectHours || member.availability.kind !== 'off_shift' ? opensMs(member.availability, nowMs) : nowMs
  const freeAtMs = findCapRemoval(member, terms) === null ? laterOf(atWorkMs, poolFreeMs) : null
  return freeAtMs === null || freeAtMs > untilMs ? { removal, freeAtMs: null } : { removal: null, freeAtMs }
}

/** Whether time alone may lift this. */
function passes(removal: Removal): boolean {
  return removal.kind === 'absent' || removal.kind === 'off_shift'
}

function opensMs(availability: Availability, nowMs: number): number | null {
  switch (availability.kind) {
    case 'available':
      return nowMs
    case 'absent':
    case 'off_shift':
      return availability.untilMs
    case 'inactive':
    case 'not_a_member':
      return null
  }
}

function laterOf(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b)
}

function closureOf(pool: PoolSnapshot): Choice['closed'] {
  return pool.availability.kind === 'available' ? 'cap' : 'off_shift'
}
