import {
  type Account,
  type ClockSetting,
  type Decision,
  LEAD_UNITS,
  type LeadHistory,
  type LedgerRow,
  MAIN_ROLE,
  type Outcome,
  type RoleDecision,
} from '@rightful/engine'
import type { ReadyPolicy } from '../../control/policies/read.ts'
import type { DecisionParts, DecisionReading, DecisionRecord, StoredClock } from './decision-record.ts'
import { identityFrom, matchFrom } from './stored-match.ts'
import { noteFrom } from './stored-note.ts'

/** Where the accounts are known by their id and the version of the accounts. */
export type AccountOf = (accountId: string, accountsVersion: number) => Account

/** What stands in the record of a decision. */
export function recordFrom({ record }: Pick<DecisionParts, 'record'>): DecisionRecord {
  return JSON.parse(record)
}

/** The decision that was stored, in brief; `record` is what stands in its record, where that was read already. */
export function decisionOf(parts: DecisionParts, record: DecisionRecord = recordFrom(parts)): Decision {
  const { decisionId, leadId, atMs, policyName, policyHash, policyVersion, rosterHash, routeId } = parts
  const outcome = outcomeOf(parts, record)
  const { rule = routeId, plan = null, missing = [], roles: further = [] } = record
  const roles = [[MAIN_ROLE, outcome] as const, ...further].map(([role, of]): RoleDecision => ({
    role,
    outcome: of,
    steps: [],
  }))
  return {
    decisionId,
    leadId,
    atMs,
    detail: 'brief',
    policy: { name: policyName, hash: policyHash, version: policyVersion },
    rosterHash,
    outcome,
    routeId,
    ruleId: rule,
    plan,
    missing,
    roles,
    clocks: clocksOf(record.clocks ?? [], atMs),
    ledger: roles.flatMap((role) => ledgerRows(role, record, { leadId, atMs })),
    inputs: null,
  }
}

/** What a stored decision came to. */
function outcomeOf(parts: DecisionParts, { queue = '', retryInMs }: DecisionRecord): Outcome {
  switch (parts.outcome) {
    case 'assigned':
      return { kind: parts.outcome, ownerId: parts.ownerId, poolId: parts.poolId, by: parts.reason }
    case 'held': {
      const retryAtMs = retryInMs === undefined ? null : parts.atMs + retryInMs
      return { kind: parts.outcome, queue, reason: parts.reason, retryAtMs }
    }
    case 'refused':
      return { kind: parts.outcome, reason: parts.reason }
  }
}

function clocksOf(stored: readonly StoredClock[], atMs: number): readonly ClockSetting[] {
  let zoneBefore: string | null = null
  return stored.map(([name, targetSeconds, hours, caseIndex, dueInMs, zone = zoneBefore]) => {
    zoneBefore = zone
    return { name, targetSeconds, hours, caseIndex, dueAtMs: dueInMs === null ? null : atMs + dueInMs, zone }
  })
}

/** A lead that a pool gave counts in its ledger, a bound one in those that the record names. */
function ledgerRows({ role, outcome }: RoleDecision, { bound = [] }: DecisionRecord, lead: CountedLead): LedgerRow[] {
  if (outcome.kind !== 'assigned' || outcome.by === 'kept') return []
  const { ownerId, poolId } = outcome
  if (poolId !== null) return [ledgerRow(poolId, ownerId, { kind: 'lead', ...lead })]
  const [, poolIds = []] = bound.find(([of]) => of === role) ?? []
  return poolIds.map((counting) => ledgerRow(counting, ownerId, { kind: 'bound_lead', ...lead }))
}

type CountedLead = { readonly leadId: string; readonly atMs: number }

function ledgerRow(
  poolId: string,
  ownerId: string,
  { kind, leadId, atMs }: CountedLead & { readonly kind: 'lead' | 'bound_lead' },
): LedgerRow {
  return { poolId, ownerId, atMs, amount: LEAD_UNITS, kind, leadId, reason: null }
}

/** What a stored decision read of its lead: what names the person is not there. */
export function readingFrom(
  { record, atMs }: { readonly record: DecisionRecord; readonly atMs: number },
  { schema }: Pick<ReadyPolicy, 'schema'>,
  accountOf: AccountOf,
): DecisionReading {
  const { values, personal = [], derived = null, notes = [], restricted = [], priority = 0 } = record
  const identity = identityFrom(record.identity, values, schema)
  return {
    values,
    personal,
    derived,
    notes: notes.map((note) => noteFrom(note, values)),
    identity,
    priority,
    match: matchFrom(record.match, identity, accountOf),
    restricted,
    consented: record.consented ?? {},
    history: historyFrom(record, atMs),
    keepOwner: record.keepOwner === true,
    byHand: record.byHand ?? null,
  }
}

/** The account that a stored decision matched, by its id and the version of the accounts; `null`: none. */
export function matchedAccount({
  match,
}: Pick<DecisionRecord, 'match'>): { readonly accountId: string; readonly accountsVersion: number } | null {
  if (typeof match === 'string' || 'tier' in match) return null
  const [accountId, accountsVersion] = match
  return { accountId, accountsVersion }
}

function historyFrom({ history, waitedMs = 0 }: DecisionRecord, atMs: number): LeadHistory {
  const { reassignedBy = {}, roleOwnerIds = {} } = history ?? {}
  return {
    receivedAtMs: atMs - waitedMs,
    currentOwnerId: history?.currentOwnerId ?? null,
    previousOwnerIds: history?.previousOwnerIds ?? [],
    excludedOwnerIds: history?.excludedOwnerIds ?? [],
    reassignedCount: history?.reassignedCount ?? 0,
    ...(reassignedBy === null ? {} : { reassignedBy }),
    ...(roleOwnerIds === null ? {} : { roleOwnerIds }),
    isTouched: history?.isTouched === true,
  }
}
