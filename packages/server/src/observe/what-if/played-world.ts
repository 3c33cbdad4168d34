import {
  createRosterState,
  type Decision,
  decide,
  type LeadHistory,
  type LedgerRow,
  MAIN_ROLE,
  type Outcome,
  type OwnedLead,
  type Roster,
  type RosterState,
  type SavedRosterState,
  type World,
} from '@rightful/engine'
import type { ReadyPolicy } from '../../control/policies/read.ts'
import { countsSegments } from '../../pipeline/decide/read.ts'
import { createRetryQueue } from './retry-queue.ts'
import type { PastLead } from './past-lead.ts'

/** What a lead came to in one world. */
export type Played = {
  readonly outcome: Outcome
  readonly routeId: string | null
  readonly ruleId: string | null
  /** The hard rule that refused it, bound it, or left nobody; `null`: none, or it was not asked for. */
  readonly constraintId: string | null
  /** No route takes it, though nothing is missing. */
  readonly isUnmatched: boolean
}

/** Told of each outcome as it comes about: of the lead's intake, and of each time that it was tried again. */
export type OnPlayed = (
  leadId: string,
  played: Played | null,
  of: { readonly decision: Decision | null; readonly isOnShift: boolean },
) => void

/** How a world begins and whom it tells. */
export type PlayedWorldStart = {
  readonly policy: ReadyPolicy
  readonly roster: Roster
  readonly saved: SavedRosterState
  readonly onPlayed: OnPlayed
}

/** A lead is tried again by itself so often at most; after that only when it really was. */
const TRIES_MAX = 50

/**
 * A workspace as it would have been under one policy: its people and pools with counters and rotations of its own, which begin as
 * they were and go their own way from there. Nothing of it is ever stored.
 */
export class PlayedWorld {
  readonly policy: ReadyPolicy
  readonly #onPlayed: OnPlayed
  readonly #owned = new Map<string, readonly OwnedRole[]>()
  readonly #held = new Map<string, HeldLead>()
  readonly #retries = createRetryQueue()
  #roster: Roster
  #state: RosterState
  #world: World | null = null
  #asked: PastLead | null = null

  constructor({ policy, roster, saved, onPlayed }: PlayedWorldStart) {
    this.policy = policy
    this.#onPlayed = onPlayed
    this.#roster = roster
    this.#state = createRosterState(roster, { saved })
  }

  /** People and pools as they stand in this world. */
  get state(): RosterState {
    return this.#state
  }

  /** From now on the roster is another; whoever stays keeps their counters and balances. */
  useRoster(roster: Roster): void {
    this.#state = createRosterState(roster, { saved: this.#state.save() })
    this.#roster = roster
    this.#world = null
  }

  /** What the lead comes to at an instant (epoch ms), in brief or with every step; nothing is taken up yet. `null`: deciding failed. */
  ask(lead: PastLead, nowMs: number, detail: 'brief' | 'full' = 'brief'): Decision | null {
    this.#asked = lead
    try {
      return decide(this.policy.policy, {
        decisionId: lead.decisionId,
        lead: lead.lead,
        match: lead.match,
        world: this.#at(nowMs),
        nowMs,
        history: unowned(lead.history),
        // Caps on a segment are counted by the lead's values, which only a full record has.
        detail: countsSegments(this.#roster) ? 'full' : detail,
      })
    } catch {
      return null
    }
  }

  /** Takes up what a lead came to. `explained`: the same decision with its steps, where somebody wants to know. */
  take(lead: PastLead, decision: Decision | null, explained: Decision | null = null): void {
    const { leadId } = lead
    if (decision === null) {
      this.#onPlayed(leadId, null, { decision: null, isOnShift: false })
      return
    }
    const { outcome, routeId, ruleId, atMs } = decision
    const isOnShift = outcome.kind === 'assigned' && this.#isOnShift(outcome.ownerId, atMs)
    this.#state.apply(decision)
    this.#keep(lead, decision)
    const constraintId = explained === null ? null : decidingConstraint(explained)
    const isUnmatched = isUnmatchedBy(decision)
    this.#onPlayed(leadId, { outcome, routeId, ruleId, constraintId, isUnmatched }, { decision, isOnShift })
  }

  /** Tries all again whose time has come until an instant, in the order of their times. */
  advance(toMs: number): void {
    for (let due = this.#retries.next(toMs); due !== null; due = this.#retries.next(toMs)) {
      const held = this.#held.get(due.leadId)
      // It was tried, or ended, in the meantime.
      if (held === undefined || held.retryAtMs !== due.atMs) continue
      this.#tryAgain(held.lead, due.atMs, held.tries + 1)
    }
  }

  /** A lead that really was tried again is tried again here too, if it still waits. */
  retry(lead: PastLead, nowMs: number): void {
    const held = this.#held.get(lead.leadId)
    if (held !== undefined) this.#tryAgain(lead, nowMs, held.tries)
  }

  /** A row of a pool's ledger that somebody caused. */
  enter(row: LedgerRow): void {
    this.#state.apply(rowAlone(row))
  }

  /** A lead that was played really ended. `credit`: its owner found that it was none, and gets it back. */
  end(leadId: string, as: { readonly role: string; readonly atMs: number; readonly isRejected: boolean }): void {
    this.#held.delete(leadId)
    const owned = this.#owned.get(leadId) ?? []
    for (const { role, lead } of owned) {
      if (role !== as.role) continue
      const of = { ...lead, leadId, atMs: as.atMs }
      if (as.isRejected && role === MAIN_ROLE) this.#state.reject(of, 'rejected')
      else this.#state.close(of)
    }
    const left = owned.filter(({ role }) => role !== as.role)
    if (left.length === 0) this.#owned.delete(leadId)
    else this.#owned.set(leadId, left)
  }

  #tryAgain(lead: PastLead, nowMs: number, tries: number): void {
    const decision = this.ask(lead, nowMs)
    this.#held.delete(lead.leadId)
    const explained =
      decision !== null && hasDecidingConstraint(decision.outcome) ? this.ask(lead, nowMs, 'full') : null
    this.take(lead, decision, explained)
    const again = this.#held.get(lead.leadId)
    if (again !== undefined) this.#wait({ ...again, tries })
  }

  #keep(lead: PastLead, { outcome, roles, inputs }: Decision): void {
    if (outcome.kind === 'held') {
      this.#wait({ lead, retryAtMs: outcome.retryAtMs, tries: 0 })
      return
    }
    const values = inputs === null ? undefined : { ...inputs.derived, ...inputs.values }
    const owned = roles.flatMap(({ role, outcome: of }) =>
      of.kind === 'assigned'
        ? [
            {
              role,
              lead: {
                ownerId: of.ownerId,
                poolId: of.poolId,
                ...(values === undefined ? {} : { values: (name: string) => values[name] }),
              },
            },
          ]
        : [],
    )
    if (owned.length > 0) this.#owned.set(lead.leadId, owned)
  }

  #wait(held: HeldLead): void {
    this.#held.set(held.lead.leadId, held)
    const { lead, retryAtMs, tries } = held
    if (retryAtMs !== null && tries < TRIES_MAX) this.#retries.add({ leadId: lead.leadId, atMs: retryAtMs })
  }

  #isOnShift(ownerId: string, atMs: number): boolean {
    return this.#at(atMs).owner(ownerId)?.availability.kind === 'available'
  }

  #at(nowMs: number): World {
    const world = this.#state.at(nowMs)
    this.#world ??= {
      ...world,
      restricted: (identity, accountId, channel) =>
        this.#asked?.asked.has(`restricted("${channel}")`) === true
          ? this.#asked.restricted.includes(channel)
          : world.restricted(identity, accountId, channel),
      consented: (identity, accountId, channel) =>
        this.#asked?.asked.has(`consented("${channel}")`) === true
          ? (this.#asked.consented[channel] ?? null)
          : world.consented(identity, accountId, channel),
    }
    return this.#world
  }
}

type OwnedRole = { readonly role: string; readonly lead: OwnedLead }
type HeldLead = { readonly lead: PastLead; readonly retryAtMs: number | null; readonly tries: number }

/** A state takes rows of the ledger up from decisions: this one is about nothing else. */
function rowAlone(row: LedgerRow): Decision {
  return {
    decisionId: '',
    leadId: row.leadId ?? '',
    atMs: row.atMs,
    detail: 'brief',
    policy: { name: '', hash: '', version: null },
    rosterHash: null,
    outcome: { kind: 'refused', reason: row.kind },
    routeId: null,
    ruleId: null,
    plan: null,
    missing: [],
    roles: [],
    clocks: [],
    ledger: [row],
    inputs: null,
  }
}

/** Nobody had it yet, whoever has it really. */
function unowned({ receivedAtMs }: LeadHistory): LeadHistory {
  return {
    receivedAtMs,
    currentOwnerId: null,
    previousOwnerIds: [],
    excludedOwnerIds: [],
    reassignedCount: 0,
    isTouched: false,
  }
}

function isUnmatchedBy({ outcome, routeId, missing }: Decision): boolean {
  if (routeId !== null || missing.length > 0 || outcome.kind === 'refused') return false
  return outcome.kind === 'held' || outcome.by !== 'bound'
}

/** Whether a hard rule may have made the outcome, which a decision in brief does not tell. */
export function hasDecidingConstraint(outcome: Outcome): boolean {
  if (outcome.kind === 'assigned') return outcome.by === 'bound'
  return outcome.kind === 'refused' || outcome.reason === 'constraints_leave_nobody'
}

function decidingConstraint({ outcome, roles }: Decision): string | null {
  if (!hasDecidingConstraint(outcome)) return null
  const steps = roles[0].steps.filter((step) => step.kind === 'constraint')
  const acting = steps.findLast(({ effect }) => effect === 'refused' || effect === 'bound' || effect === 'not_bound')
  return (acting ?? steps.findLast(({ effect }) => effect === 'applies'))?.constraintId ?? null
}
