import { type Decision, decide, type RawLead, type World } from '@rightful/engine'
import type { ReadyAccounts } from '../../control/accounts/read.ts'
import { readRoster } from '../../control/people/read.ts'
import type { ReadyPolicy } from '../../control/policies/read.ts'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { type PreparedBy, prepareLead } from '../decide/prepare-lead.ts'
import { catchUp, catchUpAccounts, restoreState } from './memory.ts'
import { readDesk } from './read-desk.ts'

/**
 * Finds what would become of leads if they came now, one after the other, on a copy of the workspace's state of its own. Stores
 * nothing and takes no desk.
 */
export function tryLeads(db: Database, workspaceId: string, leads: readonly RawLead[]): Promise<readonly Decision[]> {
  return onSnapshot(db, async (tx) => {
    const desk = await readDesk(tx, workspaceId)
    const { policy, accounts, state } = await catchUp(null, { db: tx, workspaceId, desk })
    return leads.map((raw) => {
      const decision = decideTrial(raw, { policy, accounts, world: state.at(desk.nowMs), nowMs: desk.nowMs })
      state.apply(decision)
      return decision
    })
  })
}

/** Tries policies of workspaces; what it remembers of their accounts makes the next trial fast. */
export type PolicyTrials = (asked: PolicyTrial) => Promise<readonly Decision[]>

/** Leads, and a policy that need not be stored. */
export type PolicyTrial = {
  readonly workspaceId: string
  readonly policy: ReadyPolicy
  readonly leads: readonly RawLead[]
}

/** Workspaces whose accounts are remembered. */
const workspacesMax = 4

/** Finds what would become of each lead if it alone came now, under a policy that is given. Stores nothing and takes no desk. */
export function createPolicyTrials(db: Database): PolicyTrials {
  const accountsOf = new Map<string, ReadyAccounts>()
  return ({ workspaceId, policy, leads }) =>
    onSnapshot(db, async (tx) => {
      const desk = await readDesk(tx, workspaceId)
      const known = accountsOf.get(workspaceId) ?? null
      const accounts = await catchUpAccounts(known, { db: tx, workspaceId, desk })
      accountsOf.delete(workspaceId)
      accountsOf.set(workspaceId, accounts)
      for (const [oldest] of accountsOf) if (accountsOf.size > workspacesMax) accountsOf.delete(oldest)
      const roster = await readRoster(tx, workspaceId, desk.rosterVersion)
      const from = { roster, accountsById: accounts.index, untilVersion: desk.version }
      const { state } = await restoreState({ db: tx, workspaceId }, from)
      const { nowMs } = desk
      return leads.map((raw) => decideTrial(raw, { policy, accounts, world: state.at(nowMs), nowMs }))
    })
}

function onSnapshot<Result>(db: Database, use: (tx: Queryable) => Promise<Result>): Promise<Result> {
  return db.transaction(async (tx) => {
    await tx.execute('set transaction isolation level repeatable read, read only')
    return use(tx)
  })
}

type TrialIn = PreparedBy & { readonly world: World; readonly nowMs: number }

function decideTrial(raw: RawLead, { policy, accounts, world, nowMs }: TrialIn): Decision {
  const { lead, match } = prepareLead({ policy, accounts }, raw)
  return decide(policy.policy, { decisionId: newId(), lead, match, world, nowMs })
}
