export { eachCause } from './cause-queries.ts'
