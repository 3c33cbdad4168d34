export type { DecisionReading } from './decision-record.ts'
