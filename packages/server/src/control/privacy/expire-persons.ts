import type { Database, Queryable } from '../../platform/db/database.ts'
import { lockDesk } from '../workspaces/read.ts'
import { eraseLeads } from './erase-person.ts'
import { deleteSensitive, findEndedPersons, findEndedSensitive } from './queries.ts'

/** For how many days what of a lead that came to its end is kept; `null`: as long as the lead. */
export type PersonalDays = { readonly personal: number | null; readonly sensitive: number | null }

/** Where, for how long what is kept, and under whose eyes. */
export type ExpireAsk = {
  readonly workspaceId: string
  readonly keep: PersonalDays
  readonly signal: AbortSignal
  /** Called in each transaction: throws when somebody else does it by now. */
  readonly fence: (tx: Queryable) => Promise<void>
}

const LEADS_A_STEP = 200
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** Erases what was kept long enough of leads that came to their end, but for those under a legal hold. Returns how many leads that was, by class. */
export async function expirePersons(db: Database, ask: ExpireAsk): Promise<Readonly<Record<string, number>>> {
  const { personal, sensitive } = ask.keep
  const gone = { personal: 0, sensitive: 0 }
  if (personal !== null) {
    gone.personal = await walk(ask, {
      find: (afterId) => findEndedPersons(db, ask.workspaceId, { afterId, days: personal, limit: LEADS_A_STEP }),
      end: async (leadIds) => {
        await db.transaction(ask.fence)
        await eraseLeads(db, { workspaceId: ask.workspaceId, by: 'system' }, leadIds)
      },
    })
  }
  if (sensitive !== null) {
    gone.sensitive = await walk(ask, {
      find: (afterId) => findEndedSensitive(db, ask.workspaceId, { afterId, days: sensitive, limit: LEADS_A_STEP }),
      end: (leadIds) =>
        db.transaction(async (tx) => {
          await ask.fence(tx)
          await lockDesk(tx, ask.workspaceId)
          await deleteSensitive(tx, ask.workspaceId, leadIds)
        }),
    })
  }
  return Object.fromEntries(Object.entries(gone).filter(([, count]) => count > 0))
}

type Walk = {
  readonly find: (afterId: string) => Promise<readonly string[]>
  readonly end: (leadIds: readonly string[]) => Promise<void>
}

async function walk({ signal }: ExpireAsk, { find, end }: Walk): Promise<number> {
  let afterId = FIRST_ID
  let count = 0
  while (!signal.aborted) {
    const leadIds = await find(afterId)
    const last = leadIds.at(-1)
    if (last === undefined) break
    await end(leadIds)
    count += leadIds.length
    afterId = last
  }
  return count
}
