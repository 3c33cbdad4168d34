import { type Decision, decide, type RawLead } from '@rightful/engine'
import type { Database } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { prepareLead } from '../decide/prepare-lead.ts'
import { catchUp } from './memory.ts'
import { readDesk } from './read-desk.ts'

/**
 * Finds what would become of leads if they came now, one after the other, on a copy of the workspace's state of its own. Stores
 * nothing and takes no desk.
 */
export function tryLeads(db: Database, workspaceId: string, leads: readonly RawLead[]): Promise<readonly Decision[]> {
  return db.transaction(async (tx) => {
    await tx.execute('set transaction isolation level repeatable read, read only')
    const desk = await readDesk(tx, workspaceId)
    const { policy, accounts, state } = await catchUp(null, { db: tx, workspaceId, desk })
    return leads.map((raw) => {
      const { lead, match } = prepareLead({ policy, accounts }, raw)
      const world = state.at(desk.nowMs)
      const decision = decide(policy.policy, { decisionId: newId(), lead, match, world, nowMs: desk.nowMs })
      state.apply(decision)
      return decision
    })
  })
}
