import type { CapUse, Roster, World } from '@rightful/engine'

/** A place in the queue of held leads: by priority, the highest first, then by age, then by id. */
export type QueuePlace = { readonly priority: number; readonly sinceMs: number; readonly leadId: string }

/**
 * Somebody who became free, or a pool that did, and how far the leads that wait for them were woken: some at a time, from the head
 * of the queue on, until there is no room any more or nobody is left.
 */
export type Waking = {
  readonly of: 'owner' | 'pool'
  readonly id: string
  /** The last lead that was woken. */
  readonly after: QueuePlace
  /** How many are woken next. */
  readonly count: number
}

/** Before every lead. */
const HEAD: QueuePlace = { priority: 2_147_483_647, sinceMs: 0, leadId: '00000000-0000-0000-0000-000000000000' }
/** As a rule one lead more can be taken; the others are there for those that cannot be taken for a reason of their own. */
const FIRST_COUNT = 4
const GROWTH = 4
const COUNT_MAX = 100

/** Begins waking at the head of the queue. */
export function startWaking({ of, id }: Pick<Waking, 'of' | 'id'>): Waking {
  return { of, id, after: HEAD, count: FIRST_COUNT }
}

/** Goes on behind a lead; more at a time, since those before found nobody. */
export function wakingAfter(waking: Waking, after: QueuePlace): Waking {
  return { ...waking, after, count: Math.min(COUNT_MAX, waking.count * GROWTH) }
}

/** As stored with the desk. */
export function readWaking(text: string): readonly Waking[] {
  return text === '' ? [] : JSON.parse(text)
}

/** The stored form; empty when nobody is to be woken. */
export function wakingText(waking: readonly Waking[]): string {
  return waking.length === 0 ? '' : JSON.stringify(waking)
}

/** Where a lead waits for one person beside or instead of pools, as their account's owner: written like a pool. */
export function placeOf(ownerId: string): string {
  return `owner ${ownerId}`
}

/** Where leads wait whom somebody or a pool that became free may take, as holds name it. */
export function placesOf({ of, id }: Pick<Waking, 'of' | 'id'>, roster: Roster): readonly string[] {
  if (of === 'pool') return [id]
  const pools = roster.pools.filter(({ members }) => members.some(({ ownerId }) => ownerId === id))
  return [placeOf(id), ...pools.map((pool) => pool.id)]
}

/**
 * Whether no lead can be taken before something else happens, so that trying one comes to nothing. An obstacle that passes by time
 * alone is none here: a lead that meets it is to be tried, to learn when it passes.
 */
export function isFull({ of, id }: Pick<Waking, 'of' | 'id'>, world: World): boolean {
  if (of === 'pool') return world.pool(id, 'brief')?.caps.some(isReached) ?? true
  const person = world.owner(id)
  if (person === null) return true
  return (person.capacity !== null && person.openLeads >= person.capacity) || person.caps.some(isReached)
}

function isReached({ kind, pool, segment, limit, used }: CapUse): boolean {
  return kind === 'open' && pool === null && segment === null && used >= limit
}

/** Whether somebody who has one open lead fewer can take one now that they could not take before. */
export function isRoomForMore(ownerId: string, world: World): boolean {
  const person = world.owner(ownerId)
  if (person === null) return false
  const { capacity, openLeads, caps } = person
  return (capacity !== null && openLeads + 1 >= capacity) || caps.some(wasReached)
}

/** The same of a pool that counts one open lead fewer. */
export function isPoolRoomForMore(poolId: string, world: World): boolean {
  return world.pool(poolId, 'brief')?.caps.some(wasReached) ?? false
}

function wasReached({ kind, limit, used }: CapUse): boolean {
  return kind === 'open' && used + 1 >= limit
}
