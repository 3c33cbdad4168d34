import { readSubmitted } from '../../../packages/server/src/testing/read-given.ts'
import type { Queryable } from '../../../packages/server/src/platform/db/queryable.ts'
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

/** Reads all that the laws are about. */
export async function readLeft(db: Queryable, workspaceId: string): Promise<Left> {
  const batches = await readBatches(db, workspaceId)
  const leads = await readLeads(db, workspaceId)
  return {
    batches: new Map(batches.map(({ version, at }) => [version, at])),
    events: await readEvents(db, workspaceId),
    leads: new Map(leads.map((lead) => [lead.leadId, lead])),
    decisions: await readDecisions(db, workspaceId),
    submissions: await readSubmitted(db, workspaceId),
    imports: await readImports(db, workspaceId),
    places: await readPlaces(db, workspaceId),
  }
}
