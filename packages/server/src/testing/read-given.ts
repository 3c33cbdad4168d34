import { type Given, openGiven, type SealedGiven, submissionOf } from '../control/privacy/read.ts'
import type { Queryable } from '../platform/db/queryable.ts'
import { openRecord, readWorkspaceKeys } from '../platform/secrets/workspace-keys.ts'

/** What was given for each lead of a workspace, by its id; those that were erased are not there. */
export async function readGiven(db: Queryable, workspaceId: string): Promise<ReadonlyMap<string, Given>> {
  const keys = await readWorkspaceKeys(db, workspaceId)
  const rows = await db.query<SealedGiven & { readonly leadId: string }>(
    `select lead_person.lead_id as "leadId", lead_person.seed, lead_person.given, lead_person.sensitive
       from lead_person where lead_person.workspace_id = $1`,
    [workspaceId],
  )
  return new Map(rows.map((row) => [row.leadId, openGiven(keys, row.leadId, row)]))
}

/** What came in for a lead after it was stored. */
export type Submitted = {
  readonly leadId: string
  readonly version: number
  readonly kind: string
  /** JSON. */
  readonly given: string
}

/** What came in for the leads of a workspace after they were stored. */
export async function readSubmitted(db: Queryable, workspaceId: string): Promise<readonly Submitted[]> {
  const keys = await readWorkspaceKeys(db, workspaceId)
  const rows = await db.query<Submitted & { readonly seed: string }>(
    `select submission.lead_id as "leadId", submission.version, submission.kind, submission.given, lead_person.seed
       from submission join lead_person using (workspace_id, lead_id)
      where submission.workspace_id = $1`,
    [workspaceId],
  )
  return rows.map(({ seed, leadId, version, kind, given }) => ({
    leadId,
    version,
    kind,
    given: openRecord(keys, submissionOf(seed, leadId, version), given),
  }))
}
