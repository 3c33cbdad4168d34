import type { IncomingMessage } from 'node:http'
import {
  backupReport,
  backupRequest,
  operationStatus,
  type ReplayReport,
  replayReport,
  replayRequest,
  RoutingError,
  verifyReport,
  verifyRequest,
} from '@rightful/contract'
import { findWorkspaces } from '../../control/workspaces/read.ts'
import type { Database } from '../../platform/db/database.ts'
import { type Answer, json } from '../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { replayDecisions } from '../replay/read.ts'
import { reportVerification } from '../verify/read.ts'
import { answerAsStream, type LongWork } from './progress-stream.ts'
import { makeBackup } from './make-backup.ts'
import { readStatus } from './read-status.ts'

/** What these routes work with. */
export type OperationDoor = {
  readonly db: Database
  readonly node: string
  readonly version: string
  /** The embedded server; `null`: the database is the user's own. */
  readonly embedded: { readonly connection: string; readonly directory: string } | null
  /** The folder below which backups are made. */
  readonly backupDirectory: string
}

const shared = { tag: 'Operation', scope: 'admin', params: noFields, query: noFields } as const
const policyBytesMax = 16_777_216

/** Adds what operators ask of a running server: how it is doing, whether its data is sound, what decisions come to again, a backup. */
export function addOperationRoutes(routes: Routes, door: OperationDoor): void {
  addStatus(routes, door)
  const alone = createTurnstile()
  addVerify(routes, door, alone)
  addReplay(routes, door, alone)
  addBackup(routes, door, alone)
}

/** Lets one piece of long work in at a time, so that checking never takes the node away from its leads. */
type Turnstile = <Result>(work: () => Promise<Result>) => Promise<Result>

function createTurnstile(): Turnstile {
  let isTaken = false
  return async (work) => {
    if (isTaken) throw new RoutingError('operation_busy')
    isTaken = true
    try {
      return await work()
    } finally {
      isTaken = false
    }
  }
}

function addStatus(routes: Routes, door: OperationDoor): void {
  routes.add(
    {
      ...shared,
      method: 'get',
      path: '/v1/operation/status',
      operation: 'getOperationStatus',
      summary: 'How the server and the workspace of the key are doing: versions, what waits, who does what.',
      body: noBody,
      answers: { 200: { description: 'Now.', schema: operationStatus } },
      errors: ['workspace_not_found'],
    },
    async ({ caller }) => json(200, await readStatus(door, caller.workspaceId)),
  )
}

function addVerify(routes: Routes, { db }: OperationDoor, alone: Turnstile): void {
  routes.add(
    {
      ...shared,
      method: 'post',
      path: '/v1/operation/verify',
      operation: 'verifyWorkspace',
      summary:
        'Checks every law of what is stored of the workspace. With `Accept: application/x-ndjson`, lines of progress come first and the report last.',
      body: jsonBody(verifyRequest, { isOptional: true }),
      answers: { 200: { description: 'What was found; `is_sound` says whether it is well.', schema: verifyReport } },
      errors: ['operation_busy'],
    },
    ({ body, caller: { workspaceId }, ...request }) =>
      answerLong(request, (onProgress, signal) =>
        alone(async () => {
          const ask = { violationsMax: body.violations_max, replayFromVersion: body.replay_from_version }
          const workspace = await nameOf(db, workspaceId)
          const of = { workspaceId, workspace, isDrained: body.is_drained }
          return reportVerification(db, { ...of, ...ask, onProgress, signal })
        }),
      ),
  )
}

function addReplay(routes: Routes, { db }: OperationDoor, alone: Turnstile): void {
  routes.add(
    {
      ...shared,
      method: 'post',
      path: '/v1/operation/replay',
      operation: 'replayDecisions',
      summary:
        'Makes decisions again from what is stored, by the policy that decided or by another, and says what comes out differently. `Accept` as in `verifyWorkspace`.',
      body: jsonBody(replayRequest, { bytesMax: policyBytesMax }),
      answers: { 200: { description: 'What was found.', schema: replayReport } },
      errors: ['operation_busy', 'decision_not_found', 'policy_invalid'],
    },
    ({ body, caller: { workspaceId }, ...request }) =>
      answerLong(request, (onProgress, signal) =>
        alone(async (): Promise<ReplayReport> => {
          const { decision_id: decisionId, from_version: version = 1, policy = null } = body
          const which =
            decisionId === undefined
              ? ({ kind: 'from', version } as const)
              : ({ kind: 'decision', decisionId } as const)
          const ask = { workspaceId, which, policy, differencesMax: body.differences_max }
          const summary = await replayDecisions(db, { ...ask, onProgress, signal })
          return { kind: 'report', workspace_id: workspaceId, workspace: await nameOf(db, workspaceId), ...summary }
        }),
      ),
  )
}

function addBackup(routes: Routes, door: OperationDoor, alone: Turnstile): void {
  routes.add(
    {
      ...shared,
      method: 'post',
      path: '/v1/operation/backup',
      operation: 'backUp',
      summary: 'Backs up the embedded database, all workspaces of it, while it serves.',
      body: jsonBody(backupRequest),
      answers: { 201: { description: 'It is whole and on disk.', schema: backupReport } },
      errors: ['operation_busy', 'backup_not_here', 'backup_exists'],
    },
    async ({ body }) => json(201, await alone(() => makeBackup(door, body.name))),
  )
}

type Request = {
  readonly incoming: IncomingMessage
  readonly requestId: string
  readonly stopping: AbortSignal
}

/** As a stream for whoever asks for one, and otherwise in one piece. */
async function answerLong({ incoming, requestId, stopping }: Request, work: LongWork): Promise<Answer> {
  if (incoming.headers.accept?.includes('application/x-ndjson') === true) {
    return answerAsStream(work, { requestId, stopping })
  }
  const report = await work(() => undefined, stopping)
  if (stopping.aborted) throw new RoutingError('service_unavailable')
  return json(200, report)
}

async function nameOf(db: Database, workspaceId: string): Promise<string> {
  const workspaces = await findWorkspaces(db)
  return workspaces.find((workspace) => workspace.workspaceId === workspaceId)?.name ?? workspaceId
}
