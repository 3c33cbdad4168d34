export { findChange } from './queries.ts'
