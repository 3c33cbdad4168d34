import {
  approveChangeRequest,
  changeDetail,
  changeReasonRequest,
  commentChangeRequest,
  type ErrorCode,
  RoutingError,
  type Scope,
  scheduleChangeRequest,
  updateChangeRequest,
  uuid,
} from '@rightful/contract'
import { z } from 'zod'
import type { Database } from '../../platform/db/database.ts'
import { type BodyReader, jsonBody, noBody } from '../../platform/http/body-reader.ts'
import { type Caller, requireScope } from '../../platform/http/caller.ts'
import { readIfMatch } from '../../platform/http/etag.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { activateChange } from './activate-change.ts'
import { answerChange } from './answer-change.ts'
import { commentChange, editChange, rebaseChange, submitChange } from './edit-change.ts'
import { approveChange, cancelChange, rejectChange, scheduleChange } from './review-change.ts'
import { authorOf } from './revise-change.ts'
import { requireChange, type StepAsk } from './step-change.ts'

const policyBytesMax = 16_777_216
const activating: readonly ErrorCode[] = ['approvals_missing', 'change_outdated', 'change_unchanged', 'policy_invalid']

/** One step of a change as a route: `POST /v1/changes/{change_id}/…`. */
type Step<Body> = {
  readonly method?: 'post' | 'patch'
  /** An empty text: the change itself. */
  readonly path: '' | `/${string}`
  readonly scope: Scope
  readonly stepUp?: boolean
  readonly operation: string
  readonly summary: string
  readonly body: BodyReader<Body>
  readonly errors: readonly ErrorCode[]
  readonly act: (ask: StepAsk, body: Body, caller: Caller) => Promise<unknown>
}

/** Adds the routes by which a change takes its steps. Each takes If-Match, so that nobody steps on what they have not seen. */
export function addStepRoutes(routes: Routes, db: Database): void {
  addWriting(routes, db)
  addReviewing(routes, db)
  addActivating(routes, db)
}

function addStep<Body>(routes: Routes, db: Database, step: Step<Body>): void {
  const { method = 'post', path, scope, stepUp = false, operation, summary, body, errors, act } = step
  routes.add(
    {
      tag: 'Changes of the policy',
      method,
      path: `/v1/changes/{change_id}${path}`,
      scope,
      stepUp,
      operation,
      summary,
      params: z.strictObject({ change_id: uuid }),
      query: noFields,
      body,
      headers: ['If-Match'],
      answers: { 200: { description: 'The change as it stands now.', schema: changeDetail } },
      errors: ['change_not_found', 'version_conflict', 'change_state', ...errors],
    },
    async ({ params: { change_id: changeId }, body, incoming, caller }) => {
      const { workspaceId, actor } = caller
      await act({ workspaceId, by: actor, changeId, ifVersion: readIfMatch(incoming) }, body, caller)
      return answerChange(db, { workspaceId, changeId })
    },
  )
}

function addWriting(routes: Routes, db: Database): void {
  const propose = { scope: 'policies:propose' } as const
  addStep(routes, db, {
    ...propose,
    method: 'patch',
    path: '',
    operation: 'editChange',
    summary: 'Edits a change; what is left out stays. It is a draft then, and approvals that it had are void.',
    body: jsonBody(updateChangeRequest, { bytesMax: policyBytesMax }),
    errors: ['policy_invalid', 'policy_not_found', 'revisions_full'],
    act: async (ask, { base_version: baseVersion, ...edit }, caller) =>
      editChange(db, ask, { ...edit, baseVersion, author: await authorOf(db, caller) }),
  })
  addStep(routes, db, {
    ...propose,
    path: '/rebase',
    operation: 'rebaseChange',
    summary: 'Puts what a change changes into the active version, part by part, as an edit of the caller’s.',
    body: noBody,
    errors: ['change_outdated', 'policy_invalid', 'revisions_full'],
    act: async (ask, _, caller) => rebaseChange(db, ask, await authorOf(db, caller)),
  })
  addStep(routes, db, {
    ...propose,
    path: '/submit',
    operation: 'submitChange',
    summary: 'Hands a change in for review, after checking it with the roster.',
    body: noBody,
    errors: ['policy_invalid', 'change_unchanged'],
    act: (ask) => submitChange(db, ask),
  })
  addStep(routes, db, {
    ...propose,
    path: '/comments',
    operation: 'commentChange',
    summary: 'Comments on a change.',
    body: jsonBody(commentChangeRequest),
    errors: [],
    act: (ask, { text }) => commentChange(db, ask, text),
  })
  addStep(routes, db, {
    ...propose,
    path: '/cancel',
    operation: 'cancelChange',
    summary: 'Gives a change up, for good. Of one that is approved or scheduled this needs `policies:schedule` too.',
    body: jsonBody(changeReasonRequest),
    errors: [],
    act: async (ask, { reason }, caller) => {
      const change = await requireChange(db, ask.workspaceId, ask.changeId)
      if (change.state === 'approved' || change.state === 'scheduled') requireScope(caller, 'policies:schedule')
      return cancelChange(db, { ...ask, ifVersion: ask.ifVersion ?? change.version }, reason)
    },
  })
}

function addReviewing(routes: Routes, db: Database): void {
  addStep(routes, db, {
    path: '/approve',
    scope: 'policies:approve',
    stepUp: true,
    operation: 'approveChange',
    summary:
      'Approves what a change says, by the hash of what was read. Only people approve, and never what they wrote.',
    body: jsonBody(approveChangeRequest),
    errors: ['person_required', 'author_approves', 'approval_outdated'],
    act: (ask, { content_hash: contentHash }, { userId }) => {
      if (userId === null) throw new RoutingError('person_required')
      return approveChange(db, ask, { userId, contentHash })
    },
  })
  addStep(routes, db, {
    path: '/reject',
    scope: 'policies:approve',
    operation: 'rejectChange',
    summary: 'Rejects a change. It can be edited and handed in again.',
    body: jsonBody(changeReasonRequest),
    errors: ['person_required'],
    act: (ask, { reason }, { userId }) => {
      if (userId === null) throw new RoutingError('person_required')
      return rejectChange(db, ask, reason)
    },
  })
}

function addActivating(routes: Routes, db: Database): void {
  addStep(routes, db, {
    path: '/schedule',
    scope: 'policies:schedule',
    operation: 'scheduleChange',
    summary:
      'Sets when an approved change takes effect, and for how long: from the one time on, before the other, in a zone.',
    body: jsonBody(scheduleChangeRequest),
    errors: ['schedule_invalid', 'approvals_missing'],
    act: (ask, { zone, from = null, to = null }) => scheduleChange(db, ask, { zone, from, to }),
  })
  addStep(routes, db, {
    path: '/apply',
    scope: 'policies:apply',
    operation: 'applyChange',
    summary: 'Makes an approved change active at once, after checking everything again.',
    body: noBody,
    errors: [...activating, 'schedule_invalid'],
    act: (ask) => activateChange(db, ask, { kind: 'apply' }),
  })
  addStep(routes, db, {
    path: '/break-glass',
    scope: 'policies:bypass',
    stepUp: true,
    operation: 'breakGlass',
    summary: 'Makes a change active at once without the review that it needs. Everybody who listens is told.',
    body: jsonBody(changeReasonRequest),
    errors: [...activating, 'schedule_invalid'],
    act: (ask, { reason }) => activateChange(db, ask, { kind: 'bypass', reason }),
  })
}
