import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { readRoster } from '../people/read.ts'
import {
  activateVersion,
  type ActivationKind,
  contentOf,
  type PolicyContentRow,
  requireSoundPolicy,
  storePolicyVersion,
} from '../policies/read.ts'
import { requireApprovals } from './approvals.ts'
import { mergedWith } from './edit-change.ts'
import { type LookedAt, lookFirst } from './look-first.ts'
import { type ChangeRow, listActiveChanges, storeChange } from './queries.ts'
import { invalid } from './resolve-schedule.ts'
import { requireVersion } from './revise-change.ts'
import { requireState, type StepAsk, stepChange, type Stepped, type StepScope, tellOf } from './step-change.ts'

/** How a change comes to be active: somebody applies it, its time has come, or somebody goes round the review, with the reason. */
export type ActivationWay =
  | { readonly kind: 'apply' }
  | { readonly kind: 'due'; readonly fence: (tx: Queryable) => Promise<void> }
  | { readonly kind: 'bypass'; readonly reason: string }

const possible = {
  apply: ['approved', 'scheduled', 'suspended'],
  due: ['scheduled'],
  bypass: ['draft', 'in_review', 'approved', 'scheduled', 'suspended'],
} as const

/**
 * Makes a change the active version after checking everything again: its approvals, that its base is still active or merges with what
 * is, and the policy with the roster as it is. Throws `approvals_missing`, `change_outdated`, `policy_invalid`, `change_unchanged`, `change_state`.
 */
export async function activateChange(db: Database, ask: StepAsk, way: ActivationWay): Promise<ChangeRow> {
  const { workspaceId } = ask
  const ready = await lookFirst(db, ask, (db, at) => contentToActivate(db, { ...at, workspaceId, way }))
  return stepChange(db, ask, async (scope) => {
    const { tx, held, before } = scope
    if (way.kind === 'due') await way.fence(tx)
    requireState(before, possible[way.kind])
    if (way.kind === 'due' && (before.startsMs ?? 0) > held.nowMs) {
      throw new RoutingError('change_state', { state: 'scheduled', possible: 'due' })
    }
    const { endsMs } = before
    if (endsMs !== null && endsMs <= held.nowMs) throw invalid('to', 'is over already', 'Schedule it anew.')
    if (way.kind !== 'bypass') await requireApprovals(tx, ask)
    return activated(scope, { workspaceId, by: ask.by, ...(await ready(scope)), way })
  })
}

type Ready = { readonly content: PolicyContentRow; readonly kind: ActivationKind }

async function contentToActivate(
  db: Queryable,
  of: LookedAt & { readonly workspaceId: string; readonly way: ActivationWay },
): Promise<Ready> {
  const { workspaceId, change, desk, merges, way } = of
  requireState(change, possible[way.kind])
  const activeVersion = desk.policyVersion
  const isOutdated = change.baseVersion !== activeVersion
  const text = await mergedWith(db, { workspaceId, change, activeVersion })
  if (isOutdated && (way.kind === 'bypass' || merges === 'review')) {
    throw new RoutingError('change_outdated', { base: change.baseVersion, active: activeVersion })
  }
  const { policy } = requireSoundPolicy(text, await readRoster(db, workspaceId, desk.rosterVersion))
  const content = contentOf(text, policy)
  const active = await requireVersion(db, workspaceId, activeVersion)
  if (active.contentHash === content.contentHash) throw new RoutingError('change_unchanged')
  if (way.kind === 'bypass') return { content, kind: 'break_glass' }
  return { content, kind: isOutdated ? 'merge' : 'review' }
}

async function activated(
  { tx, held, before }: StepScope,
  of: Ready & { readonly workspaceId: string; readonly by: string; readonly way: ActivationWay },
): Promise<Stepped> {
  const { workspaceId, by, content, kind, way } = of
  const policyVersion = await storePolicyVersion(tx, { workspaceId, createdBy: by }, content)
  const further = await supersedeActive(tx, workspaceId)
  const isBypassed = way.kind === 'bypass'
  const change: ChangeRow = {
    ...before,
    state: 'active',
    reason: way.kind === 'bypass' ? way.reason : null,
    isBypassed,
    policyVersion,
    previousVersion: held.policyVersion,
  }
  const { changeId } = change
  return {
    change,
    event: isBypassed ? 'change.bypassed' : 'change.activated',
    versions: { policyVersion },
    further: [...further, activationOf(policyVersion, content)],
    afterwards: () => activateVersion(tx, { workspaceId, version: policyVersion, kind, changeId, by }),
  }
}

/** The event by which everybody hears of a version that decides from now on. */
export function activationOf(
  version: number,
  { name, hash }: PolicyContentRow,
): NonNullable<Stepped['further']>[number] {
  return {
    kind: 'policy.activated',
    body: { policy_version: version, name, hash },
    subject: { kind: 'policy_version', id: String(version) },
  }
}

/** Another version becomes active: changes whose version it was so far are superseded. Returns what is told of it. */
export async function supersedeActive(tx: Queryable, workspaceId: string): Promise<NonNullable<Stepped['further']>> {
  const told = []
  for (const active of await listActiveChanges(tx, workspaceId)) {
    const change: ChangeRow = { ...active, state: 'superseded' }
    await storeChange(tx, workspaceId, change)
    told.push(tellOf(change, 'change.superseded'))
  }
  return told
}
