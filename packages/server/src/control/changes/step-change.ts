import { type ChangeState, type EventKind, RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { changeWorkspace, type HeldDesk, type WorkspaceChange } from '../workspaces/read.ts'
import { type ChangeRow, findChange, storeChange } from './queries.ts'

/** Which change takes a step, and who takes it. */
export type StepAsk = {
  readonly workspaceId: string
  readonly by: string
  readonly changeId: string
  /** The version of the change that was read; `null`: any. */
  readonly ifVersion: number | null
}

/** An event of a change. */
export type ChangeEventKind = Extract<EventKind, `change.${string}`>

type Changed = Extract<WorkspaceChange<unknown>, { kind: 'changed' }>

/** What a step comes to: the change as it is to be, and what is told of it. */
export type Stepped = {
  readonly change: ChangeRow
  readonly event: ChangeEventKind
  /** Why the server did it; `null`: somebody did. */
  readonly cause?: string
  readonly versions?: Changed['versions']
  readonly further?: NonNullable<Changed['further']>
  /** What is written once the change is stored. */
  readonly afterwards?: () => Promise<void>
}

/** What a step may read and write, under the desk. */
export type StepScope = { readonly tx: Queryable; readonly held: HeldDesk; readonly before: ChangeRow }

/**
 * Takes one step of a change under the desk, told as an event and in the audit log. Throws `change_not_found`, `version_conflict`, and
 * what `step` throws; then nothing was done.
 */
export async function stepChange(
  db: Database,
  ask: StepAsk,
  step: (scope: StepScope) => Promise<Stepped>,
): Promise<ChangeRow> {
  const { workspaceId, changeId, ifVersion } = ask
  return changeWorkspace(db, ask, async (tx, held): Promise<WorkspaceChange<ChangeRow>> => {
    const before = await requireChange(tx, workspaceId, changeId)
    if (ifVersion !== null && ifVersion !== before.version) {
      throw new RoutingError('version_conflict', { given: ifVersion, current: before.version })
    }
    const { change, event, cause, versions = {}, further = [], afterwards } = await step({ tx, held, before })
    await storeChange(tx, workspaceId, change)
    await afterwards?.()
    const told = tellOf(change, event, cause)
    const result = await requireChange(tx, workspaceId, changeId)
    return { kind: 'changed', result, versions, event: told, subject: told.subject, further }
  })
}

/** An event of a change as it is told. What people give as their reason stays in the change. */
export function tellOf(
  change: ChangeRow,
  kind: ChangeEventKind,
  cause: string | null = null,
): NonNullable<Changed['further']>[number] {
  const { changeId, state, revision, contentHash, policyVersion } = change
  return {
    kind,
    body: { change_id: changeId, state, revision, content_hash: contentHash, policy_version: policyVersion, cause },
    subject: { kind: 'change', id: changeId },
  }
}

/** One change. Throws `change_not_found`. */
export async function requireChange(db: Queryable, workspaceId: string, changeId: string): Promise<ChangeRow> {
  const row = await findChange(db, workspaceId, changeId)
  if (row === null) throw new RoutingError('change_not_found')
  return row
}

/** Throws `change_state` unless the change is in one of these states. */
export function requireState({ state }: ChangeRow, possible: readonly ChangeState[]): void {
  if (!possible.includes(state)) throw new RoutingError('change_state', { state, possible: possible.join(', ') })
}
