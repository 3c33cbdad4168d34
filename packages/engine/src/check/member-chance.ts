import type { Owner, Pool, PoolMember, Roster } from '../roster/roster.ts'

/** Why somebody can never be chosen from a pool, whatever the lead and the hour. */
export type NoChance = 'unknown' | 'inactive' | 'left' | 'not_yet' | 'no_capacity' | 'cap_zero' | 'never_on_shift'

/** A member, the person behind it, and what keeps them from ever being chosen; `null`: nothing that is known. */
export type MemberChance = {
  readonly member: PoolMember
  readonly owner: Owner | null
  readonly because: NoChance | null
}

/** Looks at each member of a pool. `atMs` is when; `null`: at no time in particular, so that memberships are not looked at. */
export function memberChances(roster: Roster, pool: Pool, atMs: number | null): readonly MemberChance[] {
  const owners = new Map(roster.owners.map((owner) => [owner.id, owner]))
  return pool.members.map((member) => {
    const owner = owners.get(member.ownerId) ?? null
    return { member, owner, because: noChance(member, owner, { pool, atMs }) }
  })
}

function noChance(
  member: PoolMember,
  owner: Owner | null,
  { pool, atMs }: { readonly pool: Pool; readonly atMs: number | null },
): NoChance | null {
  if (owner === null) return 'unknown'
  if (!owner.active) return 'inactive'
  if (atMs !== null && member.untilMs !== null && member.untilMs <= atMs) return 'left'
  if (atMs !== null && member.fromMs !== null && member.fromMs > atMs) return 'not_yet'
  if (owner.capacity !== null && owner.capacity <= 0) return 'no_capacity'
  const isZero = ({ limit, segment, pool: only }: Owner['caps'][number]): boolean =>
    limit <= 0 && segment === null && (only === null || only === pool.id)
  if (owner.caps.some(isZero) || pool.caps.some(isZero)) return 'cap_zero'
  return pool.respectHours && isNeverOnShift(owner) ? 'never_on_shift' : null
}

/** No weekday and no single date has hours; what absences and holidays take away is not for ever. */
function isNeverOnShift({ calendar: { hours, overrides = [] } }: Owner): boolean {
  if (hours === 'always' || Object.values(hours).some((intervals) => intervals.length > 0)) return false
  return overrides.every((override) => override.hours.length === 0)
}

const reasons: Readonly<Record<NoChance, string>> = {
  unknown: 'not in the roster',
  inactive: 'inactive',
  left: 'no longer members',
  not_yet: 'not members yet',
  no_capacity: 'without capacity',
  cap_zero: 'under a cap of 0',
  never_on_shift: 'never on shift',
}

/** `2 inactive, 1 without capacity`. */
export function reasonsText(chances: readonly MemberChance[]): string {
  const counts = new Map<string, number>()
  for (const { because } of chances)
    if (because !== null) counts.set(reasons[because], (counts.get(reasons[because]) ?? 0) + 1)
  return [...counts].map(([reason, count]) => `${count} ${reason}`).join(', ')
}
