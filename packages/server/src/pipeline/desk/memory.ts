import { createRosterState, type LedgerRow, type Roster, type RosterState } from '@rightful/engine'
import { type ReadyAccounts, readAccounts } from '../../control/accounts/read.ts'
import { type Subscription, readSubscriptions } from '../../control/connections/read.ts'
import { readRoster } from '../../control/people/read.ts'
import { type ReadyPolicy, readPolicy } from '../../control/policies/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { type DeskRow, readPersonStates, readPoolStates } from './queries.ts'

/**
 * What a node knows of a workspace: a copy that holds as long as its version is the desk's. It is never mended: after any
 * failure it is dropped, and read again from what was committed.
 */
export type DeskMemory = {
  readonly version: number
  readonly roster: Roster
  readonly rosterVersion: number
  readonly policy: ReadyPolicy
  readonly accounts: ReadyAccounts
  readonly destinationsVersion: number
  readonly subscriptions: readonly Subscription[]
  readonly state: RosterState
  /** Ledger rows that the state wrote since they were last taken. */
  readonly takeRows: () => readonly LedgerRow[]
}

/** Where a workspace's memory is read from, and as of when. */
type Source = { readonly db: Queryable; readonly workspaceId: string; readonly desk: DeskRow }

/** Brings memory up to the desk: what did not change is kept, and without any memory all is read. */
export async function catchUp(known: DeskMemory | null, source: Source): Promise<DeskMemory> {
  const { desk, db, workspaceId } = source
  if (known !== null && isCurrent(known, desk)) return known
  const policy =
    known?.policy.version === desk.policyVersion ? known.policy : await readPolicy(db, workspaceId, desk.policyVersion)
  const accounts =
    known?.accounts.version === desk.accountsVersion
      ? known.accounts
      : await readAccounts(db, workspaceId, desk.accountsVersion)
  const roster =
    known?.rosterVersion === desk.rosterVersion ? known.roster : await readRoster(db, workspaceId, desk.rosterVersion)
  const subscriptions =
    known?.destinationsVersion === desk.destinationsVersion
      ? known.subscriptions
      : await readSubscriptions(db, workspaceId)
  const { version, rosterVersion, destinationsVersion } = desk
  const isSame = known !== null && known.roster === roster && known.accounts === accounts
  const restored =
    isSame && !(await hasMovedOn(known, source))
      ? { state: known.state, takeRows: known.takeRows }
      : await restoreState(source, { roster, accountsById: accounts.byId, untilVersion: version })
  return { version, roster, rosterVersion, policy, accounts, destinationsVersion, subscriptions, ...restored }
}

/** Whether other nodes have changed the state of anybody since; told clocks and recorded follow-ups do not. */
async function hasMovedOn({ version, roster }: DeskMemory, { db, workspaceId, desk }: Source): Promise<boolean> {
  const ask = { workspaceId, afterVersion: version, untilVersion: desk.version }
  const pools = await readPoolStates(db, { ...ask, ids: roster.pools.map(({ id }) => id) })
  if (pools.length > 0) return true
  const people = await readPersonStates(db, { ...ask, ids: roster.owners.map(({ id }) => id) })
  return people.length > 0
}

function isCurrent(memory: DeskMemory, desk: DeskRow): boolean {
  return (
    memory.version === desk.version &&
    memory.policy.version === desk.policyVersion &&
    memory.accounts.version === desk.accountsVersion &&
    memory.rosterVersion === desk.rosterVersion &&
    memory.destinationsVersion === desk.destinationsVersion
  )
}

/** The state of a roster as it was committed up to a version. */
export async function restoreState(
  { db, workspaceId }: Pick<Source, 'db' | 'workspaceId'>,
  of: {
    readonly roster: Roster
    readonly accountsById: ReadyAccounts['byId']
    readonly untilVersion: number
  },
): Promise<Pick<DeskMemory, 'state' | 'takeRows'>> {
  const { roster, accountsById, untilVersion } = of
  const ask = { workspaceId, afterVersion: -1, untilVersion }
  const pools = await readPoolStates(db, { ...ask, ids: roster.pools.map(({ id }) => id) })
  const people = await readPersonStates(db, { ...ask, ids: roster.owners.map(({ id }) => id) })
  let rows: LedgerRow[] = []
  const state = createRosterState(roster, {
    accounts: accountsById,
    saved: {
      format: 1,
      pools: pools.map((row) => JSON.parse(row.state)),
      people: people.map((row) => JSON.parse(row.state)),
    },
    onRow: (row) => rows.push(row),
  })
  const takeRows = (): readonly LedgerRow[] => {
    const taken = rows
    rows = []
    return taken
  }
  return { state, takeRows }
}
