import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { readRoster } from '../people/read.ts'
import {
  activateVersion,
  contentOf,
  type PolicyText,
  requireSoundPolicy,
  storePolicyVersion,
  textOf,
} from '../policies/read.ts'
import { activationOf, supersedeActive } from './activate-change.ts'
import { insertNewChange } from './edit-change.ts'
import { type Merge, mergePolicies } from './merge-policies.ts'
import type { ChangeRow } from './queries.ts'
import { readReviewSetting } from './review-queries.ts'
import { sentenceOf } from './review-change.ts'
import { requireVersion } from './revise-change.ts'
import { type StepAsk, stepChange, type Stepped, type StepScope, tellOf } from './step-change.ts'

/**
 * Ends a change whose time is over: the version before it is active again, as a new one. Where another version became active since, what
 * the change changed is taken out of that, at once or as a change to be reviewed, as the rules of review say; where that is not possible the
 * event says why.
 */
export async function endChange(
  db: Database,
  ask: StepAsk,
  fence: (tx: Queryable) => Promise<void>,
): Promise<ChangeRow> {
  return stepChange(db, ask, async (scope) => {
    await fence(scope.tx)
    const { before, held } = scope
    if (before.endedMs !== null || before.endsMs === null || before.endsMs > held.nowMs) {
      throw new RoutingError('change_state', { state: before.state, possible: 'due' })
    }
    const ended: ChangeRow = { ...before, state: 'superseded', endedMs: held.nowMs }
    try {
      return await takeBack(scope, { workspaceId: ask.workspaceId, ended })
    } catch (error) {
      if (!(error instanceof RoutingError)) throw error
      return { change: ended, event: 'change.ended', cause: `It could not be taken back: ${sentenceOf(error)}` }
    }
  })
}

type Ending = { readonly workspaceId: string; readonly ended: ChangeRow }

async function takeBack(scope: StepScope, { workspaceId, ended }: Ending): Promise<Stepped> {
  const { tx, held } = scope
  const isActive = held.policyVersion === ended.policyVersion
  const { merges } = await readReviewSetting(tx, workspaceId)
  const text = await textWithout(tx, { workspaceId, ended, activeVersion: held.policyVersion })
  const { policy } = requireSoundPolicy(text, await readRoster(tx, workspaceId, held.rosterVersion))
  const content = contentOf(text, policy)
  const active = await requireVersion(tx, workspaceId, held.policyVersion)
  if (active.contentHash === content.contentHash) {
    return { change: ended, event: 'change.ended', cause: 'What it changed was taken back before.' }
  }
  if (!isActive && merges === 'review') return proposeTakingBack(scope, { workspaceId, ended }, text)
  const version = await storePolicyVersion(tx, { workspaceId, createdBy: 'system' }, content)
  const superseded = (await supersedeActive(tx, workspaceId)).filter(({ subject }) => subject.id !== ended.changeId)
  const { changeId } = ended
  return {
    change: ended,
    event: 'change.ended',
    versions: { policyVersion: version },
    further: [...superseded, activationOf(version, content)],
    afterwards: () => activateVersion(tx, { workspaceId, version, kind: 'end', changeId, by: 'system' }),
  }
}

async function textWithout(
  db: Queryable,
  of: { readonly workspaceId: string; readonly ended: ChangeRow; readonly activeVersion: number },
): Promise<PolicyText> {
  const { workspaceId, ended, activeVersion } = of
  const before = textOf(await requireVersion(db, workspaceId, ended.previousVersion ?? 0))
  if (activeVersion === ended.policyVersion) return before
  const base = textOf(await requireVersion(db, workspaceId, ended.policyVersion ?? 0))
  const theirs = textOf(await requireVersion(db, workspaceId, activeVersion))
  const merge: Merge = mergePolicies({ base, ours: before, theirs })
  if (merge.kind === 'clean') return merge.text
  const items = merge.conflicts.map(({ part }) => ({ where: part, what: 'was changed again since', mend: null }))
  throw new RoutingError('change_outdated', { base: ended.policyVersion ?? 0, active: activeVersion }, { items })
}

async function proposeTakingBack(
  { tx, held }: StepScope,
  { workspaceId, ended }: Ending,
  text: PolicyText,
): Promise<Stepped> {
  const proposed = await insertNewChange(tx, workspaceId, {
    title: `Take back: ${ended.title}`.slice(0, 200),
    description: `The time of change ${ended.changeId} is over, and another version became active since it did.`,
    source: null,
    text,
    baseVersion: held.policyVersion,
    state: 'in_review',
    author: { by: 'system', authorId: null },
  })
  const cause = `Another version is active by now; change ${proposed.changeId} takes it back and waits for approval.`
  return { change: ended, event: 'change.ended', cause, further: [tellOf(proposed, 'change.submitted')] }
}
