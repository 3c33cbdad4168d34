export { clockDifferenceMs } from './clock-difference.ts'
export { listLeases, listNodes, readBacklog, readSettings } from './queries.ts'
