export { restoreState } from './memory.ts'
export { findLeads } from './lead-queries.ts'
export type { StoredLead } from './stored-lead.ts'
export type { Desk } from './desk.ts'
