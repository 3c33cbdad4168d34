import type { LedgerRow } from '../balance/pool-snapshot.ts'
import { addWorkingSeconds } from '../calendar/add-working-time.ts'
import type { World } from '../decide/world.ts'
import type { Account } from '../match/account.ts'
import { type LivePerson, isFresh, refreshPerson } from './live-person.ts'
import { type LivePool, type PlacedPerson, bringPool, showAbsentees } from './live-pool.ts'
import { personPresentFrom, poolPresentFrom } from './present-from.ts'
import { indexConsents } from './consent-index.ts'
import { indexRestrictions } from './restriction-index.ts'
import type { Roster } from './roster.ts'

/** A world that can be moved in time. */
export type RosterWorld = World & { moveTo(nowMs: number): World }

/** The world that reads from live people and pools, each brought to the instant when it is first read there. */
export function createRosterWorld(
  roster: Roster,
  live: {
    readonly personOf: (ownerId: string) => PlacedPerson | undefined
    readonly poolOf: (poolId: string) => LivePool | undefined
    readonly accounts: Pick<ReadonlyMap<string, Account>, 'get'>
    readonly onRow: (row: LedgerRow) => void
  },
): RosterWorld {
  const { personOf, poolOf, accounts, onRow } = live
  const restrictions = indexRestrictions(roster.restrictions)
  const consents = indexConsents(roster.consents ?? [])
  let nowMs = Number.NaN
  const world: RosterWorld = {
    rosterHash: roster.hash,
    moveTo: (toMs) => {
      nowMs = toMs
      return world
    },
    pool: (poolId, detail) => {
      const pool = poolOf(poolId)
      if (pool === undefined) return null
      bringPool(pool, nowMs, onRow)
      if (detail !== 'brief') showAbsentees(pool)
      return pool.snapshot
    },
    owner: (ownerId) => {
      const person = personOf(ownerId)?.person
      if (person === undefined) return null
      if (!isFresh(person, nowMs)) refreshPerson(person, nowMs)
      return person.snapshot
    },
    account: (accountId) => accounts.get(accountId) ?? null,
    restricted: (identity, accountId, channel) => restrictions.isRestricted({ identity, accountId }, channel, nowMs),
    consented: (identity, accountId, channel) => consents.hasConsented({ identity, accountId }, channel, nowMs),
    addWorkingSeconds: (of, fromMs, seconds) => {
      if ('ownerId' in of) return personsTime(personOf(of.ownerId)?.person, fromMs, seconds)
      const calendar = poolOf(of.poolId)?.calendar
      // A pool without hours of its own is always open.
      if (calendar === null) return fromMs + seconds * 1000
      return calendar === undefined ? null : addWorkingSeconds(calendar, fromMs, seconds)
    },
    presentFrom: (of, fromMs) => {
      const pool = of.poolId === null ? null : poolOf(of.poolId)
      if (pool === undefined) return null
      if (!('ownerId' in of)) return pool === null ? null : poolPresentFrom(pool, fromMs)
      const person = personOf(of.ownerId)?.person
      return person === undefined ? null : personPresentFrom(person, pool, fromMs)
    },
    zoneOf: (ownerId) => personOf(ownerId)?.person.calendar.zone ?? null,
    poolsCountingBound: (ownerId) =>
      (personOf(ownerId)?.places ?? []).flatMap(({ pool: { pool }, seat: { entry } }) => {
        const isMember = (entry.fromMs ?? -Infinity) <= nowMs && nowMs < (entry.untilMs ?? Infinity)
        return pool.countBound && isMember ? [pool.id] : []
      }),
  }
  return world
}

/** Most clocks of somebody at work run out before they stop for the day, so that nothing needs looking up. */
function personsTime(person: LivePerson | undefined, fromMs: number, seconds: number): number | null {
  if (person === undefined) return null
  const dueMs = fromMs + Math.round(seconds * 1000)
  const isOneStretch = seconds > 0 && fromMs >= person.refreshedAtMs && dueMs <= person.worksUntilMs
  return isOneStretch ? dueMs : addWorkingSeconds(person.calendar, fromMs, seconds)
}
