import type { Queryable } from '../../platform/db/queryable.ts'
import { readClockMs } from './queries.ts'

/**
 * How far the database's clock is ahead of this machine's, in milliseconds, to within half the time that the question took.
 * Nothing is decided by this machine's clock: the figure is for people who compare log lines.
 */
export async function clockDifferenceMs(db: Queryable): Promise<number> {
  const before = Date.now()
  const database = await readClockMs(db)
  return Math.round(database - (before + Date.now()) / 2)
}
