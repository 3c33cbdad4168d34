import { setImmediate as nextTurn } from 'node:timers/promises'
import { type PersonNamed, RoutingError } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'
import { openRecord, readWorkspaceKeys, type WorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import { createSearch, type PersonSearch, type Sighting } from './person-search.ts'
import { findHeldLeads, findContactEntries, findPersons, findSubmissions, type PersonRow } from './queries.ts'
import { openGiven, submissionOf } from './sealed-given.ts'

/** Where a person is. */
export type FoundPerson = {
  readonly leadIds: readonly string[]
  /** Leads of others whose texts mention the person. */
  readonly mentionedIn: readonly string[]
  /** Entries that forbid contact with them. */
  readonly restrictionIds: readonly string[]
  /** Entries that say to what contact they consented. */
  readonly consentIds: readonly string[]
  /** Whether that is all of it. */
  readonly isComplete: boolean
}

const LEADS_A_PAGE = 1000
const LEADS_MAX = 1000
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Finds the leads of a person. By an address or a number every lead that is kept is opened and looked through, what came in later
 * included, since there is no index from which they could be told: some seconds for a million. Throws `lead_not_found`.
 */
export async function findPerson(db: Queryable, workspaceId: string, named: PersonNamed): Promise<FoundPerson> {
  const { lead_id: leadId } = named
  if (leadId !== undefined) {
    if ((await findHeldLeads(db, workspaceId, [leadId])).length === 0)
      throw new RoutingError('lead_not_found', { lead: leadId })
    return { leadIds: [leadId], mentionedIn: [], restrictionIds: [], consentIds: [], isComplete: true }
  }
  const search = createSearch(named)
  const keys = await readWorkspaceKeys(db, workspaceId)
  const leadIds: string[] = []
  const mentionedIn: string[] = []
  let afterId = FIRST_ID
  for (;;) {
    const rows = await findPersons(db, workspaceId, { afterId, limit: LEADS_A_PAGE })
    const submissions = await seenInSubmissions(db, { workspaceId, keys, search }, rows)
    for (const row of rows) {
      const sighting = [search(openGiven(keys, row.leadId, row)), submissions.get(row.leadId)]
      if (sighting.includes('own')) leadIds.push(row.leadId)
      else if (sighting.includes('mention')) mentionedIn.push(row.leadId)
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < LEADS_A_PAGE) break
    afterId = last.leadId
    // Leads are decided in between.
    await nextTurn()
  }
  const idsOf = async (kind: 'restriction' | 'consent'): Promise<readonly string[]> =>
    (await findContactEntries(db, workspaceId, kind)).flatMap(({ id, body }) =>
      search(JSON.parse(body)) === 'own' ? [id] : [],
    )
  return {
    leadIds: leadIds.slice(0, LEADS_MAX),
    mentionedIn: mentionedIn.slice(0, LEADS_MAX),
    restrictionIds: await idsOf('restriction'),
    consentIds: await idsOf('consent'),
    isComplete: leadIds.length <= LEADS_MAX && mentionedIn.length <= LEADS_MAX,
  }
}

type Looking = { readonly workspaceId: string; readonly keys: WorkspaceKeys; readonly search: PersonSearch }

/** What of the person is in what came in later for these leads. */
async function seenInSubmissions(
  db: Queryable,
  { workspaceId, keys, search }: Looking,
  rows: readonly PersonRow[],
): Promise<ReadonlyMap<string, Sighting>> {
  const seen = new Map<string, Sighting>()
  const leadIds = rows.map(({ leadId }) => leadId)
  for (const { leadId, version, seed, given } of await findSubmissions(db, workspaceId, leadIds)) {
    const sighting = search(JSON.parse(openRecord(keys, submissionOf(seed, leadId, version), given)))
    if (sighting !== null && seen.get(leadId) !== 'own') seen.set(leadId, sighting)
  }
  return seen
}
