import type { OwnerReading } from './read-owner.ts'
import type { MemberReading, PoolReading } from './read-pool.ts'
import { checkCapPools } from './read-caps.ts'
import { type RosterReader, beginningOf } from './roster-reader.ts'

/** Checks what can only be seen once the whole roster is read: who is named where. */
export function checkRoster(
  reader: RosterReader,
  owners: readonly OwnerReading[],
  pools: readonly PoolReading[],
): void {
  const known = new Map(owners.flatMap((owner) => (owner.id === null ? [] : [[owner.id, owner] as const])))
  const poolIds = new Set(pools.flatMap((pool) => (pool.id === null ? [] : [pool.id])))
  for (const pool of pools) checkMembers(reader, pool, known)
  for (const { caps } of [...owners, ...pools]) checkCapPools(reader, caps, poolIds)
  const busy = new Set(pools.flatMap((pool) => pool.members.map(({ member }) => member.ownerId)))
  for (const owner of owners) {
    if (owner.id !== null && owner.isActive && !busy.has(owner.id)) tellIdle(reader, owner)
  }
}

function checkMembers(reader: RosterReader, pool: PoolReading, known: ReadonlyMap<string, OwnerReading>): void {
  const seen = new Map<string, MemberReading>()
  let canBeChosen = false
  for (const reading of pool.members) {
    const { ownerId } = reading.member
    const owner = known.get(ownerId)
    const earlier = seen.get(ownerId)
    seen.set(ownerId, reading)
    if (earlier !== undefined) tellTwice(reader, reading, earlier)
    else if (owner === undefined) tellUnknownOwner(reader, reading, known)
    else if (!owner.isActive) tellInactive(reader, reading)
    if (owner === undefined || owner.isActive) canBeChosen = true
  }
  if (!canBeChosen && pool.id !== null && pool.pool?.active !== false) tellEmpty(reader, pool)
}

function tellUnknownOwner(
  reader: RosterReader,
  { member, spot }: MemberReading,
  known: ReadonlyMap<string, OwnerReading>,
): void {
  const meant = reader.suggest(member.ownerId, known.keys())
  reader.tell(spot, {
    code: 'roster_owner_unknown',
    message: `There is no owner \`${member.ownerId}\`.`,
    hint: meant === null ? 'Add them to `owners`, or remove them here.' : `Did you mean \`${meant}\`?`,
  })
}

function tellTwice(reader: RosterReader, { member, spot }: MemberReading, earlier: MemberReading): void {
  reader.tell(spot, {
    code: 'roster_member_twice',
    message: `\`${member.ownerId}\` is in this pool twice; line ${reader.placeOf(earlier.spot.node).line} has them already.`,
    hint: 'Name them once; for a larger share give them a larger weight.',
  })
}

function tellInactive(reader: RosterReader, { member, spot }: MemberReading): void {
  reader.tell(spot, {
    code: 'roster_member_inactive',
    severity: 'notice',
    message: `\`${member.ownerId}\` is inactive and will never be chosen.`,
    hint: 'Remove them, unless they are to come back.',
  })
}

function tellEmpty(reader: RosterReader, pool: PoolReading): void {
  reader.tell(beginningOf(pool.spot), {
    code: 'roster_pool_empty',
    severity: 'warning',
    message: `The pool \`${pool.id}\` has no active member, so it never gives a lead to anybody.`,
    hint: 'Add a member, or set `active: false`.',
  })
}

function tellIdle(reader: RosterReader, owner: OwnerReading): void {
  reader.tell(beginningOf(owner.spot), {
    code: 'roster_owner_idle',
    severity: 'notice',
    message: `\`${owner.id}\` is in no pool.`,
    hint: 'Add them to a pool, unless they only own accounts or are named by routes.',
  })
}
