import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { readRoster } from '../people/read.ts'
import { findPolicyContent, type PolicyText, requireSoundPolicy, textOf } from '../policies/read.ts'
import { changeWorkspace, type WorkspaceChange } from '../workspaces/read.ts'
import { missingApprovals } from './approvals.ts'
import { lookFirst, requireDesk } from './look-first.ts'
import { mergePolicies } from './merge-policies.ts'
import { type ChangeRow, insertChange } from './queries.ts'
import { insertComment } from './review-queries.ts'
import { type Author, prepareRevision, type PreparedRevision, requireVersion, storeRevision } from './revise-change.ts'
import {
  requireChange,
  requireState,
  type StepAsk,
  stepChange,
  type Stepped,
  type StepScope,
  tellOf,
} from './step-change.ts'

const revisionsMax = 500

/** A change to be begun. */
export type NewChange = {
  readonly workspaceId: string
  readonly title: string
  readonly description: string
  /** JSON. */
  readonly source: string | null
  /** `null`: the active one. */
  readonly baseVersion: number | null
  readonly text: PolicyText
}

/** Begins a change. Throws `policy_invalid` where it does not parse, `policy_not_found` where its base is not stored, `policy_missing`. */
export async function draftChange(db: Database, change: NewChange, author: Author): Promise<ChangeRow> {
  const { workspaceId, title, description, source, text } = change
  const baseVersion = change.baseVersion ?? (await requireDesk(db, workspaceId)).policyVersion
  const prepared = await prepareRevision(db, { workspaceId, baseVersion, text })
  const ask = { workspaceId, by: author.by }
  return changeWorkspace(db, ask, async (tx): Promise<WorkspaceChange<ChangeRow>> => {
    const said = { title, description, source, state: 'draft', author } as const
    const row = await insertNewChange(tx, workspaceId, { ...said, prepared })
    const event = tellOf(row, 'change.drafted')
    return { kind: 'changed', result: row, versions: {}, event, subject: event.subject }
  })
}

/** Stores a change with its first revision. */
export async function insertNewChange(
  tx: Queryable,
  workspaceId: string,
  change: Pick<NewChange, 'title' | 'description' | 'source'> & {
    readonly state: 'draft' | 'in_review'
    readonly author: Author
    readonly prepared: PreparedRevision
  },
): Promise<ChangeRow> {
  const { title, description, source, state, author, prepared } = change
  const changeId = newId()
  await insertChange(tx, workspaceId, {
    changeId,
    kind: 'edit',
    title,
    description,
    source,
    state,
    version: 1,
    revision: 1,
    reason: null,
    isBypassed: false,
    policyVersion: null,
    previousVersion: null,
    createdBy: author.by,
  })
  await storeRevision(tx, { workspaceId, changeId, revision: 1, author }, prepared)
  return requireChange(tx, workspaceId, changeId)
}

/** An edit: what is left out stays. */
export type ChangeEdit = {
  readonly title?: string | undefined
  readonly description?: string | undefined
  readonly baseVersion?: number | undefined
  readonly document?: string | undefined
  readonly tables?: PolicyText['tables'] | undefined
}

const editable = ['draft', 'in_review', 'approved', 'scheduled', 'rejected', 'suspended'] as const

/** Edits a change, which makes it a draft again without approvals. Throws `policy_invalid`, `policy_not_found`, `revisions_full`. */
export async function editChange(
  db: Database,
  ask: StepAsk,
  edit: ChangeEdit & { author: Author },
): Promise<ChangeRow> {
  const { workspaceId } = ask
  const prepared = await lookFirst(db, ask, async (db, { change }) => {
    const was = await textOfChange(db, workspaceId, change)
    const text = { document: edit.document ?? was.document, tables: edit.tables ?? was.tables }
    return prepareRevision(db, { workspaceId, baseVersion: edit.baseVersion ?? change.baseVersion, text })
  })
  return stepChange(db, ask, async (scope) => {
    const { title = scope.before.title, description = scope.before.description, author } = edit
    const revised = await revise(scope, { workspaceId, author }, prepared)
    return { ...revised, change: { ...revised.change, title, description } }
  })
}

/** Puts what a change changes into the active version, as an edit by whoever asks. Throws `change_outdated` with each conflict. */
export async function rebaseChange(db: Database, ask: StepAsk, author: Author): Promise<ChangeRow> {
  const { workspaceId } = ask
  const prepared = await lookFirst(db, ask, async (db, { desk, change }) => {
    const baseVersion = desk.policyVersion
    const text = await mergedWith(db, { workspaceId, change, activeVersion: baseVersion })
    return prepareRevision(db, { workspaceId, baseVersion, text })
  })
  return stepChange(db, ask, (scope) => revise(scope, { workspaceId, author }, prepared))
}

async function revise(
  scope: StepScope,
  { workspaceId, author }: { readonly workspaceId: string; readonly author: Author },
  look: (scope: StepScope) => Promise<PreparedRevision>,
): Promise<Stepped> {
  const { tx, before } = scope
  requireState(before, editable)
  const revision = before.revision + 1
  if (revision > revisionsMax) throw new RoutingError('revisions_full', { max: revisionsMax })
  const prepared = await look(scope)
  await storeRevision(tx, { workspaceId, changeId: before.changeId, revision, author }, prepared)
  const unset = { zone: null, startsLocal: null, startsMs: null, endsLocal: null, endsMs: null, reason: null }
  const change: ChangeRow = { ...before, ...unset, ...prepared.revision, revision, state: 'draft' }
  return { change, event: 'change.edited' }
}

/** Hands a change in for review; one that was suspended keeps its approvals. Throws `policy_invalid` with what the checks find, `change_unchanged`. */
export async function submitChange(db: Database, ask: StepAsk): Promise<ChangeRow> {
  const { workspaceId, changeId } = ask
  const look = await lookFirst(db, ask, async (db, { desk, change }) => {
    const active = await requireVersion(db, workspaceId, desk.policyVersion)
    if (active.contentHash === change.contentHash) throw new RoutingError('change_unchanged')
    const text = await textOfChange(db, workspaceId, change)
    requireSoundPolicy(text, await readRoster(db, workspaceId, desk.rosterVersion))
  })
  return stepChange(db, ask, async (scope) => {
    const { tx, before } = scope
    requireState(before, ['draft', 'suspended'])
    await look(scope)
    const isApproved = (await missingApprovals(tx, { workspaceId, changeId })).length === 0
    const change: ChangeRow = { ...before, state: isApproved ? 'approved' : 'in_review', reason: null }
    return { change, event: 'change.submitted' }
  })
}

/** Comments on a change, in any state. */
export async function commentChange(db: Database, ask: StepAsk, text: string): Promise<ChangeRow> {
  const { workspaceId, changeId, by } = ask
  return stepChange(db, ask, async ({ tx, before }) => {
    const { revision } = before
    await insertComment(tx, { workspaceId, changeId, commentId: newId(), revision, text, createdBy: by })
    return { change: before, event: 'change.commented' }
  })
}

/** What a change says now. */
export async function textOfChange(db: Queryable, workspaceId: string, change: ChangeRow): Promise<PolicyText> {
  const content = await findPolicyContent(db, workspaceId, change.contentHash)
  if (content === null) throw new Error(`The content of change ${change.changeId} is not stored.`)
  return textOf(content)
}

/** What a change and the active version make together. Throws `change_outdated` with each conflict. */
export async function mergedWith(
  db: Queryable,
  of: { readonly workspaceId: string; readonly change: ChangeRow; readonly activeVersion: number },
): Promise<PolicyText> {
  const { workspaceId, change, activeVersion } = of
  const ours = await textOfChange(db, workspaceId, change)
  if (change.baseVersion === activeVersion) return ours
  const base = textOf(await requireVersion(db, workspaceId, change.baseVersion))
  const theirs = textOf(await requireVersion(db, workspaceId, activeVersion))
  const merge = mergePolicies({ base, ours, theirs })
  if (merge.kind === 'clean') return merge.text
  const items = merge.conflicts.slice(0, 100).map(({ part, ours, theirs }) => ({
    where: part,
    what: `is ${short(ours)} in the change and ${short(theirs)} in version ${activeVersion}`,
    mend: 'Edit the change so that it says what is meant, with the active version as its base.',
  }))
  throw new RoutingError('change_outdated', { base: change.baseVersion, active: activeVersion }, { items })
}

function short(text: string | null): string {
  if (text === null) return 'absent'
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`
}
