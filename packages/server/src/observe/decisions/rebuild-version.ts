import {
  type Decision,
  decide,
  type NormalisedLead,
  normaliseLead,
  type Roster,
  type RosterState,
  type Value,
  type World,
} from '@rightful/engine'
import { readStoredRoster } from '../../control/people/read.ts'
import { type ReadyPolicy, readPolicy } from '../../control/policies/read.ts'
import type { DecisionReading } from '../../pipeline/decide/read.ts'
import { restoreState } from '../../pipeline/desk/read.ts'
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
  const { state } = await restoreState(
    { db, workspaceId },
    { roster, accountsById: new Map(), untilVersion: version - 1 },
  )
  return rows.map((row) => rebuild(row, { decidedBy: policy, policy: ask.under ?? policy }, state))
}

/** The policy that decided, and the one to decide by now: mostly the same. */
type Policies = { readonly decidedBy: ReadyPolicy; readonly policy: ReadyPolicy }

function rebuild(row: DecisionRow, policies: Policies, state: RosterState): RebuiltDecision {
  const { policy, decidedBy } = policies
  const stored: Decision = JSON.parse(row.record)
  const full = decideAgain(row, policies, state)
  // Those that come after it in the version were decided on what it had changed, whatever another policy makes of it.
  const { inputs } = policy === decidedBy ? full : decideAgain(row, { decidedBy, policy: decidedBy }, state)
  state.apply({ ...stored, inputs })
  return { row, stored, full, policy }
}

function decideAgain(row: DecisionRow, policies: Policies, state: RosterState): Decision {
  const { policy } = policies
  const stored: Decision = JSON.parse(row.record)
  const reading: DecisionReading = JSON.parse(row.input)
  return decide(policy.policy, {
    decisionId: stored.decisionId,
    lead: leadOf(row, reading, policies),
    match: reading.match,
    world: worldOf(state.at(stored.atMs), reading),
    nowMs: stored.atMs,
    history: reading.history,
    keepOwner: reading.keepOwner,
    policyVersion: policy.version,
    detail: 'full',
    ...(reading.byHand === null ? {} : { byHand: reading.byHand }),
  })
}

/** What stands for a value that named the person and was erased: that there was one still counts. */
const erased = '(erased)'

/** The lead as it was read then; what names the person is kept apart from decisions, and joined to them here. */
function leadOf(row: DecisionRow, reading: DecisionReading, { policy, decidedBy }: Policies): NormalisedLead {
  const { schema } = policy
  const { values, personal, notes, identity, priority } = reading
  const person =
    row.given === null ? null : normaliseLead(schema, { id: row.leadId, attributes: JSON.parse(row.given) })
  const known = new Set(decidedBy.policy.policy.fields.map(({ name }) => name))
  const valueOf = ({ name, slot }: { readonly name: string; readonly slot: number }): Value | undefined => {
    if (personal.includes(name)) return person?.values[slot] ?? erased
    // A field that the deciding policy did not have is read from what is known of the lead now.
    return known.has(name) ? values[name] : person?.values[slot]
  }
  return { id: row.leadId, priority, notes, identity, values: policy.policy.policy.fields.map(valueOf) }
}

/** Entries that forbid contact are asked with what names the person; the answers were kept. */
function worldOf(world: World, { facts }: DecisionReading): World {
  return { ...world, restricted: (_identity, _accountId, channel) => facts[channel] ?? false }
}
