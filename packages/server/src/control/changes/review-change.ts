import { type ErrorItem, RoutingError } from '@rightful/contract'
import type { Database } from '../../platform/db/database.ts'
import { missingApprovals, requireApprovals } from './approvals.ts'
import type { ChangeRow } from './queries.ts'
import { insertApproval, listAuthors } from './review-queries.ts'
import { invalid, readZone, resolveLocalTime } from './resolve-schedule.ts'
import { requireState, type StepAsk, stepChange } from './step-change.ts'

/** Who approves, and what they read. */
export type Approval = { readonly userId: string; readonly contentHash: string }

/** Approves what a change says now. Throws `approval_outdated` where that is not what was read, and `author_approves`. */
export async function approveChange(db: Database, ask: StepAsk, approval: Approval): Promise<ChangeRow> {
  const { workspaceId, changeId } = ask
  const { userId, contentHash } = approval
  return stepChange(db, ask, async ({ tx, before }) => {
    requireState(before, ['in_review', 'approved'])
    if (before.contentHash !== contentHash) throw new RoutingError('approval_outdated')
    const authors = await listAuthors(tx, workspaceId, changeId)
    const isAuthor = authors.some(({ actor, authorId }) => authorId === userId || actor === `user:${userId}`)
    if (isAuthor) throw new RoutingError('author_approves')
    const { revision } = before
    await insertApproval(tx, { workspaceId, changeId, revision, userId, contentHash })
    const isEnough = (await missingApprovals(tx, { workspaceId, changeId })).length === 0
    const change: ChangeRow = { ...before, state: isEnough ? 'approved' : 'in_review' }
    return { change, event: 'change.approved' }
  })
}

/** Rejects a change. It can be edited and handed in again. */
export async function rejectChange(db: Database, ask: StepAsk, reason: string): Promise<ChangeRow> {
  return stepChange(db, ask, async ({ before }) => {
    requireState(before, ['in_review', 'approved', 'scheduled', 'suspended'])
    return { change: { ...before, state: 'rejected', reason }, event: 'change.rejected' }
  })
}

/** Gives a change up. */
export async function cancelChange(db: Database, ask: StepAsk, reason: string): Promise<ChangeRow> {
  return stepChange(db, ask, async ({ before }) => {
    requireState(before, ['draft', 'in_review', 'approved', 'scheduled', 'rejected', 'suspended'])
    return { change: { ...before, state: 'cancelled', reason }, event: 'change.cancelled' }
  })
}

/** When a change takes effect and ends, in local times of a zone; `null`: at once, and never. */
export type ChangeSchedule = { readonly zone: string; readonly from: string | null; readonly to: string | null }

/** Sets when an approved change takes effect, and when it ends. Throws `schedule_invalid` and `approvals_missing`. */
export async function scheduleChange(db: Database, ask: StepAsk, schedule: ChangeSchedule): Promise<ChangeRow> {
  const { workspaceId, changeId } = ask
  const zone = readZone(schedule.zone)
  const starts = schedule.from === null ? null : resolveLocalTime(schedule.from, zone)
  const ends = schedule.to === null ? null : resolveLocalTime(schedule.to, zone)
  return stepChange(db, ask, async ({ tx, held, before }) => {
    requireState(before, ['approved', 'scheduled', 'suspended'])
    const startsMs = starts?.atMs ?? held.nowMs
    if (ends !== null && ends.atMs <= Math.max(startsMs, held.nowMs)) {
      throw invalid('body/to', `${ends.local} is not after the start, or over already`, 'Give a later one.')
    }
    await requireApprovals(tx, { workspaceId, changeId })
    const change: ChangeRow = {
      ...before,
      state: 'scheduled',
      reason: null,
      zone,
      startsLocal: schedule.from,
      startsMs,
      endsLocal: schedule.to,
      endsMs: ends?.atMs ?? null,
    }
    return { change, event: 'change.scheduled' }
  })
}

/** What went wrong, in one sentence and as much of the rest as fits. */
export function sentenceOf(error: { readonly message: string; readonly items: readonly ErrorItem[] }): string {
  const items = error.items.slice(0, 3).map(({ where, what }) => `${where} ${what}.`)
  const more = error.items.length > 3 ? [`${error.items.length - 3} more.`] : []
  return [error.message, ...items, ...more].join(' ').slice(0, 2000)
}
