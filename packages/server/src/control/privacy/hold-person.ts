import { type LegalHold, type PersonNamed, RoutingError } from '@rightful/contract'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Database } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { openText, sealText } from '../../platform/secrets/sealed-text.ts'
import { readWorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import { recordAudit } from '../audit/read.ts'
import { lockDesk } from '../workspaces/read.ts'
import type { PersonAsk } from './export-person.ts'
import { findPerson } from './find-person.ts'
import { deleteHold, findHolds, insertHold } from './hold-queries.ts'

/** Keeps all that is stored of a person's leads from being erased or removed by its age, until it is lifted. Throws `lead_not_found`. */
export async function setHold(
  db: Database,
  ask: PersonAsk,
  named: PersonNamed & { readonly reason: string },
): Promise<LegalHold> {
  const { workspaceId, by } = ask
  const { leadIds } = await findPerson(db, workspaceId, named)
  if (leadIds.length === 0) throw new RoutingError('lead_not_found')
  const holdId = newId()
  const { secrets } = await readWorkspaceKeys(db, workspaceId)
  const reason = sealText(secrets, placeOf(holdId), named.reason)
  await db.transaction(async (tx) => {
    // Whoever erases holds the desk: either it is done before, or the hold is seen.
    await lockDesk(tx, workspaceId)
    await insertHold(tx, { workspaceId, holdId, reason, setBy: by, leadIds })
    const subject = { kind: 'legal_hold', id: holdId }
    await recordAudit(tx, { workspaceId, actor: by, action: 'legal_hold.set', subject, details: { lead_ids: leadIds } })
  })
  const set = (await listHolds(db, workspaceId)).find(({ hold_id: id }) => id === holdId)
  if (set === undefined) throw new RoutingError('legal_hold_not_found')
  return set
}

/** Lifts a hold. Throws `legal_hold_not_found`. */
export async function liftHold(db: Database, { workspaceId, by }: PersonAsk, holdId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await lockDesk(tx, workspaceId)
    const count = await deleteHold(tx, workspaceId, holdId)
    if (count === 0) throw new RoutingError('legal_hold_not_found')
    const subject = { kind: 'legal_hold', id: holdId }
    await recordAudit(tx, { workspaceId, actor: by, action: 'legal_hold.lifted', subject, details: { leads: count } })
  })
}

/** All holds, the oldest first. */
export async function listHolds(db: Database, workspaceId: string): Promise<LegalHold[]> {
  const { secrets } = await readWorkspaceKeys(db, workspaceId)
  return (await findHolds(db, workspaceId)).map(({ holdId, reason, setBy, setAtMs, leadIds }) => ({
    hold_id: holdId,
    reason: openText(secrets, placeOf(holdId), reason),
    set_by: setBy,
    set_at: isoTime(setAtMs),
    lead_ids: [...leadIds],
  }))
}

function placeOf(holdId: string): string {
  return `legal hold ${holdId}`
}
