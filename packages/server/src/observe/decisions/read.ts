export { countDecisions, findDecidedVersions } from './queries.ts'
export { rebuildDecision } from './question-decision.ts'
export { followState, openPastVersions, rebuildVersion } from './rebuild-version.ts'
export type { RebuiltDecision } from './rebuild-version.ts'
