export type { DecisionReading, StoredDecision } from './decision-record.ts'
