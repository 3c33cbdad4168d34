import { isConnectionLost, isRefusedAfterFailure } from './classify-database-error.ts'
import { DbError } from './db-error.ts'
import type { Queryable } from './queryable.ts'

/** A connection, and how it commits: throws unless the server says that it did. */
export type Committing = Queryable & { readonly commit: () => Promise<void> }

/**
 * Runs `work` between BEGIN and COMMIT, as `Session.transaction` says. COMMIT goes right behind the statements that `work` did not wait for; where one of those
 * failed, the server rolls back.
 */
export async function runTransaction<T>(session: Committing, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const watched = watchStatements(session)
  // The first statement is sent along with the BEGIN.
  const begun = watched.tx.execute('begin')
  let result: T
  let ending: Promise<Error | null> = Promise.resolve(null)
  const working = work(watched.tx).then((done) => {
    ending = watched.end()
    return done
  })
  try {
    ;[, result] = await Promise.all([begun, working])
  } catch (error) {
    void watched.end()
    // A connection that is lost, or does not answer, is thrown away, and the server rolls back by itself.
    if (!isConnectionLost(error)) await session.execute('rollback').catch(() => undefined)
    throw watched.causeOf(error)
  }
  const [failure, refused] = await Promise.all([ending, session.commit().then(() => null, asError)])
  // An answer that was lost, to the COMMIT or to a statement that the server carried out: nobody knows what became of it.
  const lost = refused !== null && isConnectionLost(refused) ? refused : refused === null ? failure : null
  if (lost !== null) throw new DbError('commit_unknown', lost.message, { cause: lost })
  if (failure !== null) throw failure
  if (refused !== null) throw refused
  return result
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

type WatchedStatements = {
  readonly tx: Queryable
  /**
   * Takes no more statements: what comes late would be carried out on its own, and kept. Resolves when what is under way has come to
   * its end, with the first failure of it.
   */
  readonly end: () => Promise<Error | null>
  /** After one failure the server refuses everything else: the failure by which that began. */
  readonly causeOf: (error: unknown) => unknown
}

function watchStatements(session: Queryable): WatchedStatements {
  const underWay = new Set<Promise<unknown>>()
  let first: unknown
  let isOver = false
  const watch = <T>(send: () => Promise<T>): Promise<T> => {
    if (isOver) return Promise.reject(new Error('The transaction is over, and takes no more statements.'))
    const sent = send()
    underWay.add(sent)
    sent.then(
      () => underWay.delete(sent),
      (error: unknown) => {
        underWay.delete(sent)
        first ??= error
      },
    )
    return sent
  }
  return {
    tx: {
      keyRing: session.keyRing,
      query: (statement, values) => watch(() => session.query(statement, values)),
      execute: (statement, values) => watch(() => session.execute(statement, values)),
    },
    end: async () => {
      isOver = true
      const ends = await Promise.allSettled(underWay)
      const failed = ends.find((end) => end.status === 'rejected')
      return failed === undefined ? null : asError(failed.reason)
    },
    causeOf: (error) => (isRefusedAfterFailure(error) ? (first ?? error) : error),
  }
}
