import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { readRoster } from '../people/read.ts'
import { activateVersion, requireSoundPolicy, storePolicyVersion, textOf } from '../policies/read.ts'
import { changeWorkspace, type WorkspaceChange } from '../workspaces/read.ts'
import { activationOf, supersedeActive } from './activate-change.ts'
import { isSameDesk, requireDesk } from './look-first.ts'
import { type ChangeRow, insertChange } from './queries.ts'
import { type Author, prepareRevision, type PreparedRevision, requireVersion, storeRevision } from './revise-change.ts'
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
  const look = (db: Queryable, desk: DeskAt): Promise<PreparedRevision> => prepare(db, { ...ask, desk })
  const desk = await requireDesk(db, workspaceId)
  const seen = await look(db, desk)
  return changeWorkspace(db, { workspaceId, by }, async (tx, held): Promise<WorkspaceChange<ChangeRow>> => {
    const prepared = isSameDesk(desk, held) ? seen : await look(tx, held)
    const { content } = prepared
    const changeId = newId()
    const policyVersion = await storePolicyVersion(tx, { workspaceId, createdBy: by }, content)
    const superseded = await supersedeActive(tx, workspaceId)
    await insertChange(tx, workspaceId, {
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
    await storeRevision(tx, { workspaceId, changeId, revision: 1, author }, prepared)
    await activateVersion(tx, { workspaceId, version: policyVersion, kind: 'rollback', changeId, by })
    const change = await requireChange(tx, workspaceId, changeId)
    const event = tellOf(change, 'change.activated')
    const further = [...superseded, activationOf(policyVersion, content)]
    return { kind: 'changed', result: change, versions: { policyVersion }, event, subject: event.subject, further }
  })
}

type DeskAt = { readonly policyVersion: number; readonly rosterVersion: number }

async function prepare(db: Queryable, of: RollBack & { readonly desk: DeskAt }): Promise<PreparedRevision> {
  const { workspaceId, version, desk } = of
  const content = await requireVersion(db, workspaceId, version)
  const active = await requireVersion(db, workspaceId, desk.policyVersion)
  if (active.contentHash === content.contentHash) throw new RoutingError('change_unchanged')
  const text = textOf(content)
  requireSoundPolicy(text, await readRoster(db, workspaceId, desk.rosterVersion))
  return prepareRevision(db, { workspaceId, baseVersion: desk.policyVersion, text })
}
