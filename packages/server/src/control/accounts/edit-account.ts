import { putAccountRequest, RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { refuse } from '../../platform/http/problem-of.ts'
import { changeWorkspace, type HeldDesk, type WorkspaceChange } from '../workspaces/read.ts'
import { type AccountBody, readAccount, storeAccount } from './account-body.ts'
import { holdAccounts, refuseWhileHeld, takeAccounts } from './hold-accounts.ts'
import { type AccountVersionRow, endAccounts, findAccountsById, insertAccounts } from './queries.ts'

/** A change of one account. */
export type AccountEdit = {
  readonly workspaceId: string
  readonly by: string
  readonly accountId: string
  /** The version that the change is based on; `null`: any. */
  readonly ifVersion: number | null
  readonly change:
    | { readonly kind: 'set'; readonly body: AccountBody }
    /** `null` takes a part away. */
    | { readonly kind: 'patch'; readonly patch: Readonly<Record<string, unknown>> }
    | { readonly kind: 'end' }
}

/**
 * Changes one account as one version of the accounts; where nothing would change, nothing is written. Throws `account_not_found`,
 * `version_conflict`, `accounts_invalid`, `accounts_busy`, `invalid_request`.
 */
export async function editAccount(db: Database, edit: AccountEdit): Promise<void> {
  const { workspaceId, by } = edit
  const change = (): Promise<boolean> =>
    changeWorkspace(db, { workspaceId, by }, async (tx, desk): Promise<WorkspaceChange<boolean>> => {
      const of = { workspaceId, version: desk.accountsVersion }
      if (!(await takeAccounts(tx, of))) return { kind: 'unchanged', result: false }
      const count = await writeEdit(tx, edit, desk)
      if (count === 0) return { kind: 'unchanged', result: true }
      const version = desk.accountsVersion + 1
      return {
        kind: 'changed',
        result: true,
        versions: { accountsVersion: version },
        event: { kind: 'accounts.changed', body: { accounts_version: version, count } },
      }
    })
  await refuseWhileHeld(db, workspaceId)
  if (await change()) return
  // An import was cut short: what it left is undone without holding the desk.
  const held = await holdAccounts(db, workspaceId)
  await held.release()
  if (!(await change())) throw new RoutingError('accounts_busy')
}

/** Returns how many accounts changed. */
async function writeEdit(tx: Queryable, edit: AccountEdit, desk: HeldDesk): Promise<number> {
  const { workspaceId, accountId, by } = edit
  const of = { workspaceId, version: desk.accountsVersion }
  const [known = null] = await findAccountsById(tx, of, [accountId])
  requireVersion(known, edit)
  const body = bodyAfter(known, edit)
  const stored = body === null ? null : storeAccount(accountId, body)
  if (stored === (known?.body ?? null)) return 0
  if (body?.parent !== undefined) await requireParent(tx, of, { accountId, parent: body.parent })
  const step = { workspaceId, version: desk.accountsVersion + 1, nowMs: desk.nowMs, changedBy: by }
  if (known !== null) await endAccounts(tx, step, [accountId])
  if (stored !== null) await insertAccounts(tx, step, [{ accountId, body: stored }])
  return 1
}

function bodyAfter(known: AccountVersionRow | null, { accountId, change }: AccountEdit): AccountBody | null {
  if (change.kind === 'set') return change.body
  if (known === null) throw new RoutingError('account_not_found', { id: accountId })
  if (change.kind === 'end') return null
  const parts = Object.entries({ ...readAccount(known.body), ...change.patch }).filter(([, value]) => value !== null)
  const read = putAccountRequest.safeParse(Object.fromEntries(parts))
  return read.success ? read.data : refuse('body', read.error.issues)
}

function requireVersion(known: AccountVersionRow | null, { ifVersion }: AccountEdit): void {
  if (ifVersion === null || known?.fromVersion === ifVersion) return
  throw new RoutingError('version_conflict', { given: ifVersion, current: known?.fromVersion ?? 0 })
}

async function requireParent(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly version: number },
  { accountId, parent }: { readonly accountId: string; readonly parent: string },
): Promise<void> {
  const what = parent === accountId ? 'is the account itself' : `there is no account \`${parent}\``
  if (parent !== accountId && (await findAccountsById(tx, of, [parent])).length > 0) return
  const item = { where: `accounts/${accountId}/parent`, what, mend: 'Name the id of another account, or none.' }
  throw new RoutingError('accounts_invalid', {}, { items: [item] })
}
