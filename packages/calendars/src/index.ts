// The package's one door. Every export is documented where it is defined.

export { absencesOfFeed } from './absences-of-feed.ts'
export type { FeedAbsence, FeedOptions } from './absences-of-feed.ts'
export { isMeeting } from './is-meeting.ts'
export { holidaysOf } from './holidays-of.ts'
export type { Holiday, HolidaysFound } from './holidays-of.ts'
