import type { WhatIfResult } from '@rightful/contract'
import type { Decision, LedgerRow, Roster } from '@rightful/engine'
import { readStoredRoster } from '../../control/people/read.ts'
import type { ReadyPolicy } from '../../control/policies/read.ts'
import { findDesk } from '../../control/workspaces/read.ts'
import { restoreState } from '../../pipeline/desk/read.ts'
import { recordFrom } from '../../pipeline/decide/read.ts'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { openPastVersions } from '../decisions/read.ts'
import { type ChosenLeads, chooseLeads } from './choose-leads.ts'
import { Comparison, differencesOf, type Side, whereabouts } from './comparison.ts'
import { createFairnessTally, type FairnessTally } from './fairness.ts'
import { describeMoves } from './describe-moves.ts'
import { createPastReader, type PastLead, type PastReader, readAlike, type ReadBy } from './past-lead.ts'
import { type CausedRow, type EndedAssignment, findFirstRoster, type PastDecision } from './period-queries.ts'
import { countedBy, type Player, playPeriod, storedDecision } from './play-period.ts'
import { hasDecidingConstraint, PlayedWorld } from './played-world.ts'
import type { WhatIfLeadRow } from './queries.ts'
import { readyPolicyOf } from './resolve-policy.ts'
import { summarise } from './summarise.ts'
import type { WhatIfAsk } from './what-if-ask.ts'

/** What came of a what-if: the figures, and the leads that go elsewhere. */
export type WhatIfFound = { readonly result: WhatIfResult; readonly leads: Iterable<WhatIfLeadRow> }

/** How to compute one. */
export type ComputeOptions = {
  readonly workspaceId: string
  readonly signal?: AbortSignal
  /** Told how many decisions have been played. */
  readonly onProgress?: (done: number) => void
}

const WITHIN_MS = 3_600_000

/**
 * Plays a past time twice, once under each policy, side by side: each world begins with the counters as they were committed before,
 * and goes on by itself. Leads that are not compared go as they really went. Only reads. `null`: it was told to end early.
 */
export async function computeWhatIf(
  db: Database,
  ask: WhatIfAsk,
  options: ComputeOptions,
): Promise<WhatIfFound | null> {
  return db.withConnection(
    (session) =>
      session.transaction(async (tx) => {
        await tx.execute('set transaction isolation level repeatable read, read only')
        return compute(tx, ask, options)
      }),
    { statementTimeoutMs: WITHIN_MS, idleInTransactionTimeoutMs: WITHIN_MS },
  )
}

async function compute(tx: Queryable, ask: WhatIfAsk, options: ComputeOptions): Promise<WhatIfFound | null> {
  const { workspaceId, signal, onProgress = () => undefined } = options
  const { fromVersion, untilVersion } = ask
  const period = { workspaceId, fromVersion, untilVersion }
  const past = openPastVersions(tx, workspaceId)
  const base = await readyPolicyOf(ask.base, past.policy)
  const candidate = await readyPolicyOf(ask.candidate, past.policy)
  const chosen = await chooseLeads(period, ask, { db: tx, base, policyOf: past.policy, signal })
  const rosterVersion = (await findFirstRoster(tx, workspaceId, fromVersion)) ?? (await rosterNow(tx, workspaceId))
  const roster = await readStoredRoster(tx, workspaceId, rosterVersion)
  const saved = (
    await restoreState({ db: tx, workspaceId }, { roster, accountsById: new Map(), untilVersion: fromVersion - 1 })
  ).state.save()
  const comparer = new Comparer({ base, candidate, roster, saved, chosen })
  await playPeriod(period, { db: tx, policyOf: past.policy, roster, rosterVersion, signal, onProgress }, comparer)
  if (signal?.aborted === true) return null
  const { comparison, playedCount } = comparer
  const result = await summarise({ comparison, fairness: comparer.endFairness(), ofCount: ask.leadCount, playedCount })
  return { result, leads: describeMoves(comparison.leads(), { ask, base, candidate }) }
}

type ComparerStart = {
  readonly base: ReadyPolicy
  readonly candidate: ReadyPolicy
  readonly roster: Roster
  readonly saved: ConstructorParameters<typeof PlayedWorld>[0]['saved']
  readonly chosen: ChosenLeads
}

/** Plays what happened in two worlds at once. */
class Comparer implements Player {
  readonly comparison = new Comparison()
  /** Decisions that were played as they were made. */
  playedCount = 0
  readonly #chosen: ChosenLeads
  readonly #worlds: Readonly<Record<Side, PlayedWorld>>
  readonly #fairness: Readonly<Record<Side, FairnessTally>>
  readonly #read: Readonly<Record<Side, PastReader>>
  readonly #areAlike: boolean

  constructor({ base, candidate, roster, saved, chosen }: ComparerStart) {
    const worldOf = (side: Side, policy: ReadyPolicy): PlayedWorld =>
      new PlayedWorld({
        policy,
        roster,
        saved,
        onPlayed: (leadId, played, of) => this.comparison.note(side, leadId, { played, ...of }),
      })
    this.#chosen = chosen
    this.#worlds = { base: worldOf('base', base), candidate: worldOf('candidate', candidate) }
    this.#fairness = { base: createFairnessTally(), candidate: createFairnessTally() }
    this.#read = { base: createPastReader(base), candidate: createPastReader(candidate) }
    this.#areAlike = readAlike(base.policy.policy, candidate.policy.policy)
    for (const side of sides) this.#fairness[side].begin(this.#worlds[side].state)
  }

  useRoster(roster: Roster): void {
    for (const side of sides) {
      const world = this.#worlds[side]
      this.#fairness[side].end(world.state)
      world.useRoster(roster)
      this.#fairness[side].begin(world.state)
    }
  }

  decided(row: PastDecision, by: ReadBy): void {
    for (const side of sides) this.#worlds[side].advance(row.atMs)
    if (row.cause === 'new' && this.#chosen.has(row.decisionId)) this.#compare(row, by)
    else if (!this.comparison.has(row.leadId)) this.#play(row)
    else if (row.cause === 'retry') this.#retry(row, by)
  }

  /** Of a lead that is compared only its end counts: who else had it in between is another story. */
  ended({ leadId, role, ownerId, poolId, reason, atMs, record }: EndedAssignment): void {
    const isCompared = this.comparison.has(leadId)
    const isEnd = endReasons.has(reason)
    for (const side of sides) {
      const world = this.#worlds[side]
      if (!isCompared)
        world.state.close({
          ownerId,
          poolId,
          ...(record === null ? {} : { values: countedBy(recordFrom({ record })) }),
        })
      else if (isEnd) world.end(leadId, { role, atMs, isRejected: reason === 'rejected' })
    }
  }

  entered({ leadId, poolId, ownerId, atMs, amount, kind, reason }: CausedRow): void {
    if (leadId !== null && this.comparison.has(leadId)) return
    const row: LedgerRow = { poolId, ownerId, atMs, amount, kind, leadId, reason }
    for (const side of sides) this.#worlds[side].enter(row)
  }

  /** How fairly leads were divided until now. */
  endFairness(): Readonly<Record<Side, ReturnType<FairnessTally['read']>>> {
    for (const side of sides) this.#fairness[side].end(this.#worlds[side].state)
    return { base: this.#fairness.base.read(), candidate: this.#fairness.candidate.read() }
  }

  #compare(row: PastDecision, by: ReadBy): void {
    const leads = this.#leadsOf(row, by)
    this.comparison.begin(leads.base)
    const { base, candidate } = this.#worlds
    const ofBase = base.ask(leads.base, row.atMs)
    const ofCandidate = candidate.ask(leads.candidate, row.atMs)
    const isSame = differencesOf(placeOf(ofBase), placeOf(ofCandidate)).length === 0
    const explain = (side: Side, decision: Decision | null): Decision | null =>
      isSame || decision === null || !hasDecidingConstraint(decision.outcome)
        ? null
        : this.#worlds[side].ask(leads[side], row.atMs, 'full')
    base.take(leads.base, ofBase, explain('base', ofBase))
    candidate.take(leads.candidate, ofCandidate, explain('candidate', ofCandidate))
  }

  #retry(row: PastDecision, by: ReadBy): void {
    const leads = this.#leadsOf(row, by)
    for (const side of sides) this.#worlds[side].retry(leads[side], row.atMs)
  }

  #leadsOf(row: PastDecision, by: ReadBy): Readonly<Record<Side, PastLead>> {
    const base = this.#read.base(row, by)
    return { base, candidate: this.#areAlike ? base : this.#read.candidate(row, by) }
  }

  /** A decision of a lead that is not compared is taken up as it was made. */
  #play(row: PastDecision): void {
    this.playedCount += 1
    const { decision, values } = storedDecision(row)
    for (const side of sides) this.#worlds[side].state.apply(decision, values)
  }
}

const sides: readonly Side[] = ['base', 'candidate']

/** A lead that ended so is nobody's any more, whoever had it. */
const endReasons = new Set(['converted', 'disqualified', 'withdrawn', 'rejected'])

function placeOf(decision: Decision | null) {
  return whereabouts(decision === null ? null : { ...decision, constraintId: null, isUnmatched: false })
}

/** Where nothing was decided, nothing is played, and any roster will do. */
async function rosterNow(tx: Queryable, workspaceId: string): Promise<number> {
  return (await findDesk(tx, workspaceId))?.rosterVersion ?? 0
}
