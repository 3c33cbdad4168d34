import type { ReadyDestination } from '../../control/connections/read.ts'
import type { Database } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import type { Outbound } from '../../platform/outbound/create-outbound.ts'
import type { Message } from './message.ts'
import { readClock } from './queries.ts'
import { sendMessage } from './send-message.ts'
import type { SendOutcome } from './send-outcome.ts'

/** Sends a destination an event of kind `destination.test` at once, beside its queue; nothing of it is stored. */
export async function testDestination(
  { db, outbound }: { readonly db: Database; readonly outbound: Outbound },
  workspaceId: string,
  destination: ReadyDestination,
): Promise<SendOutcome> {
  const databaseMs = await readClock(db)
  const began = performance.now()
  const nowMs = (): number => databaseMs + performance.now() - began
  const message: Message = {
    workspaceId,
    messageId: `test_${newId()}`,
    eventId: 'test',
    version: 0,
    position: 0,
    kind: 'destination.test',
    atMs: databaseMs,
    leadId: null,
    ownerId: null,
    body: { destination_id: destination.destinationId },
    given: null,
  }
  return sendMessage({ db, outbound, nowMs }, message, destination)
}
