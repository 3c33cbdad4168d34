import { EngineError } from '../engine-error.ts'
import { LEAD_UNITS, type LedgerRow } from './pool-snapshot.ts'

/** A lead as a pool's ledger knows it. */
export type LedgerLead = { readonly poolId: string; readonly leadId: string; readonly atMs: number }

/**
 * The credit for a lead that turned out to be none (junk, a duplicate, a student): its owner is given the next one for it.
 * `reason` is a code of the caller's, such as `junk`; a credit nobody can account for is refused with `ledger_reason_missing`.
 */
export function rejectedRow(lead: LedgerLead, ownerId: string, reason: string): LedgerRow {
  return { ...lead, ownerId, amount: -LEAD_UNITS, kind: 'rejected', reason: requireReason(lead, reason) }
}

/**
 * A lead that goes from one member to another by hand: the one is credited what the other is debited, so the pool as a
 * whole received nothing. `toOwnerId` is `null` when the receiver is not of this pool; its members then share the gain.
 */
export function handOverRows(
  lead: LedgerLead,
  between: { readonly fromOwnerId: string; readonly toOwnerId: string | null },
  reason: string,
): readonly LedgerRow[] {
  const row = { ...lead, kind: 'hand_over' as const, reason: requireReason(lead, reason) }
  const given = { ...row, ownerId: between.fromOwnerId, amount: -LEAD_UNITS }
  if (between.toOwnerId === null) return [given]
  return [given, { ...row, ownerId: between.toOwnerId, amount: LEAD_UNITS }]
}

function requireReason({ poolId, leadId }: LedgerLead, reason: string): string {
  if (reason.trim() === '') throw new EngineError('ledger_reason_missing', { pool: poolId, lead: leadId })
  return reason
}

/** Every member's balance in every pool, counted from the rows alone, in LEAD_UNITS: what the kept counters must equal. */
export function recount(rows: Iterable<LedgerRow>): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const pools = new Map<string, Map<string, number>>()
  for (const { poolId, ownerId, amount } of rows) {
    const balances = pools.get(poolId) ?? new Map<string, number>()
    if (balances.size === 0) pools.set(poolId, balances)
    balances.set(ownerId, (balances.get(ownerId) ?? 0) + amount)
  }
  return pools
}
