import type { Database } from '../../platform/db/database.ts'
import { startWorkspaceWorker } from '../../platform/jobs/start-workspace-worker.ts'
import type { Worker, WorkerFailure } from '../../platform/jobs/start-worker.ts'
import type { Desk } from '../desk/desk.ts'
import { finishImport } from './end-import.ts'
import { claimChunk, findFinishedImports, findWorkspacesWithImports, hasOpenChunks } from './queries.ts'
import { runChunk } from './run-chunk.ts'
import { undoNext } from './undo-import.ts'
import { hasOpenUndo } from './undo-queries.ts'
import { deleteUpload, findBrokenUploads } from './upload-queries.ts'

/** How often imports are looked for, in milliseconds. */
const EVERY_MS = 250
/** Rows that a node does not finish in so many seconds are taken over by another. */
const CLAIM_SECONDS = 20
/** Chunks under way at a time: while those before are decided, the next are read, so that the desk never waits for rows. */
const CHUNKS_AT_ONCE = 4

/** What the worker of imports works with. Any number of nodes may run one. */
export type ImportsOptions = {
  readonly db: Database
  readonly node: string
  readonly deskOf: (workspaceId: string) => Desk
  readonly onError: (failure: WorkerFailure) => void
}

/** Starts working off imports, in the bulk lane of their desks. */
export function startImportsWorker(options: ImportsOptions): Worker {
  const { db, onError } = options
  return startWorkspaceWorker({
    name: 'imports',
    everyMs: EVERY_MS,
    workspaces: () => findWorkspacesWithImports(db),
    isDue: async (workspaceId) =>
      (await hasOpenChunks(db, workspaceId)) ||
      (await findFinishedImports(db, workspaceId)).length > 0 ||
      (await hasOpenUndo(db, workspaceId)) ||
      (await findBrokenUploads(db, workspaceId)).length > 0,
    act: async (workspaceId, signal) => {
      for (const importId of await findBrokenUploads(db, workspaceId)) await deleteUpload(db, { workspaceId, importId })
      await Promise.all(Array.from({ length: CHUNKS_AT_ONCE }, () => workOff(options, workspaceId, signal)))
      await endFinished(options, workspaceId)
      // Rows that come in go first.
      const mayGoOn = async (): Promise<boolean> => !signal.aborted && !(await hasOpenChunks(db, workspaceId))
      const undo = { db, workspaceId, desk: options.deskOf(workspaceId) }
      while ((await undoNext(undo, mayGoOn)) && (await mayGoOn()));
    },
    onError,
  })
}

/** Also those whose last rows were done by a node that did not live to end them. */
async function endFinished({ db, deskOf }: ImportsOptions, workspaceId: string): Promise<void> {
  for (const importId of await findFinishedImports(db, workspaceId)) {
    await deskOf(workspaceId).run(finishImport(importId))
  }
}

async function workOff({ db, node, deskOf }: ImportsOptions, workspaceId: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const chunk = await claimChunk(db, { workspaceId, node, seconds: CLAIM_SECONDS })
    if (chunk === null) return
    await runChunk({ db, desk: deskOf(workspaceId), workspaceId }, chunk)
  }
}
