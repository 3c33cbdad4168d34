import type { Queryable } from '../../platform/db/queryable.ts'
import type { ClaimedRow } from './claim-queries.ts'
import { type Address, findGiven } from './queries.ts'

type Fields = Readonly<Record<string, unknown>>

/** An event as it is told to a destination. */
export type Message = {
  readonly workspaceId: string
  /** Names the delivery: the same whenever it is sent again. */
  readonly messageId: string
  /** Names the event, and says its place in the workspace's order: `4711-3`. */
  readonly eventId: string
  readonly version: number
  readonly position: number
  readonly kind: string
  readonly atMs: number
  readonly leadId: string | null
  readonly ownerId: string | null
  readonly body: Fields
  /** What was given for the lead; `null`: not wanted, or erased. */
  readonly given: Fields | null
}

/** Puts the message of a claimed delivery together. What names a person is read now, so that what was erased is not sent. */
export async function composeMessage(
  db: Queryable,
  row: ClaimedRow,
  of: Address & { readonly includePerson: boolean },
): Promise<Message> {
  const { version, position, kind, atMs, leadId, ownerId } = row
  const given = of.includePerson && leadId !== null ? await findGiven(db, of.workspaceId, leadId) : null
  return {
    workspaceId: of.workspaceId,
    messageId: `msg_${of.destinationId}_${version}_${position}`,
    eventId: `${version}-${position}`,
    version,
    position,
    kind,
    atMs,
    leadId,
    ownerId,
    body: fieldsOf(row.body),
    given,
  }
}

/** A stored JSON object. */
export function fieldsOf(text: string): Fields {
  const parsed: unknown = JSON.parse(text)
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {}
}
