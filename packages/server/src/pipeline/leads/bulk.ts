import type { ErrorCode } from '@rightful/contract'
import type { BulkAnswer, BulkAsk } from '@rightful/contract/views'
import { findLeads } from '../desk/lead-queries.ts'
import type { Command, DeskDoor } from '../desk/read.ts'
import { isClosed, type StoredLead } from '../desk/stored-lead.ts'

type Action = BulkAsk['action']
type Result = BulkAnswer['results'][number]

/** Who asks for it in which workspace. */
export type BulkAsker = { readonly workspaceId: string; readonly by: string }

/** Does one thing with many leads, each a command of its own at the desk; or says of which it can be done as they stand. */
export async function actOnLeads(door: DeskDoor, asker: BulkAsker, ask: BulkAsk): Promise<BulkAnswer> {
  const { action, dry_run: isDryRun } = ask
  const leadIds = [...new Set(ask.lead_ids.map((id) => id.toLowerCase()))]
  const results = isDryRun
    ? await previewOf(door, asker.workspaceId, { leadIds, action })
    : await Promise.all(leadIds.map((leadId) => carryOut(door, asker, { leadId, action })))
  return { is_dry_run: isDryRun, done: results.filter(({ code }) => code === null).length, results: [...results] }
}

async function carryOut(
  { db, submit }: DeskDoor,
  { workspaceId, by }: BulkAsker,
  { leadId, action }: { readonly leadId: string; readonly action: Action },
): Promise<Result> {
  const result = await submit(workspaceId, commandOf(action, { leadId, by }))
  if (result.kind === 'done') {
    return { lead_id: leadId, code: null, state: result.lead.state, owner_id: result.lead.ownerId }
  }
  const [lead] = await findLeads(db, workspaceId, [leadId])
  return { ...standingOf(leadId, lead), code: result.code }
}

function commandOf(action: Action, { leadId, by }: { readonly leadId: string; readonly by: string }): Command {
  switch (action.kind) {
    case 'assign':
      return { kind: 'assign', leadId, ownerId: action.owner_id, reason: action.reason, ifVersion: null, by }
    case 'reject':
      return { kind: 'reject', leadId, reason: action.reason, reassign: action.reassign, by }
    case 'disqualify':
      return { kind: 'close', as: 'disqualified', leadId, reason: action.reason, by }
    case 'retry':
      return { kind: 'retry', leadId }
  }
}

async function previewOf(
  { db }: DeskDoor,
  workspaceId: string,
  { leadIds, action }: { readonly leadIds: readonly string[]; readonly action: Action },
): Promise<readonly Result[]> {
  const leads = new Map((await findLeads(db, workspaceId, leadIds)).map((lead) => [lead.leadId, lead]))
  return leadIds.map((leadId) => {
    const lead = leads.get(leadId)
    return { ...standingOf(leadId, lead), code: obstacleOf(action, lead) }
  })
}

function standingOf(leadId: string, lead: StoredLead | undefined): Omit<Result, 'code'> {
  return { lead_id: leadId, state: lead?.state ?? null, owner_id: lead?.ownerId ?? null }
}

/** What stands in the way, as far as the lead itself tells; whether somebody may have it is found when it is given to them. */
function obstacleOf({ kind }: Action, lead: StoredLead | undefined): ErrorCode | null {
  if (lead === undefined) return 'lead_not_found'
  if (isClosed(lead)) return kind === 'disqualify' && lead.state === 'disqualified' ? null : 'lead_closed'
  if (kind === 'retry' && lead.hold === null) return 'not_waiting'
  return kind === 'reject' && lead.ownerId === null ? 'not_assigned' : null
}
