export { countsSegments } from './decide-lead.ts'
export { type DecisionParts, type DecisionReading, type DecisionRecord, isPersonalField } from './decision-record.ts'
export { type AccountOf, decisionOf, matchedAccount, readingFrom, recordFrom } from './restore-decision.ts'
export { erased, usualEvidence } from './stored-match.ts'
