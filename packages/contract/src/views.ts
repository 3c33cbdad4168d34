// How things stand and what would become of them: the second door of this package, for pages that show it.

// pools
export { poolForecast, poolForecastQuery, poolStanding } from './pools.ts'
export type { PoolForecast, PoolForecastQuery, PoolStandingAnswer } from './pools.ts'

// trials
export { policyTrial, policyTrialRequest } from './policy-trials.ts'
export type { PolicyTrialAnswer } from './policy-trials.ts'

// overview
export { overview, overviewQuery } from './overview.ts'
export type { OverviewAnswer } from './overview.ts'

// waiting
export { redriveWaitingRequest, redriveWaitingResult, waiting } from './waiting.ts'
export type { RedriveWaitingAsk, RedriveWaitingResult, WaitingAnswer } from './waiting.ts'

// preferences
export { preferences } from './preferences.ts'
export type { Preferences } from './preferences.ts'

// states
export { holdReasons } from './states.ts'

// bulk
export { bulkAnswer, bulkRequest } from './bulk.ts'
export type { BulkAnswer, BulkAsk } from './bulk.ts'
