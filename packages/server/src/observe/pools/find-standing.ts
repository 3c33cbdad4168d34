import type { PoolStandingAnswer } from '@rightful/contract/views'
import { type Choice, chooseOwner, LEAD_UNITS, type MemberSnapshot, type PoolSnapshot } from '@rightful/engine'
import { isoTime, isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import type { Database } from '../../platform/db/database.ts'
import { withPoolNow } from './pool-now.ts'

/** An ordinary lead: level members are told apart by it, the same each time somebody asks. */
const anyLead = 'any lead'

type Candidate = Choice['candidates'][number]

/** Who of a pool would be given an ordinary lead now, in which order, and why nobody else. Throws `pool_not_found`. */
export function findStanding(
  db: Database,
  asked: { readonly workspaceId: string; readonly poolId: string },
): Promise<PoolStandingAnswer> {
  return withPoolNow(db, asked, async ({ pool, roster, nowMs, stateOf }) => {
    const state = await stateOf(roster)
    state.at(nowMs)
    const snapshot = state.recordPool(pool.id)
    if (snapshot === null) throw new Error(`Pool ${pool.id} is in the roster and not in its state.`)
    const asPool = chooseOwner({ pool: snapshot, leadId: anyLead })
    // Members are told of in a pool that is closed, too: when it opens they are the ones who matter.
    const asMembers = asPool.closed === null ? asPool : chooseOwner({ pool: opened(snapshot), leadId: anyLead })
    const isClosed = asPool.closed !== null
    return {
      pool_id: pool.id,
      name: pool.name,
      at: isoTime(nowMs),
      strategy: pool.strategy,
      closed: asPool.closed === 'unknown_pool' ? null : asPool.closed,
      opens_at: isoTimeOrNull(asPool.freesAtMs),
      next_owner_id: asPool.ownerId,
      decided_by: isClosed ? null : asPool.decidedBy,
      members: membersOf(snapshot, asMembers),
    }
  })
}

function opened(pool: PoolSnapshot): PoolSnapshot {
  return { ...pool, active: true, availability: { kind: 'available' }, caps: [] }
}

function membersOf(pool: PoolSnapshot, { candidates, poolTime }: Choice): PoolStandingAnswer['members'] {
  const members = new Map(pool.members.map((member) => [member.ownerId, member]))
  return candidates.flatMap((candidate) => {
    const member = members.get(candidate.ownerId)
    return member === undefined ? [] : [memberOf(member, candidate, { pool, poolTime })]
  })
}

function memberOf(
  member: MemberSnapshot,
  { rank, removal, isDue, score }: Candidate,
  { pool, poolTime }: Pick<Choice, 'poolTime'> & { readonly pool: PoolSnapshot },
): PoolStandingAnswer['members'][number] {
  const unit = pool.strategy === 'fair_share' ? LEAD_UNITS : 1
  return {
    owner_id: member.ownerId,
    name: member.name,
    rank: rank === null ? null : rank + 1,
    removal: removal === null ? null : removalOf(removal),
    is_due: isDue,
    due_at: score === null ? null : score.numerator / score.denominator / unit,
    ahead: isHere(member, pool) ? aheadOf(member, poolTime) : null,
    weight: member.weight,
    open_leads: member.openLeads,
    capacity: member.capacity,
    last_lead_at: member.lastAssignedMs === null ? null : isoTime(Math.floor(member.lastAssignedMs)),
  }
}

function isHere({ availability: { kind } }: MemberSnapshot, { respectHours }: PoolSnapshot): boolean {
  return kind === 'available' || (kind === 'off_shift' && !respectHours)
}

/** How many leads a member has beyond what the pool's mean comes to for their weight. */
function aheadOf({ received, weight }: MemberSnapshot, poolTime: Choice['poolTime']): number | null {
  if (poolTime === null) return null
  const fair = (weight * poolTime.numerator) / poolTime.denominator
  return Math.round(received - fair) / LEAD_UNITS
}

type Removal = NonNullable<PoolStandingAnswer['members'][number]['removal']>

/** An ordinary lead meets no hard rule: what is left are the person's time and limits. */
function removalOf(removal: NonNullable<Candidate['removal']>): Removal {
  const plain = { until: null, note: null, cap: null }
  switch (removal.kind) {
    case 'inactive':
      return { ...plain, kind: 'inactive' }
    case 'not_a_member':
      return { ...plain, kind: 'not_a_member', until: isoTimeOrNull(removal.fromMs) }
    case 'absent':
      return { ...plain, kind: 'absent', until: isoTimeOrNull(removal.untilMs), note: removal.note }
    case 'off_shift':
      return { ...plain, kind: 'off_shift', until: isoTimeOrNull(removal.untilMs) }
    case 'cap': {
      const { cap: kind, used, limit, freesAtMs } = removal
      return { ...plain, kind: 'cap', until: isoTimeOrNull(freesAtMs), cap: { kind, used, limit } }
    }
    case 'excluded':
    case 'require':
    case 'bound_elsewhere':
      throw new Error(`An ordinary lead met the hard rule ${removal.kind}.`)
  }
}
