export { findDecidedVersions } from './queries.ts'
export { openPastVersions, rebuildVersion } from './rebuild-version.ts'
export type { RebuiltDecision } from './rebuild-version.ts'
