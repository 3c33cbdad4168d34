import {
  type Account,
  type AccountMatch,
  type Decision,
  decide,
  type NormalisedLead,
  normaliseLead,
  type Roster,
  type RosterState,
  type Value,
  type World,
} from '@rightful/engine'
import { readAccountsById } from '../../control/accounts/read.ts'
import { readStoredRoster } from '../../control/people/read.ts'
import { type ReadyPolicy, readPolicy } from '../../control/policies/read.ts'
import {
  type AccountOf,
  countsSegments,
  decisionOf,
  type DecisionReading,
  erased,
  matchedAccount,
  readingFrom,
  usualEvidence,
} from '../../pipeline/decide/read.ts'
import { catchUpState, restoreState } from '../../pipeline/desk/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { type DecisionRow, findDecisionsOfVersion } from './queries.ts'

/** A decision made again, in full, from what is stored: the record of it, with everything it read. */
export type RebuiltDecision = {
  readonly row: DecisionRow
  /** As it was stored, in brief. */
  readonly stored: Decision
  /** As it was made again, with every step and every input. */
  readonly full: Decision
  readonly policy: ReadyPolicy
}

/** The policies and rosters that decisions were made by; the same ones serve many decisions. */
export type PastVersions = {
  readonly policy: (version: number) => Promise<ReadyPolicy>
  readonly roster: (version: number) => Promise<Roster>
}

/** Reads policies and rosters of a workspace as they are stored, each once. */
export function openPastVersions(db: Queryable, workspaceId: string): PastVersions {
  return {
    policy: remember((version) => readPolicy(db, workspaceId, version)),
    roster: remember((version) => readStoredRoster(db, workspaceId, version)),
  }
}

function remember<Value>(read: (version: number) => Promise<Value>): (version: number) => Promise<Value> {
  const known = new Map<number, Promise<Value>>()
  return (version) => {
    const reading = known.get(version) ?? read(version)
    known.set(version, reading)
    return reading
  }
}

/** Which decisions to make again. */
export type RebuildAsk = {
  readonly workspaceId: string
  readonly version: number
  readonly past: PastVersions
  /** Up to this place within the version; left out: all. */
  readonly untilPosition?: number
  /** A policy in place of the one that decided; left out or `null`: the one that did. */
  readonly under?: ReadyPolicy | null
  /** Whether only what decisions come to matters, and none of their steps; left out: they do. */
  readonly isBrief?: boolean
  /** The state to decide on, followed from one version to the next; left out: it is read for this version alone. */
  readonly following?: FollowedState
}

/** The state of a roster, followed through the versions that are made again in their order. */
export type FollowedState = {
  /** As it was committed up to a version. */
  readonly until: (roster: Roster, version: number) => Promise<RosterState>
  /** What was made again differs from what was committed: the next state is read anew. */
  readonly forget: () => void
}

/** Begins to follow the state of a workspace: people and pools that did not change are not read again. */
export function followState(db: Queryable, workspaceId: string): FollowedState {
  let known: { readonly roster: Roster; readonly version: number; readonly state: RosterState } | null = null
  return {
    until: async (roster, version) => {
      if (known !== null && known.roster === roster && known.version < version) {
        // Also what the version that was just made again has changed: it was saved as it was committed.
        await catchUpState(known.state, { db, workspaceId, roster, afterVersion: known.version, untilVersion: version })
        known = { ...known, version }
        return known.state
      }
      const restored = await restoreState(
        { db, workspaceId },
        { roster, accountsById: new Map(), untilVersion: version },
      )
      known = { roster, version, state: restored.state }
      return known.state
    },
    forget: () => {
      known = null
    },
  }
}

/**
 * Makes the decisions of one version again, in their order, on the state as it was committed by the version before. Reads
 * only; what it changes is its own copy.
 */
export async function rebuildVersion(db: Queryable, ask: RebuildAsk): Promise<readonly RebuiltDecision[]> {
  const { workspaceId, version, past, untilPosition = Infinity } = ask
  const all = await findDecisionsOfVersion(db, workspaceId, version)
  const rows = all.filter(({ position }) => position <= untilPosition)
  const [first] = rows
  if (first === undefined) return []
  const policy = await past.policy(first.policyVersion)
  const roster = await past.roster(first.rosterVersion)
  const state = await (ask.following ?? followState(db, workspaceId)).until(roster, version - 1)
  const accountOf = await readMatched({ db, workspaceId }, rows)
  const isBrief = ask.isBrief === true && !countsSegments(roster)
  const bases = { decidedBy: policy, policy: ask.under ?? policy, accountOf, isBrief }
  return rows.map((row, index) => {
    const rebuilt = rebuild(row, bases, state)
    // The last one may have come with a hand-over or the like, which changes less than it decides: what it left is what was saved.
    if (index < rows.length - 1) takeUp(rebuilt, bases, state)
    return rebuilt
  })
}

/** The accounts that decisions matched, as they stood then. */
async function readMatched(
  { db, workspaceId }: { readonly db: Queryable; readonly workspaceId: string },
  rows: readonly DecisionRow[],
): Promise<AccountOf> {
  const idsByVersion = Map.groupBy(
    rows.map(matchedAccount).filter((matched) => matched !== null),
    (matched) => matched.accountsVersion,
  )
  const found = new Map<number, ReadonlyMap<string, Account>>()
  for (const [version, matched] of idsByVersion) {
    const ids = new Set(matched.map(({ accountId }) => accountId))
    found.set(version, await readAccountsById(db, { workspaceId, version }, [...ids]))
  }
  return (accountId, version) => {
    const account = found.get(version)?.get(accountId)
    if (account === undefined) throw new Error(`Account ${accountId} of version ${version} is not stored.`)
    return account
  }
}

/** The policy that decided, and the one to decide by now, mostly the same; and the accounts as they stood. */
type Bases = {
  readonly decidedBy: ReadyPolicy
  readonly policy: ReadyPolicy
  readonly accountOf: AccountOf
  readonly isBrief: boolean
}

function rebuild(row: DecisionRow, bases: Bases, state: RosterState): RebuiltDecision {
  return { row, stored: decisionOf(row), full: decideAgain(row, bases, state), policy: bases.policy }
}

/** Those that come after it in the version were decided on what it had changed, whatever another policy makes of it. */
function takeUp({ row, stored, full }: RebuiltDecision, bases: Bases, state: RosterState): void {
  const { policy, decidedBy } = bases
  const { inputs } = policy === decidedBy ? full : decideAgain(row, { ...bases, policy: decidedBy }, state)
  state.apply({ ...stored, inputs })
}

function decideAgain(row: DecisionRow, bases: Bases, state: RosterState): Decision {
  const { policy, decidedBy, accountOf } = bases
  const reading = readingFrom(row, decidedBy, accountOf)
  const person = personOf(row, policy)
  return decide(policy.policy, {
    decisionId: row.decisionId,
    lead: leadOf(row.leadId, { reading, person }, bases),
    match: matchOf(reading, person),
    world: worldOf(state.at(row.atMs), reading),
    nowMs: row.atMs,
    history: reading.history,
    keepOwner: reading.keepOwner,
    policyVersion: policy.version,
    detail: bases.isBrief && reading.byHand === null ? 'brief' : 'full',
    ...(reading.byHand === null ? {} : { byHand: reading.byHand }),
  })
}

/** The lead by what is kept of its person now; `null`: it was erased. */
function personOf({ given, leadId }: DecisionRow, { schema }: ReadyPolicy): NormalisedLead | null {
  return given === null ? null : normaliseLead(schema, { id: leadId, attributes: given })
}

/** What a decision read, and what names the person: kept apart from decisions, and joined to them here. */
type Read = { readonly reading: DecisionReading; readonly person: NormalisedLead | null }

/** The lead as it was read then. */
function leadOf(id: string, { reading, person }: Read, { policy, decidedBy }: Bases): NormalisedLead {
  const { values, personal, notes, identity, priority } = reading
  const known = new Set(decidedBy.policy.policy.fields.map(({ name }) => name))
  const valueOf = ({ name, slot }: { readonly name: string; readonly slot: number }): Value | undefined => {
    if (personal.includes(name)) return person?.values[slot] ?? erased
    // A field that the deciding policy did not have is read from what is known of the lead now.
    return known.has(name) ? values[name] : person?.values[slot]
  }
  return { id, priority, notes, identity, values: policy.policy.policy.fields.map(valueOf) }
}

/** The match as it was, with what named the person and it was made by. */
function matchOf({ match }: DecisionReading, person: NormalisedLead | null): AccountMatch {
  if (match.kind === 'none' || match.evidence !== erased || person === null) return match
  return { ...match, evidence: usualEvidence(match.tier, person.identity) ?? erased }
}

/** Entries that forbid contact are asked with what names the person; the answers were kept. */
function worldOf(world: World, { restricted }: DecisionReading): World {
  return { ...world, restricted: (_identity, _accountId, channel) => restricted.includes(channel) }
}
