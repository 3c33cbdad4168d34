import type { Left } from './left-behind.ts'
import type { HistoryWorld } from './history-world.ts'

/** I13: whoever waits has nobody to go to. A held lead that gets an owner just by being asked was forgotten by what freed that owner. */
export async function checkWaiting({ nodes, clock }: HistoryWorld, { leads }: Left): Promise<readonly string[]> {
  const [node] = nodes
  const found: string[] = []
  for (const { leadId, holdReason, heldAt, retryAt } of leads.values()) {
    if (node === undefined || holdReason === null || holdReason === 'error') continue
    const answer = await node.desk.submit({ kind: 'retry', leadId })
    if (answer.kind === 'done' && answer.lead.state === 'assigned') {
      const times = [heldAt, clock.nowMs(), retryAt].map((ms) => (ms === null ? 'never' : new Date(ms).toISOString()))
      const [held, now, retry] = times
      found.push(
        `I13: lead ${leadId} waits for ${holdReason} since ${held}, to be tried at ${retry}; at ${now} ${answer.lead.ownerId} ` +
          `took it from ${answer.lead.poolId} (${JSON.stringify(answer.decision?.outcome)})`,
      )
      // What it takes now may be what the next one would have got.
      break
    }
  }
  return found
}
