import type { Roster, RosterState } from '@rightful/engine'
import { catchUpState, restoreState, type StateChanges } from '../../pipeline/desk/read.ts'
import type { Queryable } from '../../platform/db/database.ts'

/** The state of a roster, followed through the versions that are made again in their order. */
export type FollowedState = {
  /** As it was committed up to a version; `changes` are what is known already of what was saved since. */
  readonly until: (roster: Roster, version: number, changes?: StateChanges) => Promise<RosterState>
  /** What was made again differs from what was committed: the next state is read anew. */
  readonly forget: () => void
}

/** Begins to follow the state of a workspace: people and pools that did not change are not read again. */
export function followState(db: Queryable, workspaceId: string): FollowedState {
  let known: { readonly roster: Roster; readonly version: number; readonly state: RosterState } | null = null
  return {
    until: async (roster, version, changes) => {
      if (known !== null && known.roster === roster && known.version < version) {
        const { state, version: afterVersion } = known
        // Also what the version that was just made again has changed: it was saved as it was committed.
        const saved = changes?.between(roster, { afterVersion, untilVersion: version }) ?? null
        if (saved === null) {
          await catchUpState(state, { db, workspaceId, roster, afterVersion, untilVersion: version })
        } else state.restore(saved)
        known = { roster, version, state }
        return state
      }
      const restored = await restoreState(
        { db, workspaceId },
        { roster, accountsById: new Map(), untilVersion: version },
      )
      known = { roster, version, state: restored.state }
      return known.state
    },
    forget: () => {
      known = null
    },
  }
}
