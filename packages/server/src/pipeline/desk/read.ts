export { catchUpState, restoreState } from './memory.ts'
export { readDesk } from './read-desk.ts'
export type { Command, CommandResult, IncomingLead, LeadState, LeadView } from './command.ts'
export type { DeskDoor, SubmitCommand } from './submit-command.ts'
