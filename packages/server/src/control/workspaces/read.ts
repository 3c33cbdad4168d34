export { changeWorkspace, type WorkspaceChange } from './change-workspace.ts'
export { advanceDesk, findDesk, type HeldDesk, lockDesk, storeWaking, wasCommitted } from './desk-queries.ts'
export { findWorkspaces, lockWorkspaces } from './queries.ts'
