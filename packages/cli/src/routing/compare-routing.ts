import type { Decision, Outcome } from '@rightful/engine'

/** What two policies make of the same leads, in figures. */
export type RoutingComparison = {
  readonly leads: number
  /** Rows that could not be read. */
  readonly unreadable: number
  readonly fates: Readonly<Record<Fate, number>>
  /** Outcome → leads under each policy. */
  readonly outcomes: readonly CountedTwice[]
  /** Leads whose outcome is another, by the two outcomes; most first. */
  readonly turns: readonly Turn[]
  /** Leads that another route takes, by the two routes (`none`: no route); most first. */
  readonly routes: readonly Turn[]
  /** Owners of the main role who get other leads, those whose count changes most first. */
  readonly owners: readonly OwnerChange[]
}

/**
 * What becomes of a lead under the second policy: the same (owner, queue or reason), another member of the same pool (its
 * rotation stands elsewhere by then), another place of the same kind of outcome, or another outcome.
 */
export type Fate = 'same' | 'another_member' | 'another_place' | 'another_outcome'

export type CountedTwice = { readonly name: string; readonly before: number; readonly after: number }

export type Turn = { readonly before: string; readonly after: string; readonly leads: number }

export type OwnerChange = CountedTwice & {
  /** Leads that only the second policy gives them. */
  readonly gained: number
  /** Leads that only the first policy gives them. */
  readonly lost: number
}

/** Compares decisions as they are made; its size grows with routes and owners, never with leads. */
export type RoutingComparer = {
  readonly countPair: (before: Decision, after: Decision) => void
  readonly countUnreadable: () => void
  readonly summarise: () => RoutingComparison
}

/** Starts comparing. */
export function createRoutingComparer(): RoutingComparer {
  const fates = { same: 0, another_member: 0, another_place: 0, another_outcome: 0 }
  const outcomes = {
    assigned: { before: 0, after: 0 },
    held: { before: 0, after: 0 },
    refused: { before: 0, after: 0 },
  }
  const turns = createTurnCount()
  const routes = createTurnCount()
  const owners = createOwnerCount()
  let leads = 0
  let unreadable = 0
  return {
    countPair: (before, after) => {
      leads += 1
      fates[fateOf(before.outcome, after.outcome)] += 1
      outcomes[before.outcome.kind].before += 1
      outcomes[after.outcome.kind].after += 1
      turns.count(before.outcome.kind, after.outcome.kind)
      routes.count(before.routeId ?? 'none', after.routeId ?? 'none')
      owners.count(before.outcome, after.outcome)
    },
    countUnreadable: () => {
      unreadable += 1
    },
    summarise: () => ({
      leads,
      unreadable,
      fates: { ...fates },
      outcomes: Object.entries(outcomes).map(([name, counts]) => ({ name, ...counts })),
      turns: turns.list(),
      routes: routes.list(),
      owners: owners.list(),
    }),
  }
}

function fateOf(before: Outcome, after: Outcome): Fate {
  if (before.kind === 'assigned' && after.kind === 'assigned') {
    if (before.ownerId === after.ownerId) return 'same'
    return before.poolId !== null && before.poolId === after.poolId ? 'another_member' : 'another_place'
  }
  if (before.kind === 'held' && after.kind === 'held') return before.queue === after.queue ? 'same' : 'another_place'
  if (before.kind === 'refused' && after.kind === 'refused')
    return before.reason === after.reason ? 'same' : 'another_place'
  return 'another_outcome'
}

function createTurnCount() {
  const counts = new Map<string, Map<string, number>>()
  return {
    count: (before: string, after: string): void => {
      if (before === after) return
      const ofBefore = counts.get(before) ?? new Map<string, number>()
      counts.set(before, ofBefore)
      ofBefore.set(after, (ofBefore.get(after) ?? 0) + 1)
    },
    list: (): readonly Turn[] => {
      const turns = [...counts].flatMap(([before, ofBefore]) =>
        [...ofBefore].map(([after, leads]): Turn => ({ before, after, leads })),
      )
      return turns.toSorted((a, b) => b.leads - a.leads || byName(a.before + a.after, b.before + b.after))
    },
  }
}

function createOwnerCount() {
  const counts = new Map<string, { before: number; after: number; gained: number; lost: number }>()
  const entryOf = (ownerId: string) => {
    const entry = counts.get(ownerId) ?? { before: 0, after: 0, gained: 0, lost: 0 }
    counts.set(ownerId, entry)
    return entry
  }
  return {
    count: (before: Outcome, after: Outcome): void => {
      const from = before.kind === 'assigned' ? before.ownerId : null
      const to = after.kind === 'assigned' ? after.ownerId : null
      if (from !== null) entryOf(from).before += 1
      if (to !== null) entryOf(to).after += 1
      if (from === to) return
      if (from !== null) entryOf(from).lost += 1
      if (to !== null) entryOf(to).gained += 1
    },
    list: (): readonly OwnerChange[] => {
      const changed = [...counts].flatMap(([name, entry]) =>
        entry.gained + entry.lost === 0 ? [] : [{ name, ...entry }],
      )
      const change = (owner: OwnerChange): number => Math.abs(owner.after - owner.before)
      return changed.toSorted((a, b) => change(b) - change(a) || byName(a.name, b.name))
    },
  }
}

function byName(a: string, b: string): number {
  return a < b ? -1 : 1
}
