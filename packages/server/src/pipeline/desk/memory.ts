import {
  type Account,
  createRosterState,
  type LedgerRow,
  type Roster,
  type RosterState,
  type SavedRosterState,
} from '@rightful/engine'
import { followAccounts, type ReadyAccounts, readAccounts } from '../../control/accounts/read.ts'
import { type Subscription, readSubscriptions } from '../../control/connections/read.ts'
import { readRoster } from '../../control/people/read.ts'
import { type ReadyPolicy, readPolicy } from '../../control/policies/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { readWorkspaceKeys, type WorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import type { HeldDesk } from '../../control/workspaces/read.ts'
import { readPersonStates, readPoolStates, type StateAsk } from './queries.ts'

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
  readonly keys: WorkspaceKeys
  readonly state: RosterState
  /** Ledger rows that the state wrote since they were last taken. */
  readonly takeRows: () => readonly LedgerRow[]
  /** From now on the state knows these accounts. */
  readonly useAccounts: (accounts: AccountsById) => void
}

/** Where accounts are found by id. */
type AccountsById = { readonly get: (id: string) => Account | undefined }

/** Where a workspace's memory is read from, and as of when. */
type Source = { readonly db: Queryable; readonly workspaceId: string; readonly desk: HeldDesk }

/** Brings memory up to the desk: what did not change is kept, and without any memory all is read. */
export async function catchUp(known: DeskMemory | null, source: Source): Promise<DeskMemory> {
  const { desk, db, workspaceId } = source
  if (known !== null && isCurrent(known, desk)) return known
  const policy =
    known?.policy.version === desk.policyVersion ? known.policy : await readPolicy(db, workspaceId, desk.policyVersion)
  const accounts = await catchUpAccounts(known?.accounts ?? null, source)
  const roster =
    known?.rosterVersion === desk.rosterVersion ? known.roster : await readRoster(db, workspaceId, desk.rosterVersion)
  const subscriptions =
    known?.destinationsVersion === desk.destinationsVersion
      ? known.subscriptions
      : await readSubscriptions(db, workspaceId)
  const { version, rosterVersion, destinationsVersion } = desk
  const restored =
    known?.roster === roster
      ? await followState(known, { ...source, accounts })
      : await restoreState(source, { roster, accountsById: accounts.index, untilVersion: version })
  const keys = known?.keys ?? (await readWorkspaceKeys(db, workspaceId))
  return { version, roster, rosterVersion, policy, accounts, destinationsVersion, subscriptions, keys, ...restored }
}

/** Accounts that are known are followed where they do not go back: a backup that was restored begins anew. */
export async function catchUpAccounts(
  known: ReadyAccounts | null,
  { db, workspaceId, desk }: Source,
): Promise<ReadyAccounts> {
  const version = desk.accountsVersion
  if (known?.version === version) return known
  return known === null || known.version > version
    ? readAccounts(db, workspaceId, version)
    : followAccounts(db, known, { workspaceId, version })
}

type KnownState = Pick<DeskMemory, 'state' | 'takeRows' | 'useAccounts'>

/** Takes up, in place, what other nodes have changed of anybody since; told clocks and recorded follow-ups do not. */
async function followState(
  known: DeskMemory,
  { db, workspaceId, desk, accounts }: Source & Pick<DeskMemory, 'accounts'>,
): Promise<KnownState> {
  const { version, roster, state, takeRows, useAccounts } = known
  useAccounts(accounts.index)
  state.restore(await readStates(db, roster, { workspaceId, afterVersion: version, untilVersion: desk.version }))
  return { state, takeRows, useAccounts }
}

/** What is saved of a roster's pools and people between two versions: the latest of each. */
async function readStates(
  db: Queryable,
  roster: Roster,
  between: Omit<StateAsk, 'ids'>,
): Promise<Pick<SavedRosterState, 'people' | 'pools'>> {
  const [pools, people] = await Promise.all([
    readPoolStates(db, { ...between, ids: roster.pools.map(({ id }) => id) }),
    readPersonStates(db, { ...between, ids: roster.owners.map(({ id }) => id) }),
  ])
  return {
    pools: pools.map((row) => JSON.parse(row.state)),
    people: people.map((row) => JSON.parse(row.state)),
  }
}

function isCurrent(memory: DeskMemory, desk: HeldDesk): boolean {
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
    readonly accountsById: AccountsById
    readonly untilVersion: number
  },
): Promise<KnownState> {
  const { roster, untilVersion } = of
  let { accountsById } = of
  const saved = await readStates(db, roster, { workspaceId, afterVersion: -1, untilVersion })
  let rows: LedgerRow[] = []
  const state = createRosterState(roster, {
    accounts: { get: (id) => accountsById.get(id) },
    saved: { format: 1, ...saved },
    onRow: (row) => rows.push(row),
  })
  const takeRows = (): readonly LedgerRow[] => {
    const taken = rows
    rows = []
    return taken
  }
  return { state, takeRows, useAccounts: (next) => (accountsById = next) }
}

/** Brings a state that was committed up to one version up to a later one, in place. */
export async function catchUpState(
  state: RosterState,
  of: {
    readonly db: Queryable
    readonly workspaceId: string
    readonly roster: Roster
    readonly afterVersion: number
    readonly untilVersion: number
  },
): Promise<void> {
  if (of.untilVersion > of.afterVersion) state.restore(await readStates(of.db, of.roster, of))
}
