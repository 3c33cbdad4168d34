import type { Queryable } from '../../platform/db/queryable.ts'
import type { Command, CommandResult } from './command.ts'

/** Hands a command to the desk of a workspace and resolves when it is committed. */
export type SubmitCommand = (workspaceId: string, command: Command) => Promise<CommandResult>

/** What the routes of leads work with: a database to read from, and desks for every change. */
export type DeskDoor = { readonly db: Queryable; readonly submit: SubmitCommand }
