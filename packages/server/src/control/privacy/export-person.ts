import type { PersonExport, PersonNamed } from '@rightful/contract'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { openRecord, readWorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import { recordAudit } from '../audit/read.ts'
import { type FoundPerson, findPerson } from './find-person.ts'
import { exportedTables, findHeldLeads, findRowsOf, findSubmissions } from './queries.ts'
import { openJoined, submissionOf } from './sealed-given.ts'

/** Who asks, and in which workspace. */
export type PersonAsk = { readonly workspaceId: string; readonly by: string }

/** Everything that is stored about a person. The audit log is told of it, by the leads. Throws `lead_not_found`. */
export async function exportPerson(db: Database, ask: PersonAsk, named: PersonNamed): Promise<PersonExport> {
  const { workspaceId, by } = ask
  const person = await findPerson(db, workspaceId, named)
  return db.transaction(async (tx) => {
    const leads = await readLeads(tx, workspaceId, person.leadIds)
    await recordAudit(tx, {
      workspaceId,
      actor: by,
      action: 'person.exported',
      subject: subjectOf(workspaceId, person.leadIds),
      details: { lead_ids: person.leadIds },
    })
    return { exported_at: isoTime(Date.now()), leads, ...foundParts(person) }
  })
}

/** What an answer says of where else the person is. */
export function foundParts(
  person: FoundPerson,
): Pick<PersonExport, 'mentioned_in' | 'do_not_contact' | 'consents' | 'is_complete'> {
  const { mentionedIn, restrictionIds, consentIds, isComplete } = person
  return {
    mentioned_in: [...mentionedIn],
    do_not_contact: [...restrictionIds],
    consents: [...consentIds],
    is_complete: isComplete,
  }
}

/** What the audit log says was looked at or changed: the lead where it is one. */
export function subjectOf(
  workspaceId: string,
  leadIds: readonly string[],
): { readonly kind: string; readonly id: string } {
  const [first] = leadIds
  return leadIds.length === 1 && first !== undefined
    ? { kind: 'lead', id: first }
    : { kind: 'workspace', id: workspaceId }
}

async function readLeads(
  tx: Queryable,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<PersonExport['leads']> {
  const keys = await readWorkspaceKeys(tx, workspaceId)
  const leads = await findHeldLeads(tx, workspaceId, leadIds)
  const submissions = Map.groupBy(await findSubmissions(tx, workspaceId, leadIds), ({ leadId }) => leadId)
  const rows = new Map<string, Map<string, Record<string, unknown>[]>>()
  for (const table of exportedTables) {
    const found = await findRowsOf(tx, workspaceId, { table, leadIds })
    const byLead = Map.groupBy(found, ({ leadId }) => leadId)
    rows.set(table, new Map([...byLead].map(([leadId, some]) => [leadId, some.map(({ row }) => ({ ...row }))])))
  }
  return leads.map((lead) => {
    const { leadId } = lead
    const of = (table: (typeof exportedTables)[number]): Record<string, unknown>[] => rows.get(table)?.get(leadId) ?? []
    return {
      lead_id: leadId,
      given: openJoined(keys, leadId, lead),
      submissions: (submissions.get(leadId) ?? []).map(({ version, kind, given, seed, atMs }) => ({
        kind,
        at: isoTime(atMs),
        given: JSON.parse(openRecord(keys, submissionOf(seed, leadId, version), given)),
      })),
      lead: of('lead')[0] ?? {},
      decisions: of('decision'),
      assignments: of('assignment'),
      clocks: of('clock'),
      events: of('event'),
    }
  })
}
