import { parse } from 'yaml'
import { createApiKey } from '../../packages/server/src/control/access/create-api-key.ts'
import { storeDestination } from '../../packages/server/src/control/connections/read.ts'
import { createWorkspace } from '../../packages/server/src/control/workspaces/create-workspace.ts'
import type { Database } from '../../packages/server/src/platform/db/database.ts'
import { newId } from '../../packages/server/src/platform/ids/new-id.ts'
import { generateAccountBook } from '../generated-business/generate-companies.ts'
import { type PolicySize, writePolicy } from '../generated-business/write-policy.ts'
import { writeRoster } from '../generated-business/write-roster.ts'

/** A workspace to post leads to. */
export type Business = { readonly workspaceId: string; readonly key: string }

/** Accounts of the generated business; whoever makes leads for it makes the same book. */
export const bookSize = { seed: 11, accounts: 10_000 } as const

const usualSize: PolicySize = { routes: 140, tableRows: 60 }

/** Makes the business: 12 pools of 50, 200 rules unless told, 10,000 accounts, and one destination that never answers. */
export async function makeBusiness(db: Database, size = usualSize): Promise<Business> {
  const { text, tables } = writePolicy(12, size)
  const roster = writeRoster(13, { restrictedDomains: ['x.example'], leadsPerDay: 20_000_000 })
  const workspaceId = await createWorkspace(db, {
    name: 'bench',
    policy: { document: text, tables },
    roster: parse(roster),
    accounts: generateAccountBook(bookSize.seed, bookSize.accounts).accounts,
    createdBy: 'bench',
  })
  const config = { url: 'https://127.0.0.1:9/', events: ['*'], include_person: false, secrets: [] }
  const destination = { workspaceId, destinationId: newId(), kind: 'webhook', name: 'nobody', isActive: true }
  await storeDestination(db, { ...destination, config: JSON.stringify(config), nowMs: Date.now() })
  const { key } = await createApiKey(db, {
    workspaceId,
    name: 'bench',
    scopes: ['admin'],
    expiresAtMs: null,
    by: 'bench',
  })
  return { workspaceId, key }
}
