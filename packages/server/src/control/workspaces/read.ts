export { changeWorkspace, type WorkspaceChange } from './change-workspace.ts'
export { findDesk, findWorkspaces, type HeldDesk, holdDesk } from './queries.ts'
