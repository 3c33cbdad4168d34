export { type Given, openGiven, openJoined, type SealedGiven, sealGiven, submissionOf } from './sealed-given.ts'
export { expirePersons, type PersonalDays } from './expire-persons.ts'
export { sensitiveNames } from './sensitive-names.ts'
export type { JoinedGiven } from './sealed-given.ts'
