import type { Left } from './left-behind.ts'
import type { HistoryWorld } from './history-world.ts'

/**
 * I13: whoever waits until something happens has nobody to go to: a held lead that gets an owner just by being asked was forgotten
 * by what freed that owner. Leads that time alone will free are left out: a look ahead finds an owner before their time.
 */
export async function checkWaiting({ nodes }: HistoryWorld, { leads }: Left): Promise<readonly string[]> {
  const [node] = nodes
  for (const { leadId, holdReason, retryAt } of leads.values()) {
    if (node === undefined || holdReason === null || holdReason === 'error' || retryAt !== null) continue
    const answer = await node.desk.submit({ kind: 'retry', leadId })
    if (answer.kind !== 'done' || answer.lead.state !== 'assigned') continue
    const { ownerId, poolId } = answer.lead
    // The first one says it all: what it takes now may be what the next one would have got.
    return [`I13: lead ${leadId} waits for ${holdReason} though ${ownerId} of ${poolId} is free`]
  }
  return []
}
