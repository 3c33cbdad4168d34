import { readSubmitted } from '../../../packages/server/src/testing/read-given.ts'
import type { Database, Queryable } from '../../../packages/server/src/platform/db/database.ts'
import {
  type DecisionRow,
  type EventRow,
  type LeadRow,
  readBatches,
  readDecisions,
  readEvents,
  readImports,
  readLeads,
  readPlaces,
} from './queries.ts'

/** What a history left in the database. */
export type Left = {
  readonly batches: ReadonlyMap<number, number>
  readonly events: readonly EventRow[]
  readonly leads: ReadonlyMap<string, LeadRow>
  readonly decisions: readonly DecisionRow[]
  readonly submissions: readonly { leadId: string; version: number; kind: string; given: string }[]
  readonly imports: Awaited<ReturnType<typeof readImports>>
  readonly places: Awaited<ReturnType<typeof readPlaces>>
}

/** Reads all that the laws are about, on one snapshot: nodes that still run may make another version at any moment. */
export function readLeft(db: Database, workspaceId: string): Promise<Left> {
  return db.transaction(async (tx) => {
    await tx.execute('set transaction isolation level repeatable read, read only')
    return readSnapshot(tx, workspaceId)
  })
}

async function readSnapshot(tx: Queryable, workspaceId: string): Promise<Left> {
  const batches = await readBatches(tx, workspaceId)
  const leads = await readLeads(tx, workspaceId)
  return {
    batches: new Map(batches.map(({ version, at }) => [version, at])),
    events: await readEvents(tx, workspaceId),
    leads: new Map(leads.map((lead) => [lead.leadId, lead])),
    decisions: await readDecisions(tx, workspaceId),
    submissions: await readSubmitted(tx, workspaceId),
    imports: await readImports(tx, workspaceId),
    places: await readPlaces(tx, workspaceId),
  }
}
