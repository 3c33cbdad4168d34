import type { Queryable } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { fence } from '../../platform/jobs/keep-lease.ts'
import type { Lease } from '../../platform/jobs/queries.ts'
import { taskTable } from '../commit/tables.ts'
import { type AbsenceKind, absenceOf } from '../desk/absence-of.ts'
import type { Batch } from '../desk/batch.ts'
import type { ErrandOutcome } from '../desk/run-at-desk.ts'
import {
  findNoticedAbsences,
  findOwnedLeads,
  findUnknownOwners,
  forgetAbsences,
  noticeAbsences,
  type OwnedLeadRow,
} from './queries.ts'
import { type AwayBody, taskKinds } from '../commit/task-kinds.ts'

/** What was noticed of absences. */
export type AbsencesReport = {
  /** Owners who are away since the last look. */
  readonly begun: number
  /** Owners who are back. */
  readonly over: number
  /** Leads that are asked to move for it. */
  readonly leads: number
}

/** Whose absences to look at, and under which lease, if any. */
export type NoticeAsk = { readonly ownerIds: readonly string[] | 'all'; readonly lease: Lease | null }

/** So many leads of owners who went away at once are asked to move: more than anybody could follow up. */
const LEADS_MAX = 50_000

type Away = { readonly ownerId: string; readonly kind: AbsenceKind }

/**
 * An errand at the desk: where the policy moves leads for it, leaves a task for each open lead of an owner who has gone away
 * since the last look, and notes the absence, so that no lead is asked again for the same one. What is given to somebody while
 * they are away was given knowingly, by hand or because they are back soon, and stays.
 */
export function noticeAbsencesOf({ ownerIds, lease }: NoticeAsk) {
  return async (tx: Queryable, batch: Batch): Promise<ErrandOutcome<AbsencesReport>> => {
    if (lease !== null) await fence(tx, lease)
    const rules = batch.memory.policy.policy.policy.reassign.filter(({ on }) => on.kind === 'owner_unavailable')
    const asked = await ownersToAsk(tx, batch, { ownerIds, hasRule: rules.length > 0 })
    const away = asked.flatMap((ownerId): readonly Away[] => {
      const kind = absenceOf(batch, ownerId)
      return kind === null ? [] : [{ ownerId, kind }]
    })
    const noticed = new Map((await findNoticedAbsences(tx, batch.workspaceId)).map((of) => [of.ownerId, of.kind]))
    const awayIds = new Set(away.map(({ ownerId }) => ownerId))
    const over = asked.filter((ownerId) => noticed.has(ownerId) && !awayIds.has(ownerId))
    if (over.length > 0) await forgetAbsences(tx, batch.workspaceId, over)
    // Under a policy without a rule nothing is noted, so that the first one with a rule finds everybody who is away.
    const begun = rules.length === 0 ? [] : away.filter(({ ownerId, kind }) => noticed.get(ownerId) !== kind)
    const withTouched = rules.some(({ until }) => until !== 'touched')
    const leads = begun.length === 0 ? 0 : await askToMove(tx, batch, { begun, withTouched })
    const result = { begun: begun.length, over: over.length, leads }
    return { result, isChanged: begun.length > 0 || over.length > 0 }
  }
}

/** Those of the roster and, of those who are in it no more, whoever still has leads. */
async function ownersToAsk(
  tx: Queryable,
  { workspaceId, memory }: Batch,
  { ownerIds, hasRule }: Pick<NoticeAsk, 'ownerIds'> & { readonly hasRule: boolean },
): Promise<readonly string[]> {
  if (ownerIds !== 'all') return ownerIds
  const known = memory.roster.owners.map(({ id }) => id)
  return hasRule ? [...known, ...(await findUnknownOwners(tx, workspaceId, known))] : known
}

async function askToMove(
  tx: Queryable,
  batch: Batch,
  { begun, withTouched }: { readonly begun: readonly Away[]; readonly withTouched: boolean },
): Promise<number> {
  const { workspaceId } = batch
  await noticeAbsences(tx, batch, begun)
  const ownerIds = begun.map(({ ownerId }) => ownerId)
  const leads = await findOwnedLeads(tx, { workspaceId, ownerIds, withTouched, limit: LEADS_MAX })
  for (const lead of leads) addTask(batch, lead)
  return leads.length
}

function addTask(batch: Batch, { leadId, ownerId, fromVersion }: OwnedLeadRow): void {
  const body: AwayBody = { ownerId, fromVersion }
  batch.rows.add(taskTable, {
    task_id: newId(),
    kind: taskKinds.ownerAway,
    key: `${leadId}/${fromVersion}`,
    lead_id: leadId,
    body: JSON.stringify(body),
    run_at: batch.nowMs,
    attempts: 0,
    generation: 0,
  })
}
