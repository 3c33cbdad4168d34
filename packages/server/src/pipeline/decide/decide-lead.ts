import { type Decision, decide, type LeadHistory, type Roster, type World } from '@rightful/engine'
import type { Batch } from '../desk/batch.ts'
import { placeOf } from '../desk/waking.ts'
import { type DecisionReading, readingOf } from './decision-record.ts'
import type { PreparedLead } from './prepare-lead.ts'

/** What is to be decided. */
export type DecideAsk = {
  /** UUID v7. */
  readonly decisionId: string
  readonly prepared: PreparedLead
  readonly history: LeadHistory
  readonly keepOwner: boolean
  /** The one person to whom somebody gives the lead by hand; `null`: the policy decides. */
  readonly byHand: string | null
}

/** A decision, and what it read. */
export type DecidedLead = {
  readonly decision: Decision
  readonly reading: DecisionReading
  /** The pools and single people that were asked, as a hold names them. */
  readonly askedPlaces: readonly string[]
}

/** Decides one lead on the batch's state, which it leaves as it is but for people who came or went meanwhile. */
export function decideLead(batch: Batch, ask: DecideAsk): DecidedLead {
  const { memory, nowMs } = batch
  const { prepared, history, keepOwner, byHand } = ask
  const { lead, match } = prepared
  const watched = watchWorld(memory.state.at(nowMs), batch.touchedPools)
  const decision = decide(memory.policy.policy, {
    decisionId: ask.decisionId,
    lead,
    match,
    world: watched.world,
    nowMs,
    history,
    keepOwner,
    policyVersion: memory.policy.version,
    // Caps on a segment are counted by the lead's values, which only a full record has.
    detail: byHand !== null || countsSegments(memory.roster) ? 'full' : 'brief',
    ...(byHand === null ? {} : { byHand }),
  })
  const derived = decision.inputs?.derived ?? null
  const rest = {
    derived,
    match,
    restricted: [...watched.restricted],
    consented: Object.fromEntries(watched.consented),
    history,
    keepOwner,
    byHand,
  }
  return {
    decision,
    reading: readingOf(memory.policy.policy.policy, lead, rest),
    askedPlaces: [...watched.poolIds, ...watched.people],
  }
}

type WatchedWorld = {
  readonly world: World
  readonly poolIds: Set<string>
  readonly people: Set<string>
  readonly restricted: Set<string>
  readonly consented: Map<string, boolean>
}

/**
 * Keeps what a decision asks of the world and a brief record does not tell. Asking a pool brings it to the instant, so that it is
 * to be stored even where the decision fails later on.
 */
function watchWorld(world: World, touchedPools: Set<string>): WatchedWorld {
  const poolIds = new Set<string>()
  const people = new Set<string>()
  const restricted = new Set<string>()
  const consented = new Map<string, boolean>()
  const watching: World = {
    ...world,
    pool: (poolId, detail) => {
      poolIds.add(poolId)
      touchedPools.add(poolId)
      return world.pool(poolId, detail)
    },
    owner: (ownerId) => {
      people.add(placeOf(ownerId))
      return world.owner(ownerId)
    },
    restricted: (identity, accountId, channel) => {
      const isRestricted = world.restricted(identity, accountId, channel)
      if (isRestricted) restricted.add(channel)
      return isRestricted
    },
    consented: (identity, accountId, channel) => {
      const hasConsented = world.consented(identity, accountId, channel)
      if (hasConsented !== null) consented.set(channel, hasConsented)
      return hasConsented
    },
  }
  return { world: watching, poolIds, people, restricted, consented }
}

const segmentCounting = new WeakMap<Roster, boolean>()

/** Whether any cap of a roster counts leads by their values. */
export function countsSegments(roster: Roster): boolean {
  const known = segmentCounting.get(roster)
  if (known !== undefined) return known
  const counts = [...roster.owners, ...roster.pools].some(({ caps }) => caps.some(({ segment }) => segment !== null))
  segmentCounting.set(roster, counts)
  return counts
}
