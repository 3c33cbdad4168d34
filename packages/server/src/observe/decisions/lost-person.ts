import type { DecisionRecord } from '../../pipeline/decide/read.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import { type DecisionRow, hasLaterSubmission } from './queries.ts'

/** Whether a decision read something of the person that is not kept any more. */
export function hasErasedPerson({ record, openGiven }: Pick<DecisionRow, 'record' | 'openGiven'>): boolean {
  const { personal = [] }: DecisionRecord = JSON.parse(record)
  if (personal.length === 0) return false
  const given = openGiven()
  return personal.some((name) => given === null || !Object.hasOwn(given, name))
}

/**
 * Whether a decision read something of the person that is not known any more as it was read: it was erased, kept long enough, or
 * changed since. What such a decision came to stands, and that it would come to it again cannot be shown.
 */
export async function hasLostPerson(db: Queryable, workspaceId: string, row: DecisionRow): Promise<boolean> {
  const { personal = [] }: DecisionRecord = JSON.parse(row.record)
  return personal.length > 0 && (hasErasedPerson(row) || (await hasLaterSubmission(db, workspaceId, row)))
}
