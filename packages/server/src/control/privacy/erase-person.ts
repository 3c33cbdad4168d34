import type { PersonErasure, PersonNamed } from '@rightful/contract'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { readWorkspaceKeys, type WorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import { changeWorkspace } from '../workspaces/read.ts'
import { foundParts, type PersonAsk, subjectOf } from './export-person.ts'
import { findPerson } from './find-person.ts'
import { deletePersons, findHeldLeads, findSubmissions, type HeldLead } from './queries.ts'
import { openJoined } from './sealed-given.ts'

type ErasedLead = PersonErasure['leads'][number]

/** Says what erasing a person would delete, and changes nothing. Throws `lead_not_found`. */
export async function previewErasure(
  db: Database,
  { workspaceId }: PersonAsk,
  named: PersonNamed,
): Promise<PersonErasure> {
  const person = await findPerson(db, workspaceId, named)
  const leads = await describeLeads(db, workspaceId, await findHeldLeads(db, workspaceId, person.leadIds))
  return { is_dry_run: true, ...countsOf(leads), leads, ...foundParts(person) }
}

/**
 * Deletes all that names a person, but for leads under a legal hold, as one version of the desk, so that no batch writes any of it
 * again. Decisions stay, and the audit log is told of the leads. Throws `lead_not_found`.
 */
export async function erasePerson(db: Database, ask: PersonAsk, named: PersonNamed): Promise<PersonErasure> {
  const { workspaceId } = ask
  const person = await findPerson(db, workspaceId, named)
  const leads = await eraseLeads(db, ask, person.leadIds)
  return { is_dry_run: false, ...countsOf(leads), leads, ...foundParts(person) }
}

/** The same for leads that are known. Returns all of them, as they were before. */
export function eraseLeads(db: Database, ask: PersonAsk, leadIds: readonly string[]): Promise<ErasedLead[]> {
  const { workspaceId } = ask
  return changeWorkspace(db, ask, async (tx, desk) => {
    const held = await findHeldLeads(tx, workspaceId, leadIds)
    const leads = await describeLeads(tx, workspaceId, held)
    const going = held.filter(isErasable).map(({ leadId }) => leadId)
    if (going.length === 0) return { kind: 'unchanged', result: leads }
    await deletePersons(tx, { workspaceId, leadIds: going, version: desk.version + 1 })
    return {
      kind: 'changed',
      result: leads,
      versions: {},
      event: { kind: 'person.erased', body: { lead_ids: going } },
      subject: subjectOf(workspaceId, going),
    }
  })
}

function isErasable({ seed, holdIds }: HeldLead): boolean {
  return seed !== null && holdIds.length === 0
}

function countsOf(leads: readonly ErasedLead[]): Pick<PersonErasure, 'erased_count' | 'held_count'> {
  const isHeld = ({ hold_ids }: ErasedLead): boolean => hold_ids.length > 0
  return {
    erased_count: leads.filter((lead) => !isHeld(lead) && lead.attributes.length > 0).length,
    held_count: leads.filter(isHeld).length,
  }
}

async function describeLeads(db: Queryable, workspaceId: string, leads: readonly HeldLead[]): Promise<ErasedLead[]> {
  const keys = await readWorkspaceKeys(db, workspaceId)
  const leadIds = leads.map(({ leadId }) => leadId)
  const submissions = Map.groupBy(await findSubmissions(db, workspaceId, leadIds), ({ leadId }) => leadId)
  return leads.map((lead) => describeLead(keys, lead, submissions.get(lead.leadId)?.length ?? 0))
}

function describeLead(keys: WorkspaceKeys, lead: HeldLead, submissionCount: number): ErasedLead {
  const { leadId, state, receivedAtMs, holdIds } = lead
  return {
    lead_id: leadId,
    state,
    received_at: isoTime(receivedAtMs),
    attributes: Object.keys(openJoined(keys, leadId, lead) ?? {}),
    submission_count: submissionCount,
    hold_ids: [...holdIds],
  }
}
