import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Queryable, Session } from '../../../packages/server/src/platform/db/database.ts'
import {
  isConnectionLost,
  isRefusedAfterFailure,
} from '../../../packages/server/src/platform/db/classify-database-error.ts'
import { DbError } from '../../../packages/server/src/platform/db/db-error.ts'
import type { Statement } from '../../../packages/server/src/platform/db/queryable.ts'
import { type FailPoint, failPoints, type FaultSource } from './fault-source.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** What a node sees of its database: through faults, and by a clock of the history's own. */
export type Outlook = {
  readonly clock: VirtualClock
  readonly faults: FaultSource
  /** Transactions that the node has lost sight of; awaited before the database is looked at. */
  readonly adrift: Promise<unknown>[]
}

/** A value that no statement may store beside what was given: the database refuses whatever was read of it. */
export const poison = 'POISON'

/** A database as a node has it on a bad day. What is cut is rolled back, as the server does when it loses a client. */
export function faultyDatabase(db: Database, outlook: Outlook): Database {
  const session = faultySession(db, outlook)
  return {
    ...session,
    connectionsMax: db.connectionsMax,
    serverVersion: db.serverVersion,
    withConnection: (work, timeouts) =>
      db.withConnection((connection) => work(faultySession(connection, outlook)), timeouts),
    close: async () => undefined,
  }
}

function faultySession(session: Session, outlook: Outlook): Session {
  return {
    ...faultyQueryable(session, outlook, false),
    transaction: (work) => runTransaction(session, outlook, work),
  }
}

async function runTransaction<T>(
  session: Session,
  { clock, faults, adrift }: Outlook,
  work: (tx: Queryable) => Promise<T>,
): Promise<T> {
  const struck = faults.atStatement('begin')
  if (struck !== null) throw errorOf(struck.kind === 'cut' ? null : struck.sqlState)
  const seen = Promise.withResolvers<T>()
  const real = session.transaction(async (tx) => {
    const { queryable, settled } = watchedQueryable(faultyQueryable(tx, { clock, faults }, true))
    const result = await work(queryable).catch(async (error: unknown) => {
      // As the session below tells of its own failures: not that the rest was refused, but by which failure that began.
      throw isRefusedAfterFailure(error) ? ((await settled()) ?? error) : error
    })
    const failure = await settled()
    // The COMMIT was on its way behind it already.
    if (failure !== null && isConnectionLost(failure)) throw new DbError('commit_unknown', '', { cause: failure })
    if (failure !== null) throw failure
    const fault = faults.atCommit()
    if (fault === null) return result
    if (fault.kind === 'cut') throw errorOf(null)
    // From here on the node knows nothing of it, and what it does next it does while this may still be under way.
    seen.reject(new DbError('commit_unknown', '', { cause: errorOf(null) }))
    if (fault.afterMs > 0) await sleep(fault.afterMs)
    if (!fault.isCommitted) throw new Error('rolled back out of sight')
    return result
  })
  adrift.push(real.then(seen.resolve, seen.reject))
  return seen.promise
}

type Watched = { readonly queryable: Queryable; readonly settled: () => Promise<unknown> }

/** Keeps the statements that nobody waits for; `settled` tells the first failure among all of them, or `null`. */
function watchedQueryable(queryable: Queryable): Watched {
  let failure: unknown = null
  const underWay: Promise<unknown>[] = []
  const watch = <T>(sent: Promise<T>): Promise<T> => {
    underWay.push(sent.catch((error: unknown) => (failure ??= error)))
    return sent
  }
  return {
    queryable: {
      keyRing: queryable.keyRing,
      query: (statement, values) => watch(queryable.query(statement, values)),
      execute: (statement, values) => watch(queryable.execute(statement, values)),
    },
    settled: async () => {
      await Promise.all(underWay)
      return failure
    },
  }
}

function faultyQueryable(
  queryable: Queryable,
  { clock, faults }: Pick<Outlook, 'clock' | 'faults'>,
  inTransaction: boolean,
): Queryable {
  let isDead = false
  const send = async <T>(statement: Statement, values: readonly unknown[], real: () => Promise<T>): Promise<T> => {
    // A server refuses everything in a transaction in which something failed, and a cut connection takes nothing.
    if (isDead) throw errorOf('25P02')
    try {
      if (isPoisoned(values)) throw errorOf('22P05')
      const fault = faults.atStatement(pointOf(statement))
      if (fault?.kind === 'refused') throw errorOf(fault.sqlState)
      if (fault?.when === 'before') throw errorOf(null)
      const result = await real()
      if (fault?.when === 'after') throw errorOf(null)
      return result
    } catch (error) {
      isDead = inTransaction
      throw error
    }
  }
  return {
    keyRing: queryable.keyRing,
    query: (statement, values = []) => send(statement, values, () => queryable.query(clock.of(statement), values)),
    execute: (statement, values = []) => send(statement, values, () => queryable.execute(clock.of(statement), values)),
  }
}

function isPoisoned(values: readonly unknown[]): boolean {
  return values.filter((value) => typeof value === 'string' && value.includes(poison)).length > 1
}

function pointOf(statement: Statement): FailPoint {
  const name = typeof statement === 'string' ? '' : statement.name
  if (name.startsWith('rows_')) return 'rows'
  return failPoints.find((point) => point === name) ?? 'other'
}

/** As the driver throws it; `null`: the connection is gone. */
function errorOf(sqlState: string | null): Error {
  const error = new Error(sqlState === null ? 'read ECONNRESET' : `refused by a fault with ${sqlState}`)
  return Object.assign(error, { code: sqlState ?? 'ECONNRESET', constraint: 'fault', table: 'fault' })
}
