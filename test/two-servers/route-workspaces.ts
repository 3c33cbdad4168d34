import type { Command, CommandResult } from '../../packages/server/src/pipeline/desk/command.ts'
import { createDesks, type Desks } from '../../packages/server/src/pipeline/desk/desks.ts'
import type { Database } from '../../packages/server/src/platform/db/database.ts'

/** One node in front of several servers, each of which has whole workspaces. */
export type WorkspaceRouter = {
  /** Says where a workspace lies from now on. */
  readonly place: (workspaceId: string, server: Database) => void
  readonly serverOf: (workspaceId: string) => Database
  /** Carries a command out at the workspace's desk, wherever that is. */
  readonly submit: (workspaceId: string, command: Command) => Promise<CommandResult>
  readonly close: () => Promise<void>
}

/** Makes a router; it knows of no workspace until it is told. */
export function routeWorkspaces(node: string): WorkspaceRouter {
  const places = new Map<string, Database>()
  const desksOf = new Map<Database, Desks>()
  const serverOf = (workspaceId: string): Database => {
    const server = places.get(workspaceId)
    if (server === undefined) throw new Error(`Nobody knows where workspace ${workspaceId} lies.`)
    return server
  }
  return {
    place: (workspaceId, server) => {
      places.set(workspaceId, server)
      if (!desksOf.has(server)) desksOf.set(server, createDesks({ db: server, node }))
    },
    serverOf,
    submit: async (workspaceId, command) => {
      const desks = desksOf.get(serverOf(workspaceId))
      if (desks === undefined) throw new Error('A server without desks.')
      return desks.submit(workspaceId, command)
    },
    close: async () => {
      for (const desks of desksOf.values()) await desks.close()
    },
  }
}
