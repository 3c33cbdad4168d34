export { replayDecisions, type ReplayAsk, type ReplaySummary } from './replay-decisions.ts'
