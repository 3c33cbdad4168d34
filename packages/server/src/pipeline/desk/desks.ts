import { createDesk, type Desk, type DeskOptions } from './desk.ts'
import type { Command, CommandResult, Lane } from './command.ts'

/** The desks of all workspaces on this node; each is opened when it is first asked for. */
export type Desks = {
  readonly of: (workspaceId: string) => Desk
  /** Hands a command to its workspace's desk. */
  readonly submit: (workspaceId: string, command: Command, lane?: Lane) => Promise<CommandResult>
  /** Commands that wait on this node. */
  readonly waitingCount: () => number
  /** Takes no more commands and resolves when those that wait are through. */
  readonly close: () => Promise<void>
}

/** Keeps the desks of a node. */
export function createDesks(options: Omit<DeskOptions, 'workspaceId'>): Desks {
  const desks = new Map<string, Desk>()
  const of = (workspaceId: string): Desk => {
    const known = desks.get(workspaceId)
    if (known !== undefined) return known
    const desk = createDesk({ ...options, workspaceId })
    desks.set(workspaceId, desk)
    return desk
  }
  return {
    of,
    submit: (workspaceId, command, lane) => of(workspaceId).submit(command, lane),
    waitingCount: () => [...desks.values()].reduce((sum, desk) => sum + desk.waitingCount(), 0),
    close: async () => {
      await Promise.all([...desks.values()].map((desk) => desk.close()))
    },
  }
}
