import type { Roster, SavedRosterState } from '@rightful/engine'
import type { Queryable } from '../../platform/db/database.ts'
import { type ChangedRow, readPersonChanges, readPoolChanges } from './queries.ts'

/** What versions saved of a roster's pools and people, for following a state through them without asking for each. */
export type StateChanges = {
  /** The latest of each pool and person within some of the versions; `null`: not known here. */
  readonly between: (roster: Roster, span: VersionSpan) => Pick<SavedRosterState, 'people' | 'pools'> | null
}

type VersionSpan = { readonly afterVersion: number; readonly untilVersion: number }

/** Reads all that the versions after one and up to another saved of a roster: the caller bounds how many they are. */
export async function readStateChanges(
  db: Queryable,
  of: VersionSpan & { readonly workspaceId: string; readonly roster: Roster },
): Promise<StateChanges> {
  const { roster, ...span } = of
  const [pools, people] = await Promise.all([
    readPoolChanges(db, { ...span, ids: roster.pools.map(({ id }) => id) }),
    readPersonChanges(db, { ...span, ids: roster.owners.map(({ id }) => id) }),
  ])
  const [poolsByVersion, peopleByVersion] = [byVersion(pools), byVersion(people)]
  return {
    between: (asked, { afterVersion, untilVersion }) => {
      if (asked !== roster || afterVersion < of.afterVersion || untilVersion > of.untilVersion) return null
      return {
        pools: latest(poolsByVersion, { afterVersion, untilVersion }).map((state) => JSON.parse(state)),
        people: latest(peopleByVersion, { afterVersion, untilVersion }).map((state) => JSON.parse(state)),
      }
    },
  }
}

function byVersion(rows: readonly ChangedRow[]): ReadonlyMap<number, readonly ChangedRow[]> {
  return Map.groupBy(rows, ({ version }) => version)
}

function latest(
  rows: ReadonlyMap<number, readonly ChangedRow[]>,
  { afterVersion, untilVersion }: VersionSpan,
): readonly string[] {
  const found = new Map<string, string>()
  for (let version = afterVersion + 1; version <= untilVersion; version += 1) {
    for (const { id, state } of rows.get(version) ?? []) found.set(id, state)
  }
  return [...found.values()]
}
