export type { DecisionParts, DecisionReading } from './decision-record.ts'
export { type AccountOf, decisionOf, matchedAccount, readingFrom } from './restore-decision.ts'
export { erased } from './stored-match.ts'
