import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { DbError } from '../../platform/db/db-error.ts'
import { isConnectionLost } from '../../platform/db/classify-database-error.ts'
import { computeWhatIf, type WhatIfFound } from './compute-what-if.ts'
import {
  endWhatIf,
  insertWhatIfLeads,
  noteProgress,
  removeOldWhatIfs,
  type WhatIfName,
  type WhatIfRow,
} from './queries.ts'
import type { WhatIfAsk } from './what-if-ask.ts'

/** Under what a what-if is worked off. */
export type WorkOffOptions = {
  readonly workspaceId: string
  readonly signal: AbortSignal
  /** Called in each transaction that writes: throws when somebody else does this work by now. */
  readonly fence?: (tx: Queryable) => Promise<void>
}

const PROGRESS_EVERY_MS = 500
const LEADS_A_STATEMENT = 500
const KEPT_DAYS = 90

/**
 * Works one what-if off and stores what came of it, all at once: whoever dies in between leaves it waiting, and the next begins anew
 * and comes to the same. What cannot be computed ends as failed, with the reason.
 */
export async function workOff(db: Database, row: WhatIfRow, options: WorkOffOptions): Promise<void> {
  const { workspaceId, signal } = options
  const name = { workspaceId, whatIfId: row.whatIfId }
  const ask: WhatIfAsk = JSON.parse(row.ask)
  const progress = createProgress(db, name)
  try {
    const found = await computeWhatIf(db, ask, { workspaceId, signal, onProgress: progress.note })
    if (found !== null) await store(db, name, { ...options, found, doneCount: row.totalCount })
  } catch (error) {
    if (error instanceof DbError || isConnectionLost(error)) throw error
    await db.transaction(async (tx) => {
      await options.fence?.(tx)
      await endWhatIf(tx, name, { state: 'failed', doneCount: 0, error: reasonOf(error) })
    })
    if (!(error instanceof RoutingError)) throw error
  } finally {
    await progress.end()
  }
}

type Stored = WorkOffOptions & { readonly found: WhatIfFound; readonly doneCount: number }

async function store(db: Database, name: WhatIfName, { fence, found, doneCount }: Stored): Promise<void> {
  const { result, leads } = found
  await db.transaction(async (tx) => {
    await fence?.(tx)
    if (!(await endWhatIf(tx, name, { state: 'done', doneCount, result: JSON.stringify(result) }))) return
    let position = 0
    for (const rows of inPieces(leads, LEADS_A_STATEMENT)) {
      await insertWhatIfLeads(tx, name, { position, rows })
      position += rows.length
    }
    await removeOldWhatIfs(tx, name.workspaceId, KEPT_DAYS)
  })
}

function* inPieces<Item>(items: Iterable<Item>, size: number): Generator<readonly Item[]> {
  let piece: Item[] = []
  for (const item of items) {
    if (piece.push(item) < size) continue
    yield piece
    piece = []
  }
  if (piece.length > 0) yield piece
}

/** Of a failure that nobody foresaw only its name is told: its text may hold anything. */
function reasonOf(error: unknown): string {
  return error instanceof RoutingError ? error.message : 'Computing it failed; the log says why.'
}

/** Tells now and then how far it is; what could not be told is told with the next. */
function createProgress(db: Database, name: WhatIfName) {
  let telling = Promise.resolve()
  let nextMs = 0
  return {
    note: (done: number): void => {
      if (performance.now() < nextMs) return
      nextMs = performance.now() + PROGRESS_EVERY_MS
      telling = telling.then(() => noteProgress(db, name, done)).catch(() => undefined)
    },
    end: (): Promise<void> => telling,
  }
}
