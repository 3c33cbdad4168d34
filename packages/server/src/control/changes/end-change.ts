import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { readRoster } from '../people/read.ts'
import {
  activateVersion,
  type PolicyContentRow,
  type PolicyText,
  requireSoundPolicy,
  storePolicyVersion,
  textOf,
} from '../policies/read.ts'
import { activationOf, supersedeActive } from './activate-change.ts'
import { insertNewChange } from './edit-change.ts'
import { type LookedAt, lookFirst } from './look-first.ts'
import { mergePolicies } from './merge-policies.ts'
import type { ChangeRow } from './queries.ts'
import { sentenceOf } from './review-change.ts'
import { prepareRevision, type PreparedRevision, requireVersion } from './revise-change.ts'
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
  const { workspaceId } = ask
  const look = await lookFirst(db, ask, (db, at) => lookAtEnd(db, { ...at, workspaceId }))
  return stepChange(db, ask, async (scope) => {
    await fence(scope.tx)
    const { before, held } = scope
    if (before.endedMs !== null || before.endsMs === null || before.endsMs > held.nowMs) {
      throw new RoutingError('change_state', { state: before.state, possible: 'due' })
    }
    const ended: ChangeRow = { ...before, state: 'superseded', endedMs: held.nowMs }
    const found = await look(scope)
    switch (found.kind) {
      case 'impossible':
        return { change: ended, event: 'change.ended', cause: found.why }
      case 'propose':
        return proposeTakingBack(scope, { workspaceId, ended, prepared: found.prepared })
      case 'activate':
        return takeBack(scope, { workspaceId, ended, content: found.prepared.content })
    }
  })
}

/** What can be done about a change whose time is over. */
type Ending =
  | { readonly kind: 'impossible'; readonly why: string }
  | { readonly kind: 'propose' | 'activate'; readonly prepared: PreparedRevision }

async function lookAtEnd(db: Queryable, of: LookedAt & { readonly workspaceId: string }): Promise<Ending> {
  const { workspaceId, desk, change, merges } = of
  const baseVersion = desk.policyVersion
  const isActive = baseVersion === change.policyVersion
  try {
    const text = await textWithout(db, { workspaceId, ended: change, activeVersion: baseVersion })
    requireSoundPolicy(text, await readRoster(db, workspaceId, desk.rosterVersion))
    const prepared = await prepareRevision(db, { workspaceId, baseVersion, text })
    const active = await requireVersion(db, workspaceId, baseVersion)
    if (active.contentHash === prepared.content.contentHash) {
      return { kind: 'impossible', why: 'What it changed was taken back before.' }
    }
    return { kind: isActive || merges === 'activate' ? 'activate' : 'propose', prepared }
  } catch (error) {
    if (!(error instanceof RoutingError)) throw error
    return { kind: 'impossible', why: `It could not be taken back: ${sentenceOf(error)}` }
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
  const merge = mergePolicies({ base, ours: before, theirs })
  if (merge.kind === 'clean') return merge.text
  const items = merge.conflicts.map(({ part }) => ({ where: part, what: 'was changed again since', mend: null }))
  throw new RoutingError('change_outdated', { base: ended.policyVersion ?? 0, active: activeVersion }, { items })
}

type Ended = { readonly workspaceId: string; readonly ended: ChangeRow }

async function takeBack(
  { tx }: StepScope,
  { workspaceId, ended, content }: Ended & { readonly content: PolicyContentRow },
): Promise<Stepped> {
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

async function proposeTakingBack(
  { tx }: StepScope,
  { workspaceId, ended, prepared }: Ended & { readonly prepared: PreparedRevision },
): Promise<Stepped> {
  const proposed = await insertNewChange(tx, workspaceId, {
    title: `Take back: ${ended.title}`.slice(0, 200),
    description: `The time of change ${ended.changeId} is over, and another version became active since it did.`,
    source: null,
    state: 'in_review',
    author: { by: 'system', authorId: null },
    prepared,
  })
  const cause = `Another version is active by now; change ${proposed.changeId} takes it back and waits for approval.`
  return { change: ended, event: 'change.ended', cause, further: [tellOf(proposed, 'change.submitted')] }
}
