import { type Account, parsePolicy, type Problem, parseRoster } from '@rightful/engine'
import { RoutingError } from '@rightful/contract'
import { storeAccounts } from '../accounts/read.ts'
import { activateVersion, contentOf, storePolicyVersion } from '../policies/read.ts'
import { type RosterDocument, storeRoster } from '../people/read.ts'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { makeWorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import { insertWorkspace, moveDeskTo } from './queries.ts'

/** What a workspace starts with. */
export type WorkspaceStart = {
  readonly name: string
  /** The policy document, and the text of each of its tables by file name. */
  readonly policy: { readonly document: string; readonly tables: Readonly<Record<string, string>> }
  readonly roster: RosterDocument
  readonly accounts: readonly Account[]
  readonly createdBy: string
}

/** Makes a workspace with its first policy, roster and accounts, all or nothing. Returns its id. Throws `policy_invalid` or `roster_invalid`. */
export function createWorkspace(db: Database, start: WorkspaceStart): Promise<string> {
  return db.transaction((tx) => createWorkspaceIn(tx, start))
}

/** The same within a transaction of the caller's. */
export async function createWorkspaceIn(tx: Queryable, start: WorkspaceStart): Promise<string> {
  const { policy, problems } = parsePolicy(start.policy.document, { tables: start.policy.tables })
  if (policy === null) throw new RoutingError('policy_invalid', {}, { items: itemsOf(problems) })
  const reading = parseRoster(JSON.stringify(start.roster), { file: 'roster.json' })
  if (reading.roster === null) throw new RoutingError('roster_invalid', {}, { items: itemsOf(reading.problems) })
  const workspaceId = newId()
  const version = 1
  await insertWorkspace(tx, { workspaceId, name: start.name })
  await makeWorkspaceKeys(tx, workspaceId)
  const of = { workspaceId, version, createdBy: start.createdBy, changedBy: start.createdBy }
  await storePolicyVersion(tx, of, contentOf(start.policy, policy))
  await activateVersion(tx, { workspaceId, version, kind: 'bootstrap', changeId: null, by: start.createdBy })
  await storeRoster(tx, of, start.roster)
  await storeAccounts(tx, of, start.accounts)
  await moveDeskTo(tx, workspaceId, { rosterVersion: version, accountsVersion: version })
  return workspaceId
}

function itemsOf(problems: readonly Problem[]): readonly { where: string; what: string; mend: string | null }[] {
  return problems.map(({ place, message, hint }) => ({
    where: `${place.file}:${place.line}:${place.column}`,
    what: message,
    mend: hint ?? null,
  }))
}
