export { changeWorkspace, type WorkspaceChange } from './change-workspace.ts'
export { findDesk, findWorkspaces, type HeldDesk } from './queries.ts'
