import type { Roster } from '@rightful/engine'

/** Rosters kept in memory: a version never changes, and reading a large one takes a while that leads would wait for. */
export type RosterCache = {
  readonly find: (workspaceId: string, version: number) => Roster | null
  readonly keep: (workspaceId: string, version: number, roster: Roster) => void
}

const rostersMax = 16

/** Keeps the rosters that were asked for last. */
export function createRosterCache(): RosterCache {
  const kept = new Map<string, Roster>()
  const keep = (key: string, roster: Roster): void => {
    kept.delete(key)
    kept.set(key, roster)
    const [oldest] = kept.keys()
    if (kept.size > rostersMax && oldest !== undefined) kept.delete(oldest)
  }
  return {
    find: (workspaceId, version) => {
      const key = `${workspaceId} ${version}`
      const roster = kept.get(key) ?? null
      if (roster !== null) keep(key, roster)
      return roster
    },
    keep: (workspaceId, version, roster) => keep(`${workspaceId} ${version}`, roster),
  }
}

/** Those of this process: what an edit has checked need not be read again by its own node. */
export const rosterCache = createRosterCache()
