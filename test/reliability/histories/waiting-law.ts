import type { Left } from './left-behind.ts'
import type { HistoryWorld } from './history-world.ts'

/** I13: whoever waits has nobody to go to. A held lead that gets an owner just by being asked was forgotten by what freed that owner. */
export async function checkWaiting({ nodes }: HistoryWorld, { leads }: Left): Promise<readonly string[]> {
  const [node] = nodes
  const found: string[] = []
  for (const { leadId, holdReason } of leads.values()) {
    if (node === undefined || holdReason === null || holdReason === 'error') continue
    const answer = await node.desk.submit({ kind: 'retry', leadId })
    if (answer.kind === 'done' && answer.lead.state === 'assigned') {
      found.push(`I13: lead ${leadId} waited for ${holdReason} though somebody was free`)
      // What it takes now may be what the next one would have got.
      break
    }
  }
  return found
}
