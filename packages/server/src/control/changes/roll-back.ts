import { RoutingError } from '@rightful/contract'
import type { Database } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { readRoster } from '../people/read.ts'
import { activateVersion, requireSoundPolicy, storePolicyVersion, textOf } from '../policies/read.ts'
import { changeWorkspace, type WorkspaceChange } from '../workspaces/read.ts'
import { activationOf, supersedeActive } from './activate-change.ts'
import { type ChangeRow, insertChange } from './queries.ts'
import { type Author, requireVersion, reviseChange } from './revise-change.ts'
import { requireChange, tellOf } from './step-change.ts'

/** Which version to go back to, and why. */
export type RollBack = { readonly workspaceId: string; readonly version: number; readonly reason: string }

/**
 * Goes back to what an earlier version said, as a new version, in one step: it was active before, so nobody reviews it again. Throws
 * `policy_not_found`, `change_unchanged`, and `policy_invalid` where it does not fit the roster any more.
 */
export async function rollBack(db: Database, ask: RollBack, author: Author): Promise<ChangeRow> {
  const { workspaceId, version, reason } = ask
  const { by } = author
  return changeWorkspace(db, { workspaceId, by }, async (tx, held): Promise<WorkspaceChange<ChangeRow>> => {
    const content = await requireVersion(tx, workspaceId, version)
    const active = await requireVersion(tx, workspaceId, held.policyVersion)
    if (active.contentHash === content.contentHash) throw new RoutingError('change_unchanged')
    const text = textOf(content)
    requireSoundPolicy(text, await readRoster(tx, workspaceId, held.rosterVersion))
    const changeId = newId()
    const policyVersion = await storePolicyVersion(tx, { workspaceId, createdBy: by }, content)
    const superseded = await supersedeActive(tx, workspaceId)
    const unset = { zone: null, startsLocal: null, startsMs: null, endsLocal: null, endsMs: null, endedMs: null }
    await insertChange(tx, workspaceId, {
      ...unset,
      changeId,
      kind: 'rollback',
      title: `Back to version ${version}`,
      description: '',
      source: null,
      state: 'active',
      version: 1,
      revision: 1,
      reason,
      isBypassed: false,
      policyVersion,
      previousVersion: held.policyVersion,
      createdBy: by,
    })
    const revising = { workspaceId, changeId, revision: 1, baseVersion: held.policyVersion, text }
    await reviseChange(tx, revising, author)
    await activateVersion(tx, { workspaceId, version: policyVersion, kind: 'rollback', changeId, by })
    const change = await requireChange(tx, workspaceId, changeId)
    const event = tellOf(change, 'change.activated')
    const further = [...superseded, activationOf(policyVersion, content)]
    return { kind: 'changed', result: change, versions: { policyVersion }, event, subject: event.subject, further }
  })
}
