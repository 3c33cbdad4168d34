import { createWorkspace } from '../control/workspaces/create-workspace.ts'
import type { RosterDocument } from '../control/people/read.ts'
import type { IncomingLead } from '../pipeline/desk/command.ts'
import { createDesk, type Desk } from '../pipeline/desk/desk.ts'
import type { Database } from '../platform/db/database.ts'
import { openTestDatabase } from '../platform/db/testing/open-test-database.ts'
import { newId } from '../platform/ids/new-id.ts'

/** A workspace of its own on a database of its own. */
export type TestWorkspace = {
  readonly db: Database
  readonly connection: string
  readonly workspaceId: string
  /** Opens the workspace's desk as one more node would. */
  readonly openDesk: (node: string) => Desk
  /** Rows of a statement in which `$1` is the workspace. */
  readonly rows: <Row>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>
  /** Closes the desks and drops the database. */
  readonly close: () => Promise<void>
}

/** What the workspace starts with: the text of its policy, and its roster. */
export type TestWorkspaceStart = { readonly policy: string; readonly roster: RosterDocument }

/** Opens a workspace for a test. */
export async function openTestWorkspace({ policy, roster }: TestWorkspaceStart): Promise<TestWorkspace> {
  const { database: db, connection, close } = await openTestDatabase()
  const workspaceId = await createWorkspace(db, {
    name: 'test',
    policy: { document: policy, tables: {} },
    roster,
    accounts: [],
    createdBy: 'test',
  })
  const desks: Desk[] = []
  return {
    db,
    connection,
    workspaceId,
    openDesk: (node) => {
      const desk = createDesk({ workspaceId, db, node })
      desks.push(desk)
      return desk
    },
    rows: (text, values = []) => db.query(text, [workspaceId, ...values]),
    close: async () => {
      for (const desk of desks) await desk.close()
      await close()
    },
  }
}

/** A new lead as a door would hand it in. */
export function newLead(
  attributes: Readonly<Record<string, unknown>>,
  more: Partial<IncomingLead> = {},
): { readonly kind: 'create'; readonly lead: IncomingLead } {
  const keys = { externalId: null, idempotencyKey: null, fingerprint: null, importId: null }
  return { kind: 'create', lead: { leadId: newId(), attributes, priority: 0, lane: 'web', ...keys, ...more } }
}
