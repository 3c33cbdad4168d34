import {
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
import { fieldsReadBy, type ReadyPolicy } from '../../control/policies/read.ts'
import {
  type AccountOf,
  countsSegments,
  decisionOf,
  type DecisionReading,
  type DecisionRecord,
  erased,
  readingFrom,
  recordFrom,
  usualEvidence,
} from '../../pipeline/decide/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { followState } from './follow-state.ts'
import { openMatched } from './matched-accounts.ts'
import type { PastVersions } from './past-versions.ts'
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

/** Which decisions to make again. */
export type RebuildAsk = {
  readonly workspaceId: string
  readonly version: number
  readonly past: PastVersions
  /** Up to this place within the version; left out: all. */
  readonly untilPosition?: number
  /** A policy in place of the one that decided; left out or `null`: the one that did. */
  readonly under?: ReadyPolicy | null
}

/**
 * Makes the decisions of one version again, in their order, on the state as it was committed by the version before. Reads
 * only; what it changes is its own copy.
 */
export async function rebuildVersion(db: Queryable, ask: RebuildAsk): Promise<readonly RebuiltDecision[]> {
  const { workspaceId, version, past, untilPosition = Infinity } = ask
  const all = await findDecisionsOfVersion(db, workspaceId, version)
  const rows = all.filter(({ position }) => position <= untilPosition).map(readRow)
  const [first] = rows
  if (first === undefined) return []
  const decidedBy = await past.policy(first.row.policyVersion)
  const roster = await past.roster(first.row.rosterVersion)
  const state = await followState(db, workspaceId).until(roster, version - 1)
  const accountOf = await openMatched(db, workspaceId)(rows.map(({ record }) => record))
  return rebuildRows(rows, { roster, state, accountOf, decidedBy, policy: ask.under ?? decidedBy, isBrief: false })
}

/** A row with what stands in its record. */
export type ReadRow = { readonly row: DecisionRow; readonly record: DecisionRecord }

/** Reads the record of a row. */
export function readRow(row: DecisionRow): ReadRow {
  return { row, record: recordFrom(row) }
}

/** What the decisions of a version are made again by. */
export type RebuildBases = {
  /** The policy that decided, and the one to decide by now, mostly the same. */
  readonly decidedBy: ReadyPolicy
  readonly policy: ReadyPolicy
  readonly roster: Roster
  /** As the version before left it; what is decided is taken up in it. */
  readonly state: RosterState
  readonly accountOf: AccountOf
  /** Whether only what decisions come to matters, and none of their steps. */
  readonly isBrief: boolean
}

/** Makes the decisions of one version again, all or the first of them. */
export function rebuildRows(rows: readonly ReadRow[], asked: RebuildBases): readonly RebuiltDecision[] {
  // Caps on a segment are counted by the lead's values, which only a full record has.
  const bases = { ...asked, isBrief: asked.isBrief && !countsSegments(asked.roster) }
  return rows.map((read, index) => {
    const full = decideAgain(read, bases)
    const rebuilt = { row: read.row, stored: decisionOf(read.row, read.record), full, policy: bases.policy }
    // The last one may have come with a hand-over or the like, which changes less than it decides: what it left is what was saved.
    if (index < rows.length - 1) takeUp(read, rebuilt, bases)
    return rebuilt
  })
}

/** Those that come after it in the version were decided on what it had changed, whatever another policy makes of it. */
function takeUp(read: ReadRow, { stored, full }: RebuiltDecision, bases: RebuildBases): void {
  const { policy, decidedBy, state } = bases
  const { inputs } = policy === decidedBy ? full : decideAgain(read, { ...bases, policy: decidedBy })
  state.apply({ ...stored, inputs })
}

function decideAgain({ row, record }: ReadRow, bases: RebuildBases): Decision {
  const { policy, decidedBy, accountOf, state } = bases
  const reading = readingFrom({ record, atMs: row.atMs }, decidedBy, accountOf)
  const isBrief = bases.isBrief && reading.byHand === null
  const person = isBrief && !readsPerson(reading, bases) ? null : personOf(row, policy)
  return decide(policy.policy, {
    decisionId: row.decisionId,
    lead: leadOf(row.leadId, { reading, person }, bases),
    match: matchOf(reading, person),
    world: worldOf(state.at(row.atMs), reading),
    nowMs: row.atMs,
    history: reading.history,
    keepOwner: reading.keepOwner,
    policyVersion: policy.version,
    detail: isBrief ? 'brief' : 'full',
    ...(reading.byHand === null ? {} : { byHand: reading.byHand }),
  })
}

/** Whether what a decision comes to may hang on what names the person, or on what the deciding policy did not read. */
function readsPerson({ personal }: DecisionReading, { policy, decidedBy }: RebuildBases): boolean {
  return policy !== decidedBy || personal.some((name) => fieldsReadBy(policy.policy.policy).has(name))
}

/** The lead by what is kept of its person now; `null`: it was erased. */
function personOf({ openGiven, leadId }: DecisionRow, { schema }: ReadyPolicy): NormalisedLead | null {
  const given = openGiven()
  return given === null ? null : normaliseLead(schema, { id: leadId, attributes: given })
}

/** What a decision read, and what names the person: kept apart from decisions, and joined to them here. */
type Read = { readonly reading: DecisionReading; readonly person: NormalisedLead | null }

/** The lead as it was read then. */
function leadOf(id: string, { reading, person }: Read, { policy, decidedBy }: RebuildBases): NormalisedLead {
  const { values, personal, notes, identity, priority } = reading
  const known = policy === decidedBy ? null : new Set(decidedBy.policy.policy.fields.map(({ name }) => name))
  const valueOf = ({ name, slot }: { readonly name: string; readonly slot: number }): Value | undefined => {
    if (personal.includes(name)) return person?.values[slot] ?? erased
    // A field that the deciding policy did not have is read from what is known of the lead now.
    return known === null || known.has(name) ? values[name] : person?.values[slot]
  }
  return { id, priority, notes, identity, values: policy.policy.policy.fields.map(valueOf) }
}

/** The match as it was, with what named the person and it was made by. */
function matchOf({ match }: DecisionReading, person: NormalisedLead | null): AccountMatch {
  if (match.kind === 'none' || match.evidence !== erased || person === null) return match
  return { ...match, evidence: usualEvidence(match.tier, person.identity) ?? erased }
}

/** Entries on contact are asked with what names the person; the answers were kept. */
function worldOf(world: World, { restricted, consented }: DecisionReading): World {
  return {
    ...world,
    restricted: (_identity, _accountId, channel) => restricted.includes(channel),
    consented: (_identity, _accountId, channel) => consented[channel] ?? null,
  }
}
